package io.lorweb.tiny.drawings;

import java.util.regex.Pattern;

/** Which of Noto's names are in the pool. */
final class Names {

  /** Near-duplicates of each other, or too fine for 64 pixels. */
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          "flag-.*|.*-flags?|keycap.*|family.*|couple.*|kiss|kiss-(man|woman|person).*"
              + "|(people|men|women|man|woman)-.*|.*skin-tone.*");

  private Names() {}

  static boolean wanted(String name) {
    return !LEFT_OUT.matcher(name).matches();
  }

  /** Code points as all vendors write them: no leading zeros, no variation selectors. */
  static String plain(String codePoints) {
    return codePoints.replaceAll("(^|-)0+", "$1").replaceAll("-fe0f", "");
  }
}
