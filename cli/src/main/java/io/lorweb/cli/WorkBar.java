package io.lorweb.cli;

import io.lorweb.work.Progress;
import java.util.Locale;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows how far a piece of work has come, one bar per phase on a terminal, a line now and then
 * elsewhere; ends the work after a signal. Close it when the work is done.
 */
final class WorkBar implements Progress, AutoCloseable {

  /** Where the progress is shown. */
  enum Display {
    TERMINAL,
    LINES,
    NONE
  }

  private final String task;
  private final Display display;
  private final Consumer<String> lines;
  private ProgressBar bar;
  private String shown = "";
  private long phaseStart = System.nanoTime();

  /** Of a later phase the first piece is done when we hear of it: its time is unknown. */
  private long doneAtStart = 0;

  private long lastLine = System.currentTimeMillis();

  /**
   * @param task what the work is called
   * @param lines takes a line where there is no terminal
   */
  WorkBar(String task, Display display, Consumer<String> lines) {
    this.task = task;
    this.display = display;
    this.lines = lines;
  }

  @Override
  public void after(Step step) {
    if (display == Display.NONE) {
      return;
    }
    String what = title(step.phase());
    if (!what.equals(shown)) {
      close();
      if (!shown.isEmpty()) {
        phaseStart = System.nanoTime();
        doneAtStart = step.done();
      }
      shown = what;
    }
    if (display == Display.TERMINAL) {
      bar = bar == null ? open(what, step.of()) : bar;
      bar.stepTo(step.done());
    } else if (System.currentTimeMillis() - lastLine >= Console.PLAIN_LINE_MILLIS) {
      lastLine = System.currentTimeMillis();
      lines.accept(line(what, step));
    }
  }

  private String title(String phase) {
    return phase.equals(SAMPLE) || phase.equals(WORK)
        ? task
        : task.isEmpty() ? phase : task + ", " + phase;
  }

  private static ProgressBar open(String what, long of) {
    // The library's own estimate and speed stand in the bar.
    return new ProgressBarBuilder()
        .setTaskName(what)
        .setInitialMax(of)
        .setStyle(ProgressBarStyle.UNICODE_BLOCK)
        .showSpeed()
        .build();
  }

  String line(String what, Step step) {
    String done = String.format(Locale.ROOT, "%s: %d of %d", what, step.done(), step.of());
    if (step.done() == doneAtStart) {
      return done;
    }
    Rate rate =
        Rate.of(step.done() - doneAtStart, step.of() - doneAtStart, System.nanoTime() - phaseStart);
    return done
        + String.format(
            Locale.ROOT, ", %.1f a second, %.0f s left", rate.perSecond(), rate.secondsLeft());
  }

  @Override
  public boolean cancelled() {
    return Signals.stopping();
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
