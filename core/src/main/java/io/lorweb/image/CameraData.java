package io.lorweb.image;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a file says in several places about how its picture lies, gathered while it is walked. As in
 * Pillow the first EXIF block with an orientation decides, and XMP only where there is none.
 */
final class CameraData {

  /** The key of XMP in a PNG, and the beginning of its segment in a JPEG. */
  static final String PNG_XMP = "XML:com.adobe.xmp";

  static final String JPEG_XMP = "http://ns.adobe.com/xap/1.0/\0";

  /** The key under which ImageMagick writes EXIF as hexadecimal text. */
  static final String RAW_EXIF = "Raw profile type exif";

  private static final Pattern XMP = Pattern.compile("tiff:Orientation(?:=\"|>)([0-9])");

  /** Lines before the digits: an empty one, the kind, the number of bytes. */
  private static final int RAW_HEAD = 3;

  private Optional<Orientation> exif = Optional.empty();
  private Optional<Orientation> xmp = Optional.empty();

  /** An EXIF block, with or without the prefix "Exif". */
  void exif(byte[] block) {
    exif = exif.or(() -> Orientation.ofExif(block));
  }

  /** The same as {@link #RAW_EXIF} holds it; damaged digits say nothing. */
  void rawExif(String text) {
    String digits = text.lines().skip(RAW_HEAD).map(String::strip).collect(Collectors.joining());
    try {
      exif(HexFormat.of().parseHex(digits));
    } catch (IllegalArgumentException e) {
      // No EXIF, then: the pixels are as they are.
    }
  }

  /** An XMP packet. */
  void xmp(byte[] packet) {
    xmp(new String(packet, StandardCharsets.UTF_8));
  }

  void xmp(String packet) {
    Matcher found = XMP.matcher(packet);
    if (xmp.isEmpty() && found.find()) {
      xmp = Orientation.numbered(Integer.parseInt(found.group(1)));
    }
  }

  /** How the stored picture lies. */
  Orientation orientation() {
    return exif.or(() -> xmp).orElse(Orientation.UPRIGHT);
  }
}
