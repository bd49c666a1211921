package io.lorweb.cli;

import java.io.PrintWriter;

/** The words of the command line as the system hands them over. */
final class Arguments {

  /** What Java puts in the place of a letter that the locale does not know. */
  private static final char LOST = '\uFFFD';

  private Arguments() {}

  /**
   * Whether no letter was lost on the way; else says so.
   *
   * @param err gets one sentence
   */
  static boolean readable(String[] args, PrintWriter err) {
    for (String arg : args) {
      if (arg.indexOf(LOST) >= 0) {
        err.println(
            "lorweb: letters of '"
                + arg.replace(LOST, '?')
                + "' are unknown in this locale: start with LC_ALL=C.UTF-8");
        return false;
      }
    }
    return true;
  }
}
