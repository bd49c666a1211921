package io.lorweb.image;

import io.lorweb.error.InputException;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * PNG to 8-bit RGB as Pillow reads it, every colour type, depth and interlacing of the format.
 *
 * <p>The platform's decoder unpacks the pixels. It is handed a file of their chunks alone: damaged
 * texts or profiles cannot disturb it there, and what it would do differently from Pillow is done
 * here. It compares no checksums and makes room before it looks at the data, so both are checked
 * first. Of the chunks on colours iCCP alone is looked at; gAMA, cHRM and sRGB are ignored, as in
 * Pillow.
 */
final class PngDecoder {

  /** Deflate packs at most 1032 bytes into one. */
  private static final long BEST_RATIO = 1032;

  private static final int GREY = 0;
  private static final int RGB = 2;
  private static final int PALETTE = 3;
  private static final int GREY_ALPHA = 4;

  private final PngChunks chunks;
  private final String name;
  private final List<ByteBuffer> compressed = new ArrayList<>();
  private byte[] header;
  private int width;
  private int height;
  private int depth;
  private int colourType;
  private byte[] palette;
  private byte[] transparency;
  private ByteBuffer profile;
  private final CameraData camera = new CameraData();

  private PngDecoder(byte[] bytes, String name) {
    this.chunks = new PngChunks(bytes, name);
    this.name = name;
  }

  private static PngDecoder of(byte[] bytes, String name) {
    PngDecoder decoder = new PngDecoder(bytes, name);
    decoder.readHeader();
    decoder.readChunks();
    return decoder;
  }

  /**
   * Decodes a PNG.
   *
   * @param name what messages call the file
   * @throws InputException when it is too large, truncated or damaged
   */
  static Picture decode(byte[] bytes, String name, ColourProfiles profiles, Alpha transparent) {
    PngDecoder decoder = of(bytes, name);
    Colours colours = profiles == ColourProfiles.IGNORED ? new Colours.Stored() : decoder.colours();
    return decoder.camera.orientation().apply(decoder.pixels(colours, transparent));
  }

  /** How its colours become sRGB. */
  static Colours colours(byte[] bytes, String name) {
    return of(bytes, name).colours();
  }

  /** Whether it can have transparent pixels. */
  static boolean mayBeTransparent(byte[] bytes, String name) {
    PngDecoder decoder = of(bytes, name);
    return decoder.colourType >= GREY_ALPHA || decoder.transparency != null;
  }

  private Colours colours() {
    boolean grey = colourType == GREY || colourType == GREY_ALPHA;
    return PngProfile.of(profile).colours(grey ? PixelKind.GREY : PixelKind.RGB);
  }

  /** The upright picture's size, from the header and the camera's data alone. */
  static Size size(byte[] bytes, String name) {
    PngDecoder decoder = of(bytes, name);
    return decoder.camera.orientation().apply(new Size(decoder.width, decoder.height));
  }

  private void readHeader() {
    if (!chunks.next() || !chunks.type().equals("IHDR") || chunks.data().remaining() != 13) {
      throw chunks.damaged("it does not begin with the chunk IHDR");
    }
    chunks.check();
    ByteBuffer data = chunks.data();
    PixelLimit.check(
        name, Integer.toUnsignedLong(data.getInt(0)), Integer.toUnsignedLong(data.getInt(4)));
    header = array(data);
    width = data.getInt(0);
    height = data.getInt(4);
    depth = header[8];
    colourType = header[9];
  }

  private void readChunks() {
    while (chunks.next()) {
      if (chunks.critical()) {
        chunks.check();
      }
      switch (chunks.type()) {
        case "PLTE" -> palette = array(chunks.data());
        case "tRNS" -> transparency = array(chunks.data());
        case "IDAT" -> compressed.add(chunks.data());
        case "iCCP" -> profile = profile == null ? chunks.data() : profile;
        case "eXIf" -> camera.exif(array(chunks.data()));
        case "tEXt", "zTXt", "iTXt" -> {
          PngText.of(chunks, name, CameraData.RAW_EXIF).ifPresent(camera::rawExif);
          PngText.of(chunks, name, CameraData.PNG_XMP).ifPresent(camera::xmp);
        }
        default -> {} // Gamma, animation and others: nothing that changes the pixels.
      }
    }
    if (colourType == PALETTE && (palette == null || palette.length % 3 != 0)) {
      throw chunks.damaged("its palette is missing");
    }
    if (transparency != null
        && ((colourType == GREY && transparency.length < 2)
            || (colourType == RGB && transparency.length < 6))) {
      throw chunks.damaged("its transparent colour is cut short");
    }
  }

  private Picture pixels(Colours colours, Alpha transparent) {
    requireEnoughData();
    BufferedImage image = Codec.PNG.read(bare(), name);
    Picture picture = RasterSamples.toPicture(image, colours, transparent);
    if (transparency != null
        && transparent == Alpha.ON_WHITE
        && (colourType == GREY || colourType == RGB)) {
      whiten(image.getRaster(), picture.samples());
    }
    return picture;
  }

  /** A few bytes that claim to be a large picture are refused before room is made for it. */
  private void requireEnoughData() {
    int channels = colourType == RGB ? 3 : colourType == GREY_ALPHA ? 2 : colourType == 6 ? 4 : 1;
    long needed = (long) width * height * channels * depth / 8;
    long held = compressed.stream().mapToLong(ByteBuffer::remaining).sum();
    if (needed / BEST_RATIO > held) {
      throw chunks.damaged("it holds too little data for " + width + " x " + height + " pixels");
    }
  }

  /** The file with the chunks that make the pixels. */
  private byte[] bare() {
    PngBytes file = new PngBytes().chunk("IHDR", header);
    if (colourType == PALETTE && depth <= 8) {
      // Filled up: behind the palette's end Pillow sees black, the decoder the last colour.
      int colours = 1 << depth;
      file.chunk("PLTE", Arrays.copyOf(palette, 3 * colours));
      if (transparency != null) {
        file.chunk("tRNS", Arrays.copyOf(transparency, Math.min(transparency.length, colours)));
      }
    }
    return file.chunk("IDAT", compressed).chunk("IEND", new byte[0]).toByteArray();
  }

  /**
   * Pixels of the one colour that tRNS declares transparent become white. Done here, because
   * whether the decoder knows that chunk for grey and RGB depends on the version of Java.
   */
  private void whiten(Raster raster, byte[] rgb) {
    int bands = colourType == GREY ? 1 : 3;
    ByteBuffer clear = ByteBuffer.wrap(transparency);
    int[] row = new int[width * bands];
    for (int y = 0; y < height; y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        boolean same = true;
        for (int c = 0; c < bands; c++) {
          same &= row[x * bands + c] == (clear.getShort(2 * c) & 0xFFFF);
        }
        if (same) {
          int at = (y * width + x) * 3;
          Arrays.fill(rgb, at, at + 3, (byte) 255);
        }
      }
    }
  }

  private static byte[] array(ByteBuffer data) {
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    return bytes;
  }
}
