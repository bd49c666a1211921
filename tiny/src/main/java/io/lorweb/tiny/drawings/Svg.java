package io.lorweb.tiny.drawings;

import java.util.Locale;

/**
 * A drawing as vectors.
 *
 * @param body what stands inside the svg element
 * @param width of the view box, in its own units
 * @param height of the view box
 */
record Svg(String body, double width, double height) {

  Svg {
    if (!(width > 0 && height > 0)) {
      throw new IllegalArgumentException("a view box of " + width + " x " + height);
    }
  }

  /** A document of that size; what asks for the current colour is black. */
  String document() {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\""
        + " xmlns:xlink=\"http://www.w3.org/1999/xlink\" color=\"#000\""
        + String.format(
            Locale.ROOT,
            " viewBox=\"0 0 %s %s\" width=\"%s\" height=\"%s\">",
            width,
            height,
            width,
            height)
        + body
        + "</svg>";
  }
}
