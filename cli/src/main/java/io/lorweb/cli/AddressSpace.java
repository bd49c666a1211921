package io.lorweb.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The process's own limit of addresses ({@code ulimit -v}), which libraries of the engine fill. */
final class AddressSpace {

  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final String LINE = "Max address space";

  private AddressSpace() {}

  /** A part of a sentence if there is a limit, else nothing. */
  static String hint() {
    try {
      return Files.isReadable(LIMITS) ? hint(Files.readAllLines(LIMITS)) : "";
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * The same of the lines of {@code /proc/self/limits}: a name, the soft limit in bytes or
   * "unlimited", the hard limit.
   */
  static String hint(List<String> limits) {
    for (String line : limits) {
      if (line.startsWith(LINE)) {
        String soft = line.substring(LINE.length()).strip().split("\\s+", 2)[0];
        return soft.equals("unlimited")
            ? ""
            : ", perhaps because this process may use only "
                + Long.parseLong(soft) / 1_000_000
                + " MB of addresses: raise ulimit -v";
      }
    }
    return "";
  }
}
