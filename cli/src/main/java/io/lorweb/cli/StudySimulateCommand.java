package io.lorweb.cli;

import io.lorweb.study.Study;
import io.lorweb.study.votes.Cohort;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lorweb study simulate DIR}. */
@Command(
    name = "simulate",
    description = {
      "Lets people vote who do not exist, to try a study out before anybody is asked.",
      "It must have been created with --simulated; then every page and report says so."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Example:", "  lorweb study simulate rehearsal --people 24 --preference 0.7"})
final class StudySimulateCommand implements Callable<Integer> {

  @Parameters(paramLabel = "DIR", description = "The study's folder.")
  Path folder;

  @Option(
      names = "--people",
      paramLabel = "N",
      description = "Who vote, each on everything (default: ${DEFAULT-VALUE}).")
  int people = 20;

  @Option(
      names = "--preference",
      paramLabel = "P",
      description =
          "Probability that one of them chooses the first model (default: ${DEFAULT-VALUE}).")
  double preference = 0.5;

  @Option(names = "--seed", description = "Of every choice (default: ${DEFAULT-VALUE}).")
  long seed = 0;

  @Mixin DatabaseOption database;
  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Study.simulate(folder, database.url(), new Cohort(people, preference, seed));
    output.console().result(people + " SIMULATED people have voted in " + folder);
    return 0;
  }
}
