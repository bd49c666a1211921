package io.lorweb.image;

import io.lorweb.error.InputException;
import io.lorweb.files.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Pictures to PNG files, with texts. The same picture and texts give the same bytes: no time, no
 * program version.
 *
 * <p>Not ImageIO's writer: to find it costs 70 to 400 ms at the start of a program, because all
 * plug-ins are looked up, and writing through AWT 40 to 200 ms more; this is the same in a screen
 * or two.
 */
public final class PngWriter {

  /** Longer texts are compressed, in bytes of UTF-8. */
  private static final int COMPRESSED_ABOVE = 1024;

  /** Filters tried on each row: none, left, above, mean, Paeth. */
  private static final int FILTERS = 5;

  private PngWriter() {}

  /** A PNG file without texts. */
  public static byte[] toBytes(Picture picture) {
    return toBytes(picture, Map.of());
  }

  /**
   * A PNG file.
   *
   * @param texts stored as iTXt chunks in the map's order; keys are 1 to 79 printable Latin-1
   *     characters, values anything but NUL, up to several MB each ({@link PngText} reads 64 MB)
   * @throws IllegalArgumentException when a key or value cannot be stored
   */
  public static byte[] toBytes(Picture picture, Map<String, String> texts) {
    ByteArrayOutputStream file = new ByteArrayOutputStream(picture.samples().length / 2 + 1024);
    file.writeBytes(ByteBuffer.allocate(8).putLong(PngChunks.SIGNATURE).array());
    // Eight bits, RGB, deflate, filters per row, not interlaced.
    byte[] header =
        ByteBuffer.allocate(13)
            .putInt(picture.width())
            .putInt(picture.height())
            .put(new byte[] {8, 2, 0, 0, 0})
            .array();
    chunk(file, "IHDR", header);
    // Before the pixels: Pillow and others read texts there without decoding anything.
    texts.forEach((key, value) -> chunk(file, "iTXt", text(key, value)));
    chunk(file, "IDAT", pixels(picture));
    chunk(file, "IEND", new byte[0]);
    return file.toByteArray();
  }

  /**
   * Writes a PNG file, whole or not at all.
   *
   * @param texts see {@link #toBytes(Picture, Map)}
   * @throws InputException when the file system refuses
   */
  public static void write(Path file, Picture picture, Map<String, String> texts) {
    byte[] bytes = toBytes(picture, texts);
    AtomicFile.write(
        file,
        channel -> {
          ByteBuffer buffer = ByteBuffer.wrap(bytes);
          while (buffer.hasRemaining()) {
            channel.write(buffer);
          }
        });
  }

  private static void chunk(ByteArrayOutputStream file, String type, byte[] data) {
    byte[] letters = type.getBytes(StandardCharsets.ISO_8859_1);
    CRC32 crc = new CRC32();
    crc.update(letters);
    crc.update(data);
    file.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    file.writeBytes(letters);
    file.writeBytes(data);
    file.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  private static byte[] text(String key, String value) {
    if (!key.matches(
        "[\\x21-\\x7e\\xa1-\\xff]([\\x20-\\x7e\\xa1-\\xff]{0,77}[\\x21-\\x7e\\xa1-\\xff])?")) {
      throw new IllegalArgumentException("a PNG text cannot have the key \"" + key + "\"");
    }
    if (value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("the PNG text " + key + " contains a NUL character");
    }
    byte[] plain = value.getBytes(StandardCharsets.UTF_8);
    boolean compressed = plain.length > COMPRESSED_ABOVE;
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(key.getBytes(StandardCharsets.ISO_8859_1));
    // NUL, compression flag, method deflate, empty language and translated key with a NUL each.
    data.writeBytes(new byte[] {0, (byte) (compressed ? 1 : 0), 0, 0, 0});
    data.writeBytes(compressed ? deflate(plain) : plain);
    return data.toByteArray();
  }

  private static byte[] pixels(Picture picture) {
    int stride = picture.width() * 3;
    byte[] samples = picture.samples();
    byte[] filtered = new byte[Math.addExact(samples.length, picture.height())];
    byte[][] tries = new byte[FILTERS][stride];
    for (int y = 0; y < picture.height(); y++) {
      // The usual heuristic: the filter that leaves the smallest numbers.
      int best = 0;
      long smallest = Long.MAX_VALUE;
      for (int filter = 0; filter < FILTERS; filter++) {
        long sum = filter(filter, samples, y, stride, tries[filter]);
        if (sum < smallest) {
          smallest = sum;
          best = filter;
        }
      }
      filtered[y * (stride + 1)] = (byte) best;
      System.arraycopy(tries[best], 0, filtered, y * (stride + 1) + 1, stride);
    }
    return deflate(filtered);
  }

  private static long filter(int filter, byte[] samples, int y, int stride, byte[] row) {
    int start = y * stride;
    long sum = 0;
    for (int i = 0; i < stride; i++) {
      int at = start + i;
      int left = i < 3 ? 0 : samples[at - 3] & 255;
      int above = y == 0 ? 0 : samples[at - stride] & 255;
      int corner = i < 3 || y == 0 ? 0 : samples[at - stride - 3] & 255;
      int guess =
          switch (filter) {
            case 0 -> 0;
            case 1 -> left;
            case 2 -> above;
            case 3 -> (left + above) >> 1;
            default -> PngDecoder.paeth(left, above, corner);
          };
      row[i] = (byte) (samples[at] - guess);
      sum += Math.abs(row[i]);
    }
    return sum;
  }

  private static byte[] deflate(byte[] plain) {
    Deflater deflater = new Deflater();
    try {
      deflater.setInput(plain);
      deflater.finish();
      ByteArrayOutputStream packed = new ByteArrayOutputStream(plain.length / 2 + 64);
      byte[] buffer = new byte[1 << 16];
      while (!deflater.finished()) {
        packed.write(buffer, 0, deflater.deflate(buffer));
      }
      return packed.toByteArray();
    } finally {
      deflater.end();
    }
  }
}
