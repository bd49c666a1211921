package io.lorweb.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lorweb.Result;
import io.lorweb.image.Picture;
import io.lorweb.train.data.ProgressListener;
import io.lorweb.train.data.Rate;
import io.lorweb.work.Progress;
import java.io.PrintWriter;
import java.nio.file.Path;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * What a command says while it runs: results on standard output, everything else on standard error;
 * a progress bar on a terminal, plain lines elsewhere.
 */
final class Console {

  /** Without a terminal, one line at least this many milliseconds apart. */
  static final long PLAIN_LINE_MILLIS = 10_000;

  private final OutputOptions options;
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean terminal;

  Console(OutputOptions options, PrintWriter out, PrintWriter err) {
    this.options = options;
    this.out = out;
    this.err = err;
    this.terminal = System.console() != null && System.getenv("NO_COLOR") == null;
  }

  /** For the user to know; silent under --quiet. */
  void note(String line) {
    if (!options.quiet) {
      err.println(Flags.of(line));
      err.flush();
    }
  }

  /** Only under --verbose. */
  void detail(String line) {
    if (options.verbose) {
      note(line);
    }
  }

  /** Something went wrong but the command goes on. */
  void warn(String line) {
    err.println("lorweb: " + Flags.of(line));
    err.flush();
  }

  /** A result; a JSON report takes its place under --json. */
  void result(String line) {
    if (!options.json && !options.quiet) {
      out.println(line);
      out.flush();
    }
  }

  /** A picture has been written. */
  void made(Path file, Picture picture, Result result, double seconds) {
    result(file.toString());
    detail(
        String.format(
            "%s: %d x %d, %d steps in %.2f s on %s",
            file,
            picture.width(),
            picture.height(),
            result.run().settings().sampling().steps().orElse(0),
            seconds,
            result.run().device()));
  }

  /** The report of a command, printed under --json. */
  void report(JsonNode json) {
    if (options.json) {
      try {
        out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json));
        out.flush();
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("a report cannot be written as JSON", e);
      }
    }
  }

  /** Progress of a training run; close it when the run ends. */
  TrainProgress training(String name, long steps) {
    boolean bar = terminal && !options.quiet;
    return new TrainProgress(name, steps, bar, this::note, System::currentTimeMillis);
  }

  /** Progress of one picture; close it when the picture is done. */
  Steps steps(String task) {
    return new Steps(task);
  }

  /** Progress of work on many things, with rate and time left; close it when all is done. */
  Counting counting(String task) {
    return new Counting(task);
  }

  /** Shows how far the work has come and ends it after a signal. */
  final class Counting implements ProgressListener, AutoCloseable {
    private final String task;
    private ProgressBar bar;
    private long lastLine = System.currentTimeMillis();

    private Counting(String task) {
      this.task = task;
    }

    @Override
    public void progress(Rate pace) {
      if (options.quiet) {
        return;
      }
      if (terminal) {
        if (bar == null) {
          // The library's own estimate and speed stand in the bar.
          bar =
              new ProgressBarBuilder()
                  .setTaskName(task)
                  .setInitialMax(pace.total())
                  .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                  .showSpeed()
                  .build();
        }
        bar.stepTo(pace.done());
      } else if (System.currentTimeMillis() - lastLine >= PLAIN_LINE_MILLIS) {
        lastLine = System.currentTimeMillis();
        note(
            String.format(
                "%s: %d of %d, %.1f a second, %.0f s left",
                task, pace.done(), pace.total(), pace.perSecond(), pace.secondsLeft()));
      }
    }

    @Override
    public boolean cancelled() {
      return Signals.stopping();
    }

    @Override
    public void close() {
      if (bar != null) {
        bar.close();
      }
    }
  }

  /** Shows steps as they come and ends the run after a signal. */
  final class Steps implements Progress, AutoCloseable {
    private final String task;
    private ProgressBar bar;
    private String shown;
    private long lastLine = System.currentTimeMillis();

    private Steps(String task) {
      this.task = task;
    }

    @Override
    public void after(Step step) {
      boolean sampling = step.phase().equals(Progress.SAMPLE);
      show(sampling ? task : task + ", " + step.phase(), step.done(), step.of());
    }

    private void show(String what, int step, int of) {
      if (options.quiet) {
        return;
      }
      if (terminal) {
        if (!what.equals(shown)) {
          close();
          shown = what;
          bar =
              new ProgressBarBuilder()
                  .setTaskName(what)
                  .setInitialMax(of)
                  .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                  .build();
        }
        bar.stepTo(step);
      } else if (System.currentTimeMillis() - lastLine >= PLAIN_LINE_MILLIS) {
        lastLine = System.currentTimeMillis();
        note(String.format("%s: step %d of %d", what, step, of));
      }
    }

    @Override
    public boolean cancelled() {
      return Signals.stopping();
    }

    @Override
    public void close() {
      if (bar != null) {
        bar.close();
      }
    }
  }
}
