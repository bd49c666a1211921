package io.lorweb.cli;

import io.lorweb.error.InputException;
import io.lorweb.eval.report.LabelledSheet;
import io.lorweb.record.SheetRecord;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Places at even distances on the line through two analogies: 0 is the first, 1 the second.
 *
 * @param from of the first frame
 * @param to of the last
 * @param frames two or more
 */
record Way(double from, double to, int frames) {

  /** Places are rounded to this: none misses an end by the last bit. */
  private static final double FINEST = 1e9;

  Way {
    if (frames < 2 || frames > LabelledSheet.MOST_CELLS) {
      throw InputException.of("--frames %d must lie in 2..%d", frames, LabelledSheet.MOST_CELLS);
    }
    if (!(Math.abs(from) <= 100 && Math.abs(to) <= 100)) {
      throw InputException.of("--from %s and --to %s must lie in -100..100", from, to);
    }
    if (from == to) {
      throw InputException.of("--from and --to are both %s: there is no way between them", from);
    }
  }

  List<Double> places() {
    return IntStream.range(0, frames).mapToObj(this::place).toList();
  }

  private double place(int frame) {
    double share = frame / (frames - 1.0);
    return Math.rint(((1 - share) * from + share * to) * FINEST) / FINEST;
  }

  SheetRecord.Axis record() {
    return new SheetRecord.Axis("at", places().stream().map(Way::label).toList());
  }

  private static String label(double place) {
    return BigDecimal.valueOf(Math.rint(place * 1000) / 1000).stripTrailingZeros().toPlainString();
  }
}
