package io.lorweb.eval.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * The axis of values: from zero, unless that would press together all that is to be seen. Then it
 * is {@link #broken} and must say so.
 *
 * @param low its lower end
 * @param high its upper end
 * @param step between two ticks
 * @param broken whether zero is not on it
 */
record ValueAxis(double low, double high, double step, boolean broken) {

  /** Values that fill less of the way from zero than this are shown by themselves. */
  private static final double FILLED = 0.4;

  private static final int TICKS = 6;

  /**
   * @param shown all values, with the ends of their intervals; at least one
   * @param spread whether intervals or single points show how sure values are: without them a
   *     difference can only be judged by its distance from zero
   * @param shortest how much a broken axis spans at least
   */
  static ValueAxis of(double[] shown, boolean spread, double shortest) {
    double least = DoubleStream.of(shown).min().orElseThrow();
    double most = DoubleStream.of(shown).max().orElseThrow();
    double far = Math.max(Math.abs(least), Math.abs(most));
    boolean oneSided = least > 0 || most < 0;
    boolean broken = spread && oneSided && most - least < FILLED * far && most > least;
    double margin = Math.max(0, (shortest - (most - least)) / 2);
    double from = broken ? least - margin : Math.min(0, least);
    double to = broken ? most + margin : Math.max(0, most);
    if (broken && least > 0) {
      from = Math.max(0, from);
    } else if (broken) {
      to = Math.min(0, to);
    }
    if (from == to) {
      to = from + 1;
    }
    double step = step((to - from) / TICKS);
    double low = Math.floor(from / step + 1e-9) * step + 0.0;
    double high = Math.ceil(to / step - 1e-9) * step + 0.0;
    // Adding zero takes the sign off a negative one. Ticks may reach zero all the same.
    return new ValueAxis(low, high, step, low > 0 || high < 0);
  }

  /** 1, 2 or 5 times a power of ten, at least {@code size}. */
  private static double step(double size) {
    double power = Math.pow(10, Math.floor(Math.log10(size)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= size * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    long count = Math.round((high - low) / step);
    for (long i = 0; i <= count; i++) {
      ticks.add(low + i * step);
    }
    return ticks;
  }

  /** With as many digits as tell ticks apart. */
  String label(double tick) {
    int digits = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    String text = String.format(Locale.ROOT, "%." + digits + "f", tick);
    return text.matches("-0(\\.0*)?") ? text.substring(1) : text;
  }

  /** Where a value lies, 0 at the lower end and 1 at the upper. */
  double at(double value) {
    return (value - low) / (high - low);
  }
}
