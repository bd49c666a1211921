package io.lorweb.cli;

import io.lorweb.study.Study;
import io.lorweb.study.StudyOptions;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lorweb study serve DIR}. */
@Command(
    name = "serve",
    description = {
      "Serves a study: people begin at /join, whoever shows the secret sees the results at /admin.",
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Example:", "  LORWEB_STUDY_SECRET=... lorweb study serve study --port 7861"})
final class StudyServeCommand implements Callable<Integer> {

  private static final long LOOK_MS = 50;
  private static final int SECRET_BYTES = 16;
  private static final int DEFAULT_PORT = 7861;

  @Parameters(paramLabel = "DIR", description = "What 'study create' has made.")
  Path folder;

  @Option(
      names = "--secret",
      paramLabel = "SECRET",
      description =
          "Lets in to the results, 16 characters or more (default: a new one, which is printed)."
              + " Others can see a command line: LORWEB_STUDY_SECRET does the same.")
  String secret = System.getenv("LORWEB_STUDY_SECRET");

  @Mixin ServerOptions server = new ServerOptions(DEFAULT_PORT);
  @Mixin OutputOptions output;
  @Spec CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Console console = output.console();
    String known = secret == null ? drawn() : secret;
    StudyOptions options =
        new StudyOptions(
            folder, server.database.url(), server.host, server.port, server.names, known);
    try (Study study = Study.serve(options)) {
      spec.commandLine().getOut().println(study.address() + "join");
      spec.commandLine().getOut().flush();
      if (secret == null) {
        console.note("results: " + study.address() + "admin, secret " + known);
      }
      while (!Signals.stopping()) {
        Thread.sleep(LOOK_MS);
      }
    }
    return 0;
  }

  private static String drawn() {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
