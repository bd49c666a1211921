package io.lorweb.image;

import io.lorweb.error.InputException;
import io.lorweb.files.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Pictures to JPEG files by the platform's encoder: the standard tables scaled as libjpeg scales
 * them, chroma halved in both directions. The same picture gives the same bytes.
 */
public final class JpegWriter {

  private JpegWriter() {}

  /**
   * A JPEG file.
   *
   * @param quality of libjpeg, 1 to 100
   */
  public static byte[] toBytes(Picture picture, int quality) {
    if (quality < 1 || quality > 100) {
      throw InputException.of("quality %s lies outside 1..100", quality);
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream(picture.samples().length / 4 + 1024);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    // In memory: ImageIO's own choice would be a temporary file.
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(file)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(quality / 100f);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(picture.toBufferedImage(), null, null), parameters);
    } catch (IOException e) {
      throw new UncheckedIOException("the memory refused a JPEG file", e);
    } finally {
      writer.dispose();
    }
    return file.toByteArray();
  }

  /**
   * Writes a JPEG file, whole or not at all.
   *
   * @throws io.lorweb.error.InputException when the file system refuses
   */
  public static void write(Path file, Picture picture, int quality) {
    AtomicFile.write(file, ByteBuffer.wrap(toBytes(picture, quality)));
  }
}
