package io.lorweb.studio;

import io.lorweb.image.PictureReader;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;

/** Files that somebody might upload and nobody should. */
final class BadFiles {

  private BadFiles() {}

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A PNG whose header tells of a size, with nothing behind it. */
  static byte[] png(int width, int height) {
    ByteBuffer header = ByteBuffer.allocate(8 + 25);
    header.put(text("\u0089PNG\r\n\u001a\n"));
    header.putInt(13).put(text("IHDR")).putInt(width).putInt(height);
    header.put(new byte[] {8, 2, 0, 0, 0});
    CRC32 crc = new CRC32();
    crc.update(header.array(), 12, 17);
    return header.putInt((int) crc.getValue()).array();
  }

  /** A small JPEG whose frame says it is large. */
  static byte[] jpeg(int width, int height) {
    byte[] jpeg = jpeg();
    for (int i = 0; i + 8 < jpeg.length; i++) {
      if (jpeg[i] == (byte) 0xff && jpeg[i + 1] == (byte) 0xc0) {
        ByteBuffer.wrap(jpeg).putShort(i + 5, (short) height).putShort(i + 7, (short) width);
      }
    }
    return jpeg;
  }

  static byte[] jpeg() {
    return encoded(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB));
  }

  private static byte[] encoded(BufferedImage image) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(image, "jpg", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A JPEG that lies as its camera says, 1 to 8. */
  static byte[] turned(int orientation) {
    byte[] exif =
        ByteBuffer.allocate(36)
            .put(new byte[] {(byte) 0xff, (byte) 0xe1, 0, 34})
            .put(text("Exif\0\0MM\0*\0\0\0\u0008\0\u0001"))
            .put(new byte[] {1, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte) orientation, 0, 0})
            .put(new byte[] {0, 0, 0, 0})
            .array();
    BufferedImage image = new BufferedImage(64, 32, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 20; x++) {
      image.setRGB(x, 3, 0xff0000);
    }
    byte[] jpeg = encoded(image);
    return ByteBuffer.allocate(jpeg.length + exif.length)
        .put(jpeg, 0, 2)
        .put(exif)
        .put(jpeg, 2, jpeg.length - 2)
        .array();
  }

  /** A whole AVIF of 2 x 2 pixels, which this program does not read and browsers do. */
  static byte[] avif() {
    return Base64.getDecoder()
        .decode(
            "AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAADybWV0YQAAAAAAAAAoaGRscgAAAAAAAAAAcGljdAAA"
                + "AAAAAAAAAAAAAGxpYmF2aWYAAAAADnBpdG0AAAAAAAEAAAAeaWxvYwAAAABEAAABAAEAAAABAAABGgAAAB0A"
                + "AAAoaWluZgAAAAAAAQAAABppbmZlAgAAAAABAABhdjAxQ29sb3IAAAAAamlwcnAAAABLaXBjbwAAABRpc3Bl"
                + "AAAAAAAAAAIAAAACAAAAEHBpeGkAAAAAAwgICAAAAAxhdjFDgQ0MAAAAABNjb2xybmNseAACAAIAAYAAAAAX"
                + "aXBtYQAAAAAAAAABAAEEAQKDBAAAACVtZGF0EgAKCBgANogQEAwgMg8f8D///8WfhwB8+ErK42A=");
  }

  /** A PNG whose colours are meant as linear light, by a profile. */
  static byte[] profiled(byte[] png) {
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    chunk.writeBytes(text("iCCPlinear\0\0"));
    try (DeflaterOutputStream packed = new DeflaterOutputStream(chunk)) {
      packed.write(ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    CRC32 crc = new CRC32();
    crc.update(chunk.toByteArray());
    int header = 33;
    return ByteBuffer.allocate(png.length + chunk.size() + 8)
        .put(png, 0, header)
        .putInt(chunk.size() - 4)
        .put(chunk.toByteArray())
        .putInt((int) crc.getValue())
        .put(png, header, png.length - header)
        .array();
  }

  /** A picture whose upper half is transparent, its colours left as they were. */
  static byte[] cutOut(byte[] picture) {
    BufferedImage image = PictureReader.read(picture, "picture").toBufferedImage();
    BufferedImage cut =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < cut.getHeight(); y++) {
      for (int x = 0; x < cut.getWidth(); x++) {
        int opacity = 2 * y < cut.getHeight() ? 0 : 0xFF000000;
        cut.setRGB(x, y, opacity | image.getRGB(x, y) & 0xFFFFFF);
      }
    }
    try {
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      ImageIO.write(cut, "png", png);
      return png.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A lossless WebP's header with the largest sides. */
  static byte[] webp() {
    return ByteBuffer.allocate(30)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(text("RIFF"))
        .putInt(22)
        .put(text("WEBPVP8L"))
        .putInt(10)
        .put((byte) 0x2f)
        .putInt(0x0fffffff)
        .array();
  }

  static byte[] gif() {
    return ByteBuffer.allocate(40)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(text("GIF89a"))
        .putShort((short) 65535)
        .putShort((short) 65535)
        .put(new byte[] {0, 0, 0})
        .put((byte) 0x2c)
        .putShort((short) 0)
        .putShort((short) 0)
        .putShort((short) 65535)
        .putShort((short) 65535)
        .array();
  }

  static byte[] bmp() {
    return ByteBuffer.allocate(54)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(text("BM"))
        .putInt(54)
        .putInt(0)
        .putInt(54)
        .putInt(40)
        .putInt(60000)
        .putInt(60000)
        .putShort((short) 1)
        .putShort((short) 24)
        .array();
  }

  static byte[] heif(String brand) {
    return Arrays.copyOf(text("\0\0\0\u0018ftyp" + brand + "\0\0\0\0mif1" + brand), 64);
  }

  static byte[] cut(byte[] whole) {
    return Arrays.copyOf(whole, whole.length / 2);
  }

  /** One bit of the pixels is another. */
  static byte[] damaged(byte[] png) {
    byte[] damaged = png.clone();
    damaged[damaged.length / 2] ^= 1;
    return damaged;
  }

  /** A picture with a page behind it. */
  static byte[] polyglot(byte[] png) {
    byte[] page = text("<html><script>alert(1)</script>");
    byte[] both = Arrays.copyOf(png, png.length + page.length);
    System.arraycopy(page, 0, both, png.length, page.length);
    return both;
  }
}
