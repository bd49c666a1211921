package io.lorweb.cli;

import io.lorweb.error.InputException;
import io.lorweb.study.Study;
import io.lorweb.study.design.Design;
import io.lorweb.study.design.StudyRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lorweb study create RUN}. */
@Command(
    name = "create",
    description =
        "Makes a study of an evaluation run ('lorweb eval run'): which questions, by seed.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  lorweb study create results --models ours,baseline --items 30 --out study"
    })
final class StudyCreateCommand implements Callable<Integer> {

  @Parameters(paramLabel = "RUN", description = "The folder of the run.")
  Path run;

  @Option(
      names = "--models",
      paramLabel = "A,B[,..]",
      required = true,
      split = ",",
      description = "Two models of the run or more; the first meets every other one.")
  List<String> models;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      required = true,
      description = "The folder to make.")
  Path out;

  @Option(
      names = "--items",
      paramLabel = "N",
      description = "Questions for each pair of models (default: ${DEFAULT-VALUE}).")
  int items = 40;

  @Option(
      names = "--checks",
      paramLabel = "N",
      description =
          "Questions with an obvious answer: whoever misses one does not count (default:"
              + " ${DEFAULT-VALUE}).")
  int checks = 3;

  @Option(
      names = "--without-failed",
      paramLabel = "METRIC:VALUE",
      description =
          "Leave out questions in which METRIC of every model is at most VALUE, such as gain:0.")
  String failed;

  @Option(names = "--no-difference", description = "Let people say that they see no difference.")
  boolean noDifference;

  @Option(
      names = "--people",
      paramLabel = "N",
      description = "Who may take part at most (default: ${DEFAULT-VALUE}).")
  int people = 100;

  @Option(
      names = "--hours",
      paramLabel = "N",
      description = "How long a session may be gone on with (default: ${DEFAULT-VALUE}).")
  int hours = 24;

  @Option(names = "--title", description = "Of the pages (default: ${DEFAULT-VALUE}).")
  String title = "Which edit is better?";

  @Option(
      names = "--consent",
      paramLabel = "TEXT",
      description = "What people agree to before they begin.")
  String consent = "Taking part is your own choice, and you may stop at any time.";

  @Option(names = "--seed", description = "Of every choice (default: ${DEFAULT-VALUE}).")
  long seed = 0;

  @Option(
      names = "--simulated",
      description = "For 'study simulate': every page and report will say that nobody was asked.")
  boolean simulated;

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Design design =
        Study.create(
            run,
            new StudyRequest(
                title,
                models,
                items,
                checks,
                Optional.ofNullable(failed).map(StudyCreateCommand::failed),
                new Design.Terms(consent, noDifference, people, hours),
                seed,
                simulated),
            out);
    Console console = output.console();
    Study.profiles(run, design).forEach(console::note);
    design.left().forEach((why, count) -> console.note(count + " questions were left out: " + why));
    console.result(
        String.format(
            Locale.ROOT,
            "%s: %d items, %d checks, %d of the items judged by the run's VLM",
            out,
            design.items().size(),
            design.checks().size(),
            design.judge().size()));
    return 0;
  }

  private static StudyRequest.Failed failed(String text) {
    int colon = text.lastIndexOf(':');
    try {
      return new StudyRequest.Failed(
          text.substring(0, colon), Double.parseDouble(text.substring(colon + 1)));
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw InputException.of(
          "--without-failed '%s' must be a metric and a number, such as gain:0", text);
    }
  }
}
