package io.lorweb.analogy;

import io.lorweb.error.InputException;
import java.util.Locale;

/** How a, a' and b enter the flow model as context (docs/spec/LORWEB.md section 6). */
public enum Layout {
  /** One composite [a, a'; b, b], of which the model makes [a, a'; b, b']: the paper's. */
  GRID,
  /** Three context pictures b, a', a with position axis 0 = 1, 2, 3; the output is b' alone. */
  SEPARATE,
  /** Only b is context; the demonstration acts through the query alone. */
  QUERY;

  /** Reads {@code grid}, {@code separate} or {@code query}. */
  public static Layout parse(String text) {
    for (Layout layout : values()) {
      if (layout.label().equals(text.toLowerCase(Locale.ROOT))) {
        return layout;
      }
    }
    throw InputException.of("layout '%s' is unknown: use grid, separate or query", text);
  }

  /** The name in options and metadata. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
