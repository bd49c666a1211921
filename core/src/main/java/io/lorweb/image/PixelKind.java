package io.lorweb.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What a file's samples measure, named as in the headers of ICC profiles. */
enum PixelKind {
  GREY("GRAY", "grey", 1),
  RGB("RGB ", "RGB", 3),
  INKS("CMYK", "CMYK", 4);

  private final String signature;
  private final String label;
  private final int samples;

  PixelKind(String signature, String label, int samples) {
    this.signature = signature;
    this.label = label;
    this.samples = samples;
  }

  /** As sentences call it. */
  String label() {
    return label;
  }

  /** For each pixel. */
  int samples() {
    return samples;
  }

  /** By the four bytes of a profile's header. */
  static Optional<PixelKind> signed(byte[] profile, int at) {
    String found = new String(profile, at, 4, StandardCharsets.ISO_8859_1);
    return Arrays.stream(values()).filter(kind -> kind.signature.equals(found)).findFirst();
  }

  /** Whether a profile of this kind describes pixels of that one; grey is also R = G = B. */
  boolean describes(PixelKind pixels) {
    return this == pixels || (this == RGB && pixels == GREY);
  }
}
