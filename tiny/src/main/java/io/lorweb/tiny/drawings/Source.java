package io.lorweb.tiny.drawings;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** A drawing as its package has it. */
sealed interface Source {

  /**
   * Its pixels, as in {@link Drawing}.
   *
   * @throws IOException or a RuntimeException of any kind when the library cannot paint it
   */
  byte[] pixels(int size) throws IOException;

  /** Vectors. */
  record Vectors(Svg svg) implements Source {
    @Override
    public byte[] pixels(int size) {
      return SvgPainter.paint(svg, size);
    }
  }

  /** A WebP picture with transparency. */
  record Webp(byte[] file) implements Source {

    private static final int LARGEST_SIDE = 2048;

    @Override
    public byte[] pixels(int size) throws IOException {
      ImageReader reader = new WebPImageReaderSpi().createReaderInstance(null);
      try (MemoryCacheImageInputStream stream =
          new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
        reader.setInput(stream, true, true);
        int w = reader.getWidth(0);
        int h = reader.getHeight(0);
        if (Math.max(w, h) > LARGEST_SIDE) {
          throw new IOException("a picture of " + w + " x " + h + " is larger than expected");
        }
        BufferedImage image = reader.read(0);
        return AreaScaling.scale(image, Placing.of(w, h, size), size);
      } finally {
        reader.dispose();
      }
    }
  }
}
