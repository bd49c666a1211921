package io.lorweb.image;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Whether a file holds more pictures than the first one, which is all that is read of it. */
public final class Animation {

  /** Bit of WebP's extended header. */
  private static final int WEBP_FLAG = 0x02;

  private static final int WEBP_FLAGS_AT = 20;

  private Animation() {}

  /**
   * Asks a picture file.
   *
   * @throws io.lorweb.error.InputException as {@link PictureReader#read(Path)}
   */
  public static boolean is(Path file) {
    String name = file.toString();
    byte[] bytes = PictureFile.bytes(file, PictureReader.MAX_FILE_BYTES);
    if (PictureReader.isGif(bytes)) {
      return Codec.GIF.count(bytes, name) > 1;
    }
    if (PictureReader.isWebp(bytes)) {
      return bytes.length > WEBP_FLAGS_AT
          && bytes[15] == 'X'
          && (bytes[WEBP_FLAGS_AT] & WEBP_FLAG) != 0;
    }
    return PictureReader.isPng(bytes) && animated(new PngChunks(bytes, name));
  }

  private static boolean animated(PngChunks chunks) {
    while (chunks.next() && !chunks.type().equals("IDAT")) {
      ByteBuffer data = chunks.data();
      if (chunks.type().equals("acTL") && data.remaining() >= Integer.BYTES) {
        return data.getInt() > 1;
      }
    }
    return false;
  }
}
