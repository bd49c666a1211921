package io.lorweb.image;

import io.lorweb.error.InputException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * PNG to 8-bit RGB as Pillow reads it, every colour type, depth and interlacing of the format.
 *
 * <p>Not ImageIO, for three reasons: its search for plug-ins alone costs 70 to 400 ms at the start
 * of a program and this class none of it; it checks no checksums, so that a damaged file may pass
 * for a picture; and its colour models brighten grey samples. The gAMA, sRGB and iCCP chunks are
 * ignored here, as in Pillow. Source: the PNG specification, third edition, sections 7 to 11.
 */
final class PngDecoder {

  /** First column, first row, column step and row step of the seven passes of Adam7. */
  private static final int[][] ADAM7 = {
    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
  };

  private static final int[][] WHOLE = {{0, 0, 1, 1}};

  /** Deflate packs at most 1032 bytes into one. */
  private static final long BEST_RATIO = 1032;

  private static final int GREY = 0;
  private static final int RGB = 2;
  private static final int PALETTE = 3;
  private static final int GREY_ALPHA = 4;
  private static final int RGB_ALPHA = 6;

  private final PngChunks chunks;
  private final List<ByteBuffer> compressed = new ArrayList<>();
  private int width;
  private int height;
  private int depth;
  private int colourType;
  private boolean interlaced;
  private ByteBuffer palette;
  private ByteBuffer transparency;
  private Orientation orientation = Orientation.UPRIGHT;

  private PngDecoder(byte[] bytes, String name) {
    this.chunks = new PngChunks(bytes, name);
  }

  /**
   * Decodes a PNG.
   *
   * @param name what messages call the file
   * @throws InputException when it is too large, truncated or damaged
   */
  static Picture decode(byte[] bytes, String name) {
    PngDecoder decoder = new PngDecoder(bytes, name);
    decoder.readHeader(name);
    decoder.readChunks();
    return decoder.orientation.apply(decoder.pixels());
  }

  private void readHeader(String name) {
    if (!chunks.next() || !chunks.type().equals("IHDR") || chunks.data().remaining() != 13) {
      throw chunks.damaged("it does not begin with the chunk IHDR");
    }
    chunks.check();
    ByteBuffer header = chunks.data();
    PixelLimit.check(
        name, Integer.toUnsignedLong(header.getInt()), Integer.toUnsignedLong(header.getInt(4)));
    width = header.getInt(0);
    height = header.getInt(4);
    depth = header.get(8);
    colourType = header.get(9);
    interlaced = header.get(12) == 1;
    boolean known =
        switch (colourType) {
          case GREY -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
          case PALETTE -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
          case RGB, GREY_ALPHA, RGB_ALPHA -> depth == 8 || depth == 16;
          default -> false;
        };
    if (!known || header.get(10) != 0 || header.get(11) != 0 || (header.get(12) & 254) != 0) {
      throw chunks.damaged("its chunk IHDR names a colour type that does not exist");
    }
  }

  private void readChunks() {
    while (chunks.next()) {
      if (chunks.critical()) {
        chunks.check();
      }
      switch (chunks.type()) {
        case "PLTE" -> palette = chunks.data();
        case "tRNS" -> transparency = chunks.data();
        case "IDAT" -> compressed.add(chunks.data());
        case "eXIf" -> {
          byte[] exif = new byte[chunks.data().remaining()];
          chunks.data().get(exif);
          orientation = Orientation.ofExif(exif);
        }
        default -> {} // Text, colour management, animation: nothing that changes the pixels.
      }
    }
    if (colourType == PALETTE && (palette == null || palette.remaining() % 3 != 0)) {
      throw chunks.damaged("its palette is missing");
    }
    if (transparency != null
        && ((colourType == GREY && transparency.remaining() < 2)
            || (colourType == RGB && transparency.remaining() < 6))) {
      throw chunks.damaged("its transparent colour is cut short");
    }
  }

  private int channels() {
    return switch (colourType) {
      case RGB -> 3;
      case GREY_ALPHA -> 2;
      case RGB_ALPHA -> 4;
      default -> 1;
    };
  }

  private int rowBytes(int columns) {
    return Math.toIntExact(((long) columns * channels() * depth + 7) / 8);
  }

  private Picture pixels() {
    // A few bytes that claim to be a large picture are refused before room is made for it.
    long needed = 0;
    for (int[] pass : interlaced ? ADAM7 : WHOLE) {
      int columns = ceilDiv(width - pass[0], pass[2]);
      int rows = ceilDiv(height - pass[1], pass[3]);
      needed += columns == 0 ? 0 : (long) rows * (1 + rowBytes(columns));
    }
    long held = compressed.stream().mapToLong(ByteBuffer::remaining).sum();
    if (needed / BEST_RATIO > held) {
      throw chunks.damaged("it holds too little data for " + width + " x " + height + " pixels");
    }
    byte[] rgb = new byte[Picture.sampleCount(width, height)];
    int pixelBytes = Math.max(1, channels() * depth / 8);
    int[][] colours = colours();
    try (Inflating data = new Inflating(compressed.iterator())) {
      for (int[] pass : interlaced ? ADAM7 : WHOLE) {
        int columns = ceilDiv(width - pass[0], pass[2]);
        if (columns == 0) {
          continue;
        }
        byte[] row = new byte[rowBytes(columns)];
        byte[] above = new byte[row.length];
        for (int y = pass[1]; y < height; y += pass[3]) {
          int filter = data.read();
          data.read(row);
          unfilter(filter, row, above, pixelBytes);
          put(row, columns, rgb, (y * width + pass[0]) * 3, pass[2] * 3, colours);
          byte[] spare = above;
          above = row;
          row = spare;
        }
      }
    }
    return new Picture(width, height, rgb);
  }

  private static int ceilDiv(int n, int divisor) {
    return n <= 0 ? 0 : (n - 1) / divisor + 1;
  }

  private void unfilter(int filter, byte[] row, byte[] above, int step) {
    switch (filter) {
      case 0 -> {}
      case 1 -> {
        for (int i = step; i < row.length; i++) {
          row[i] += row[i - step];
        }
      }
      case 2 -> {
        for (int i = 0; i < row.length; i++) {
          row[i] += above[i];
        }
      }
      case 3 -> {
        for (int i = 0; i < row.length; i++) {
          int left = i < step ? 0 : row[i - step] & 255;
          row[i] += (byte) ((left + (above[i] & 255)) >> 1);
        }
      }
      case 4 -> {
        for (int i = 0; i < row.length; i++) {
          int left = i < step ? 0 : row[i - step] & 255;
          int corner = i < step ? 0 : above[i - step] & 255;
          row[i] += (byte) paeth(left, above[i] & 255, corner);
        }
      }
      default -> throw chunks.damaged("a row has a filter that does not exist");
    }
  }

  /** Of left, above and corner the one nearest to left + above - corner. */
  static int paeth(int left, int above, int corner) {
    int toLeft = Math.abs(above - corner);
    int toAbove = Math.abs(left - corner);
    int toCorner = Math.abs(left + above - 2 * corner);
    if (toLeft <= toAbove && toLeft <= toCorner) {
      return left;
    }
    return toAbove <= toCorner ? above : corner;
  }

  /**
   * The colour, on white, of every sample value of a palette or of grey with up to 8 bits; null for
   * everything else.
   */
  private int[][] colours() {
    if (colourType == PALETTE) {
      int[][] colours = new int[256][];
      for (int i = 0; i < 256; i++) {
        // An index behind the palette's end is black, as in Pillow.
        boolean inside = i * 3 < palette.remaining();
        int alpha =
            transparency != null && i < transparency.remaining() ? transparency.get(i) & 255 : 255;
        colours[i] = new int[3];
        for (int c = 0; c < 3; c++) {
          colours[i][c] = OverWhite.blend(inside ? palette.get(i * 3 + c) & 255 : 0, alpha);
        }
      }
      return colours;
    }
    return null;
  }

  private void put(byte[] row, int columns, byte[] rgb, int start, int step, int[][] colours) {
    int channels = channels();
    boolean alpha = colourType == GREY_ALPHA || colourType == RGB_ALPHA;
    boolean colour = colourType == RGB || colourType == RGB_ALPHA;
    int highest = depth >= 8 ? 255 : (1 << depth) - 1;
    for (int x = 0, at = start; x < columns; x++, at += step) {
      int first = x * channels;
      if (colours != null) {
        int[] entry = colours[sample(row, first)];
        rgb[at] = (byte) entry[0];
        rgb[at + 1] = (byte) entry[1];
        rgb[at + 2] = (byte) entry[2];
        continue;
      }
      int opacity = alpha ? upperByte(row, first + channels - 1) : isClear(row, first) ? 0 : 255;
      for (int c = 0; c < 3; c++) {
        int value = upperByte(row, first + (colour ? c : 0));
        rgb[at + c] = OverWhite.blend(value * 255 / highest, opacity);
      }
    }
  }

  /** Whether the pixel has the one colour that tRNS declares transparent. */
  private boolean isClear(byte[] row, int first) {
    if (transparency == null) {
      return false;
    }
    for (int c = 0; c < channels(); c++) {
      if (sample(row, first + c) != (transparency.getShort(2 * c) & 0xFFFF)) {
        return false;
      }
    }
    return true;
  }

  /** Sample i of a row, all its bits. */
  private int sample(byte[] row, int i) {
    if (depth == 8) {
      return row[i] & 255;
    }
    if (depth == 16) {
      return (row[2 * i] & 255) << 8 | (row[2 * i + 1] & 255);
    }
    int bit = i * depth;
    return ((row[bit >> 3] & 255) >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
  }

  /** Sample i of a row, of 16 bits the upper 8. */
  private int upperByte(byte[] row, int i) {
    return depth == 16 ? row[2 * i] & 255 : sample(row, i);
  }

  /** The inflated bytes of all IDAT chunks. */
  private final class Inflating implements AutoCloseable {

    private final Inflater inflater = new Inflater();
    private final Iterator<ByteBuffer> parts;
    private final byte[] single = new byte[1];

    Inflating(Iterator<ByteBuffer> parts) {
      this.parts = parts;
    }

    int read() {
      read(single);
      return single[0];
    }

    void read(byte[] target) {
      try {
        for (int filled = 0; filled < target.length; ) {
          int more = inflater.inflate(target, filled, target.length - filled);
          filled += more;
          if (more == 0) {
            if (inflater.finished() || inflater.needsDictionary() || !parts.hasNext()) {
              throw chunks.damaged("its pixels end too early");
            }
            inflater.setInput(parts.next());
          }
        }
      } catch (DataFormatException e) {
        throw chunks.damaged("its pixels cannot be unpacked");
      }
    }

    @Override
    public void close() {
      inflater.end();
    }
  }
}
