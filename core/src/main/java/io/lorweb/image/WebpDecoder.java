package io.lorweb.image;

import io.lorweb.error.InputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * WebP, lossy or lossless, with or without alpha, to RGB; of an animation the first frame.
 *
 * <p>The container is walked here first, because the decoder trusts it: sizes that contradict each
 * other or a file that ends early would cost memory or give grey areas. Chroma is enlarged without
 * smoothing, so the colours of lossy pictures may differ from Pillow's at hard edges; lossless ones
 * are equal. Source: the WebP container specification.
 */
final class WebpDecoder {

  /** Bit of the extended header that announces a colour profile. */
  private static final int PROFILE_FLAG = 0x20;

  /** Place, size, duration and flags of an animation's frame, in bytes. */
  static final int FRAME_HEAD = 16;

  private final String name;
  private final ByteBuffer file;
  private Size canvas;

  /** The first one of an animation. */
  private ByteBuffer frame;

  private Embedded profile = new Embedded.Absent();
  private final CameraData camera = new CameraData();

  private WebpDecoder(byte[] bytes, String name) {
    this.name = name;
    this.file = ByteBuffer.wrap(bytes.clone()).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Decodes a WebP and turns it upright.
   *
   * @param name what messages call the file
   * @throws InputException when it is too large, truncated or damaged
   */
  static Picture decode(byte[] bytes, String name, ColourProfiles profiles, Alpha transparent) {
    WebpDecoder decoder = new WebpDecoder(bytes, name);
    decoder.walk();
    Colours colours =
        profiles == ColourProfiles.IGNORED
            ? new Colours.Stored()
            : decoder.profile.colours(PixelKind.RGB);
    Picture stored =
        decoder.frame == null
            ? picture(decoder.file.array(), name, colours, transparent)
            : WebpFrame.of(decoder.frame, name)
                .on(decoder.canvas, file -> picture(file, name, colours, transparent));
    return decoder.camera.orientation().apply(stored);
  }

  private static Picture picture(byte[] file, String name, Colours colours, Alpha transparent) {
    return RasterSamples.toPicture(Codec.WEBP.read(file, name), colours, transparent);
  }

  /** How its colours become sRGB. */
  static Colours colours(byte[] bytes, String name) {
    WebpDecoder decoder = new WebpDecoder(bytes, name);
    decoder.walk();
    return decoder.profile.colours(PixelKind.RGB);
  }

  /** The upright picture's size, from the container alone. */
  static Size size(byte[] bytes, String name) {
    WebpDecoder decoder = new WebpDecoder(bytes, name);
    decoder.walk();
    return decoder.camera.orientation().apply(decoder.canvas);
  }

  private void walk() {
    long end = 8 + Integer.toUnsignedLong(file.getInt(4));
    if (end > file.capacity()) {
      throw damaged("the file ends before the picture does");
    }
    boolean pixels = false;
    int at = 12;
    while (at + 8 <= end) {
      String type = StandardCharsets.ISO_8859_1.decode(file.slice(at, 4)).toString();
      long length = Integer.toUnsignedLong(file.getInt(at + 4));
      int start = at + 8;
      if (start + length > end) {
        throw damaged("the file ends before the picture does");
      }
      switch (type) {
        case "VP8X" -> {
          need(length, 10);
          canvas(1 + threeBytes(start + 4), 1 + threeBytes(start + 7));
          file.put(start, (byte) (file.get(start) & ~PROFILE_FLAG));
        }
        case "VP8 " -> {
          need(length, 10);
          canvas(file.getShort(start + 6) & 0x3FFF, file.getShort(start + 8) & 0x3FFF);
          pixels = true;
        }
        case "VP8L" -> {
          need(length, 5);
          int sides = file.getInt(start + 1);
          canvas(1 + (sides & 0x3FFF), 1 + (sides >>> 14 & 0x3FFF));
          pixels = true;
        }
        case "ICCP" -> {
          profile = profile(start, length);
          // The decoder would convert the colours its way; under another name it skips the profile.
          file.put(start - 8, "skip".getBytes(StandardCharsets.ISO_8859_1));
        }
        case "EXIF" -> {
          byte[] exif = new byte[(int) length];
          file.get(start, exif);
          camera.exif(exif);
        }
        case "XMP " -> {
          byte[] xmp = new byte[(int) length];
          file.get(start, xmp);
          camera.xmp(xmp);
        }
        case "ANMF" -> {
          need(length, FRAME_HEAD);
          frame = frame == null ? file.slice(start, (int) length) : frame;
          pixels = true;
        }
        default -> {}
      }
      at = Math.toIntExact(start + length + (length & 1));
    }
    if (!pixels) {
      throw damaged("it holds no picture");
    }
  }

  private Embedded profile(int start, long length) {
    if (length > Embedded.MAX_BYTES) {
      return Embedded.tooLarge();
    }
    byte[] bytes = new byte[(int) length];
    file.get(start, bytes);
    return new Embedded.Whole(bytes);
  }

  private void canvas(int width, int height) {
    PixelLimit.check(name, width, height);
    Size size = new Size(width, height);
    if (canvas != null && !canvas.equals(size)) {
      throw damaged("its parts contradict each other");
    }
    canvas = size;
  }

  private int threeBytes(int at) {
    return (file.getShort(at) & 0xFFFF) | (file.get(at + 2) & 255) << 16;
  }

  private void need(long length, int bytes) {
    if (length < bytes) {
      throw damaged("its header is cut short");
    }
  }

  private InputException damaged(String how) {
    return InputException.of("%s is damaged: %s; save the picture again", name, how);
  }
}
