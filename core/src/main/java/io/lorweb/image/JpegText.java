package io.lorweb.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Texts in a JPEG file: each a comment segment of its key, a line break and the text in UTF-8, or
 * several such segments of one key for a long text. The text {@code parameters} stands in EXIF's
 * UserComment, too, where image tools look for it.
 */
final class JpegText {

  /** The key of the line that image tools show. */
  static final String PARAMETERS = "parameters";

  private static final int MARKER = 0xFF;
  private static final int APP0 = 0xE0;
  private static final int APP1 = 0xE1;
  private static final int COMMENT = 0xFE;
  private static final int SCAN = 0xDA;

  /** A segment's length is 16 bits wide and counts itself. */
  private static final int MOST = 0xFFFF - 2;

  /**
   * Big-endian: IFD0 with ExifIFDPointer (0x8769), that IFD with UserComment (0x9286, undefined).
   * The comment's length and the comment follow.
   */
  private static final byte[] EXIF =
      HexFormat.of()
          .parseHex(
              "457869660000" // "Exif"
                  + "4d4d002a00000008" // header, IFD0 at 8
                  + "00018769000400000001"
                  + "0000001a"
                  + "00000000" // one entry: the other IFD at 26
                  + "000192860007"); // one entry, undefined bytes

  /** Where the comment stands, from the header that the offsets count from. */
  private static final int COMMENT_AT = 44;

  private JpegText() {}

  /** {@code jpeg} with these texts; in EXIF, only if it fits into a segment. */
  static byte[] insert(byte[] jpeg, Map<String, String> texts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(jpeg.length + (1 << 12));
    // JFIF's own segment must stay the first.
    int after = (jpeg[3] & 255) == APP0 ? 4 + length(jpeg, 4) : 2;
    out.write(jpeg, 0, after);
    if (texts.containsKey(PARAMETERS)) {
      byte[] exif = exif(texts.get(PARAMETERS));
      if (exif.length <= MOST) {
        segment(out, APP1, exif);
      }
    }
    texts.forEach((key, text) -> comments(out, key, text));
    out.write(jpeg, after, jpeg.length - after);
    return out.toByteArray();
  }

  private static void comments(ByteArrayOutputStream out, String key, String text) {
    byte[] head = (key + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] letters = text.getBytes(StandardCharsets.UTF_8);
    int from = 0;
    do {
      int to = wholeLetters(letters, Math.min(letters.length, from + MOST - head.length));
      byte[] content = Arrays.copyOf(head, head.length + to - from);
      System.arraycopy(letters, from, content, head.length, to - from);
      segment(out, COMMENT, content);
      from = to;
    } while (from < letters.length);
  }

  /** The last place up to {@code end} where no letter is cut in two. */
  private static int wholeLetters(byte[] utf8, int end) {
    int at = end;
    while (at < utf8.length && (utf8[at] & 0xC0) == 0x80) {
      at--;
    }
    return at;
  }

  private static void segment(ByteArrayOutputStream out, int kind, byte[] content) {
    out.write(MARKER);
    out.write(kind);
    out.write((content.length + 2) >> 8);
    out.write((content.length + 2) & 255);
    out.writeBytes(content);
  }

  private static byte[] exif(String text) {
    byte[] letters = text.getBytes(StandardCharsets.UTF_16BE);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(EXIF);
    word(out, 8 + letters.length);
    word(out, COMMENT_AT);
    word(out, 0); // no further IFD
    out.writeBytes("UNICODE\0".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(letters);
    return out.toByteArray();
  }

  private static void word(ByteArrayOutputStream out, int value) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.write(value >> shift);
    }
  }

  /** The texts that {@link #insert} has put there; none of other programs' files. */
  static Map<String, String> read(byte[] jpeg) {
    Map<String, StringBuilder> texts = new LinkedHashMap<>();
    int at = 2;
    while (at + 4 <= jpeg.length && (jpeg[at] & 255) == MARKER && (jpeg[at + 1] & 255) != SCAN) {
      int length = length(jpeg, at + 2);
      if (length < 2 || at + 2 + length > jpeg.length) {
        break;
      }
      if ((jpeg[at + 1] & 255) == COMMENT) {
        String text = new String(jpeg, at + 4, length - 2, StandardCharsets.UTF_8);
        int end = text.indexOf('\n');
        if (end > 0) {
          texts
              .computeIfAbsent(text.substring(0, end), key -> new StringBuilder())
              .append(text, end + 1, text.length());
        }
      }
      at += 2 + length;
    }
    Map<String, String> whole = new LinkedHashMap<>();
    texts.forEach((key, text) -> whole.put(key, text.toString()));
    return whole;
  }

  private static int length(byte[] jpeg, int at) {
    return (jpeg[at] & 255) << 8 | jpeg[at + 1] & 255;
  }
}
