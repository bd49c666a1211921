package io.lorweb.tiny.measure;

import com.fasterxml.jackson.annotation.JsonKey;
import io.lorweb.eval.statistics.Interval;
import io.lorweb.eval.statistics.Over;
import io.lorweb.eval.suite.Metric;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** What is measured of an item. Shares are 0 or 1 for one item. */
public enum Figure {
  /** PSNR of a picture after an edit that went through the VAE. */
  EDITED("edited", "edited", Unit.DECIBEL),

  /** The same of the picture before. */
  UNEDITED("unedited", "unedited", Unit.DECIBEL),

  /** Whether the edit was told from all others. */
  TOLD_APART("accuracy", "told apart", Unit.PERCENT),

  /** PSNR of the output against the true b'. */
  OUTPUT("psnr", "output", Unit.DECIBEL),

  /** PSNR of b itself against the true b'. */
  COPY("copy", "copy of b", Unit.DECIBEL),

  /** OUTPUT less COPY. */
  GAIN("gain", "gain", Unit.DECIBEL),

  /** PSNR, against the same b', of the output after a demonstration of another task. */
  WRONG("wrong", "wrong demonstration", Unit.DECIBEL),

  /** Whether the output is nearest to what the true task makes of b. */
  ORACLE("oracle", "true task", Unit.PERCENT),

  /** The same after a demonstration of another task. */
  WRONG_TRUE("wrong_true", "wrong demonstration: true task", Unit.PERCENT),

  /** Whether that output is nearest to what the demonstrated task makes of b. */
  WRONG_SHOWN("wrong_shown", "wrong demonstration: shown task", Unit.PERCENT);

  /** Of questions with a demonstration of their own task, or with none. */
  static final List<Figure> RIGHT_DEMONSTRATION = List.of(OUTPUT, COPY, GAIN, ORACLE);

  /** Of questions with a demonstration of another task. */
  static final List<Figure> WRONG_DEMONSTRATION = List.of(WRONG, WRONG_TRUE, WRONG_SHOWN);

  /** How a figure is written. */
  public enum Unit {
    DECIBEL("dB", 1, "%.1f"),
    PERCENT("%", 100, "%.0f");

    private final String label;
    private final double scale;
    private final String format;

    Unit(String label, double scale, String format) {
      this.label = label;
      this.scale = scale;
      this.format = format;
    }

    /** The unit's sign. */
    public String label() {
      return label;
    }

    /** A value in this unit, without its sign. */
    String shown(double value) {
      String text = String.format(Locale.ROOT, format, scale * value);
      // What rounds to nothing has no sign.
      return text.matches("-0(\\.0)?") ? text.substring(1) : text;
    }
  }

  private final String key;
  private final String heading;
  private final Unit unit;

  Figure(String key, String heading, Unit unit) {
    this.key = key;
    this.heading = heading;
    this.unit = unit;
  }

  /**
   * The mean of tasks with its interval over them, however few: the levels of a family are all the
   * tasks that there are.
   *
   * @param seed of the resamples
   */
  Interval interval(Collection<List<Double>> byTask, long seed) {
    Interval mean = Over.TASKS.interval(byTask, seed);
    return unit == Unit.PERCENT ? mean.between(0, 1) : mean;
  }

  /** As a column of a suite. */
  Metric metric() {
    return new Metric(key, heading, true, 1);
  }

  /** The figure that is {@code metric}. */
  static Figure of(Metric metric) {
    return Arrays.stream(values())
        .filter(figure -> figure.key.equals(metric.id()))
        .findFirst()
        .orElseThrow();
  }

  /** The word for it in JSON. */
  @JsonKey
  public String key() {
    return key;
  }

  /** The words for it over a column. */
  public String heading() {
    return heading;
  }

  public Unit unit() {
    return unit;
  }
}
