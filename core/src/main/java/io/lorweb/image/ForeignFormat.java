package io.lorweb.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Formats that are not read, told by their first bytes, so that a message can name them. */
enum ForeignFormat {
  HEIC("HEIC", 4, "ftyphei", "ftyphev", "ftypmif1", "ftypmsf1"),
  AVIF("AVIF", 4, "ftypavi"),
  TIFF("TIFF", 0, "II*\0", "MM\0*", "II+\0", "MM\0+"),
  JPEG_XL("JPEG XL", 0, "\u00ff\n", "\0\0\0\fJXL "),
  JPEG_2000("JPEG 2000", 0, "\0\0\0\fjP  ", "\u00ffO\u00ffQ"),
  ICO("Windows icon", 0, "\0\0\1\0"),
  PSD("Photoshop", 0, "8BPS"),
  SVG("SVG", 0, "<svg", "<?xml"),
  PDF("PDF", 0, "%PDF");

  private final String label;
  private final int at;
  private final List<String> beginnings;

  ForeignFormat(String label, int at, String... beginnings) {
    this.label = label;
    this.at = at;
    this.beginnings = List.of(beginnings);
  }

  /** What the format is called. */
  String label() {
    return label;
  }

  /** The format of a file that begins like this, if it is one of these. */
  static Optional<ForeignFormat> of(byte[] bytes) {
    for (ForeignFormat format : values()) {
      for (String beginning : format.beginnings) {
        byte[] magic = beginning.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length >= format.at + magic.length
            && Arrays.equals(bytes, format.at, format.at + magic.length, magic, 0, magic.length)) {
          return Optional.of(format);
        }
      }
    }
    return Optional.empty();
  }
}
