package io.lorweb.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A process as the launcher starts it, for tests that look at its memory. */
final class Launched {

  private Launched() {}

  /** The words of the script's line {@code flags=(...)}: options for the JVM. */
  static List<String> options() throws IOException {
    for (String line : Files.readAllLines(Path.of("lorweb"))) {
      if (line.startsWith("flags=(")) {
        return List.of(line.substring("flags=(".length(), line.length() - 1).split(" "));
      }
    }
    throw new IllegalStateException("the launcher has no line flags=(...)");
  }

  /** RssAnon: memory of its own, without mapped files. */
  static long anonymousKib(ProcessHandle process) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
      if (line.startsWith("RssAnon:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IllegalStateException("this kernel does not tell RssAnon");
  }
}
