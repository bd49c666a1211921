package io.lorweb.tiny.drawings;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.renderer.NullPlatformSupport;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/**
 * Vectors to pixels. The library paints at several times the size and the result is averaged: edges
 * that touch in the drawing leave no seams.
 */
final class SvgPainter {

  /** How many times finer than the result the library paints. */
  private static final int FINER = 4;

  private SvgPainter() {}

  /**
   * Paints into a clear square.
   *
   * @return samples as in {@link Drawing}
   * @throws RuntimeException of any kind for a drawing that the library cannot paint
   */
  static byte[] paint(Svg svg, int size) {
    SVGDocument document =
        new SVGLoader()
            .load(
                new ByteArrayInputStream(svg.document().getBytes(StandardCharsets.UTF_8)),
                null,
                LoaderContext.createDefault());
    if (document == null) {
      throw new IllegalArgumentException("not an SVG document");
    }
    int fine = size * FINER;
    BufferedImage image = new BufferedImage(fine, fine, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      Placing at = Placing.of(svg.width(), svg.height(), fine);
      document.renderWithPlatform(
          NullPlatformSupport.INSTANCE,
          graphics,
          new ViewBox(
              (float) at.left(), (float) at.top(), (float) at.width(), (float) at.height()));
    } finally {
      graphics.dispose();
    }
    return AreaScaling.scale(image, new Placing(0, 0, size, size), size);
  }
}
