package io.lorweb.image;

import io.lorweb.error.InputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * A frame of an animated WebP as a still one (WebP container specification, "ANMF").
 *
 * @param x place on the canvas in pixels
 * @param y see x
 * @param size of the frame
 * @param chunks its picture: VP8L, or VP8 behind an optional ALPH
 */
record WebpFrame(int x, int y, Size size, ByteBuffer chunks) {

  private static final int RIFF_HEAD = 12;
  private static final int EXTENDED = 18;
  private static final int ALPHA_FLAG = 0x10;

  /** The whole chunk without its name and length. */
  static WebpFrame of(ByteBuffer chunk, String name) {
    ByteBuffer head = chunk.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer chunks = chunk.slice(WebpDecoder.FRAME_HEAD, chunk.limit() - WebpDecoder.FRAME_HEAD);
    int width = 1 + threeBytes(head, 6);
    int height = 1 + threeBytes(head, 9);
    PixelLimit.check(name, width, height);
    if (chunks.remaining() < 8) {
      throw InputException.of("%s is damaged: a frame is empty; save the picture again", name);
    }
    return new WebpFrame(
        2 * threeBytes(head, 0), 2 * threeBytes(head, 3), new Size(width, height), chunks);
  }

  private static int threeBytes(ByteBuffer from, int at) {
    return (from.getShort(at) & 0xFFFF) | (from.get(at + 2) & 255) << 16;
  }

  /** The frame on a white canvas; parts beyond it are cut off. */
  Picture on(Size whole, Function<byte[], Picture> decoder) {
    Picture picture = decoder.apply(still());
    Canvas canvas = Canvas.of(Picture.filled(whole.width(), whole.height(), 0xFFFFFF));
    int width = Math.min(picture.width(), whole.width() - x);
    int height = Math.min(picture.height(), whole.height() - y);
    if (width > 0 && height > 0) {
      canvas.paste(picture.crop(0, 0, width, height), x, y);
    }
    return canvas.toPicture();
  }

  /** A file of its own. */
  private byte[] still() {
    boolean alpha = chunks.get(0) == 'A';
    int length = chunks.remaining() + (alpha ? EXTENDED : 0);
    ByteBuffer file = ByteBuffer.allocate(RIFF_HEAD + length).order(ByteOrder.LITTLE_ENDIAN);
    file.put(ascii("RIFF")).putInt(4 + length).put(ascii("WEBP"));
    if (alpha) {
      file.put(ascii("VP8X")).putInt(EXTENDED - 8).putInt(ALPHA_FLAG);
      three(file, size.width() - 1);
      three(file, size.height() - 1);
    }
    return file.put(chunks.duplicate()).array();
  }

  private static void three(ByteBuffer file, int value) {
    file.putShort((short) value).put((byte) (value >> 16));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
