package io.lorweb.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lorweb.Result;
import io.lorweb.image.Picture;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

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
  private final Set<String> told = ConcurrentHashMap.newKeySet();

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

  /** What takes a while before anything is to be seen; on a terminal only, and gone afterwards. */
  void waiting(String line) {
    if (terminal && !options.quiet) {
      err.print(line + "\r");
      err.flush();
    }
  }

  /** Only under --verbose. */
  void detail(String line) {
    if (options.verbose) {
      note(line);
    }
  }

  /** Something that may be wrong; silent under --quiet. */
  void warn(String line) {
    note("lorweb: " + line);
  }

  /** Something went wrong but the command goes on. */
  void failed(String line) {
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
            Locale.ROOT,
            "%s: %d x %d, %d steps in %.2f s on %s",
            file,
            picture.width(),
            picture.height(),
            result.run().settings().sampling().steps().orElse(0),
            seconds,
            result.run().device()));
    result.explanation().ifPresent(found -> note(Told.sentence(file, found)));
    warnOfUnlike(file, result);
    warnOfTable(result);
  }

  /** Says once when a step cache's table was measured with other settings. */
  void warnOfTable(Result result) {
    result.run().otherTable().filter(told::add).ifPresent(this::warn);
  }

  /** Says when b or the shown edit lies farther from those of the training than others do. */
  void warnOfUnlike(Path file, Result result) {
    Unlike.reason(result).ifPresent(reason -> warn(file + " may fail: " + reason));
  }

  /** The report of a command, printed under --json. */
  void report(JsonNode json) {
    if (options.json) {
      try {
        String text = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json);
        out.println(Flags.of(text));
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

  /** Progress of work beside other work, which shows nothing but ends on demand. */
  WorkBar unseen() {
    return new WorkBar("", WorkBar.Display.NONE, this::note);
  }

  /** Progress of a piece of work; close it when it is done. */
  WorkBar progress(String task) {
    WorkBar.Display elsewhere = terminal ? WorkBar.Display.TERMINAL : WorkBar.Display.LINES;
    return new WorkBar(task, options.quiet ? WorkBar.Display.NONE : elsewhere, this::note);
  }
}
