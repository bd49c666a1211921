package io.lorweb.cli;

import io.lorweb.train.runs.StepMetrics;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows a training run as it goes: a bar with loss, learning rate, samples a second and time left
 * on a terminal, a plain line every ten seconds elsewhere.
 */
final class TrainProgress implements AutoCloseable {

  /** How the loss shown forgets: one batch alone says little. */
  private static final double SMOOTHING = 0.9;

  private final String name;
  private final long steps;
  private final boolean terminal;
  private final Consumer<String> lines;
  private final LongSupplier clock;
  private ProgressBar bar;
  private double loss = Double.NaN;
  private OptionalDouble validation = OptionalDouble.empty();
  private double secondsPerStep = Double.NaN;
  private long lastLine;

  /**
   * @param steps of the whole run
   * @param terminal whether to draw a bar
   * @param lines takes plain lines
   * @param clock milliseconds
   */
  TrainProgress(
      String name, long steps, boolean terminal, Consumer<String> lines, LongSupplier clock) {
    this.name = name;
    this.steps = steps;
    this.terminal = terminal;
    this.lines = lines;
    this.clock = clock;
    this.lastLine = clock.getAsLong();
  }

  void step(StepMetrics metrics) {
    loss = smooth(loss, metrics.loss());
    secondsPerStep = smooth(secondsPerStep, metrics.seconds());
    if (metrics.validation().isPresent()) {
      validation = metrics.validation();
    }
    if (terminal) {
      show(metrics);
    } else if (clock.getAsLong() - lastLine >= Console.PLAIN_LINE_MILLIS
        || metrics.step() == steps) {
      lastLine = clock.getAsLong();
      lines.accept(
          String.format(
              Locale.ROOT,
              "%s: step %d of %d, %s, %s left",
              name,
              metrics.step(),
              steps,
              figures(metrics),
              left(metrics.step())));
    }
  }

  private void show(StepMetrics metrics) {
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(name)
              .setInitialMax(steps)
              .startsFrom(metrics.step(), java.time.Duration.ZERO)
              .setStyle(ProgressBarStyle.UNICODE_BLOCK)
              .setEtaFunction(state -> java.util.Optional.of(remaining(state.getCurrent())))
              .build();
    }
    bar.setExtraMessage(" " + figures(metrics));
    bar.stepTo(metrics.step());
  }

  private String figures(StepMetrics metrics) {
    return String.format(
        Locale.ROOT,
        "loss %.4f%s, lr %.2g, %.2f samples/s",
        loss,
        validation.isPresent()
            ? String.format(Locale.ROOT, " (held out %.4f)", validation.getAsDouble())
            : "",
        metrics.lr(),
        metrics.samplesPerSecond());
  }

  private java.time.Duration remaining(long step) {
    return java.time.Duration.ofMillis((long) (1000 * secondsPerStep * (steps - step)));
  }

  private String left(long step) {
    long seconds = remaining(step).toSeconds();
    return String.format(
        Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  /** A running mean that passes over the occasional loss that is not a number. */
  private static double smooth(double mean, double value) {
    if (Double.isNaN(mean) || Double.isNaN(value)) {
      return Double.isNaN(value) ? mean : value;
    }
    return SMOOTHING * mean + (1 - SMOOTHING) * value;
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
