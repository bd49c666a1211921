package io.lorweb.cli;

import java.util.regex.Pattern;

/**
 * Settings and limits as options of the command line. Messages below this module name a setting
 * ({@code setting 'layout'}), since a page or a program has no flags; every option is called as its
 * setting is.
 */
final class Flags {

  private static final Pattern SETTING = Pattern.compile("setting '([a-z][a-z0-9-]*)'");

  private static final Pattern LIMIT = Pattern.compile("lift (that limit|limit '[a-z]+')");

  private Flags() {}

  /** {@code message} with options in the place of settings. */
  static String of(String message) {
    String flags = SETTING.matcher(message).replaceAll("--$1");
    return LIMIT.matcher(flags).replaceAll("give --no-limits");
  }
}
