package io.lorweb.image;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import io.lorweb.error.InputException;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** The decoders of ImageIO behind one door: limits before decoding, one sentence on damage. */
enum Codec {
  PNG,
  JPEG,
  WEBP,
  BMP,
  GIF;

  /** What is asked of a reader that has its input. */
  @FunctionalInterface
  private interface Reading<T> {
    T from(ImageReader reader) throws IOException;
  }

  /** The first image of a file, decoded as it is stored. */
  BufferedImage read(byte[] bytes, String name) {
    return read(bytes, name, reader -> reader.read(0));
  }

  /** How many images a file holds. */
  int count(byte[] bytes, String name) {
    return read(bytes, name, reader -> reader.getNumImages(true));
  }

  /** The components of the first image of a file, without any conversion of colours. */
  Raster readRaster(byte[] bytes, String name) {
    return read(bytes, name, reader -> reader.readRaster(0, null));
  }

  private <T> T read(byte[] bytes, String name, Reading<T> reading) {
    List<String> warnings = new ArrayList<>();
    // In memory: ImageIO's own choice would be a temporary file.
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      ImageReader reader = reader();
      try {
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        reader.setInput(stream, false, true);
        PixelLimit.check(name, reader.getWidth(0), reader.getHeight(0));
        T result = reading.from(reader);
        // The decoders fill up what is missing with grey and merely warn of it.
        if (warnings.stream().anyMatch(Codec::tellsOfMissingData)) {
          throw damaged(name, null);
        }
        return result;
      } finally {
        reader.dispose();
      }
    } catch (InputException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Decoders meet hostile data with exceptions of any kind; the file is at fault, not we.
      throw damaged(name, e);
    }
  }

  private ImageReader reader() throws IOException {
    // WebP is made directly, which spares ImageIO's search for all plug-ins.
    return this == WEBP
        ? new WebPImageReaderSpi().createReaderInstance(null)
        : ImageIO.getImageReadersByFormatName(name().toLowerCase(Locale.ROOT)).next();
  }

  private static boolean tellsOfMissingData(String warning) {
    String text = warning.toLowerCase(Locale.ROOT);
    return text.contains("premature") || text.contains("truncated") || text.contains("eof");
  }

  private InputException damaged(String name, Exception cause) {
    return new InputException(
        name + " is a damaged or truncated " + name() + " file; save the picture again", cause);
  }
}
