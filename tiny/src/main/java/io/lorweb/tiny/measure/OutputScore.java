package io.lorweb.tiny.measure;

import io.lorweb.eval.metric.Psnr;
import io.lorweb.image.Picture;
import io.lorweb.tiny.pairs.Pair;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an output is worth, whoever made it. */
final class OutputScore {

  /** The figures that are given. */
  static final List<Figure> FIGURES =
      List.of(Figure.OUTPUT, Figure.COPY, Figure.GAIN, Figure.ORACLE);

  private OutputScore() {}

  /**
   * @param output of the size of b
   * @param all results of all edits on b, if there are any
   */
  static Map<Figure, Double> of(Picture output, Pair subject, Optional<Oracle.Results> all) {
    Map<Figure, Double> values = new EnumMap<>(Figure.class);
    double psnr = Psnr.of(output, subject.after());
    double copy = Psnr.of(subject.before(), subject.after());
    values.put(Figure.OUTPUT, psnr);
    values.put(Figure.COPY, copy);
    values.put(Figure.GAIN, psnr - copy);
    all.ifPresent(
        results ->
            values.put(Figure.ORACLE, share(results.nearest(subject.task().name(), output))));
    return values;
  }

  /** 1 for yes, 0 for no. */
  static double share(boolean yes) {
    return yes ? 1 : 0;
  }
}
