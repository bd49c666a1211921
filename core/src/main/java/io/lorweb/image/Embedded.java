package io.lorweb.image;

/** The ICC profile of a file as it lies there, before it is believed. */
sealed interface Embedded {

  /** Profiles of printers have 1 to 3 MB; what is larger is not read. In bytes. */
  int MAX_BYTES = 4 << 20;

  /** None: the colours are taken for sRGB. */
  record Absent() implements Embedded {}

  /**
   * One that is there as a whole.
   *
   * @param bytes at most {@link #MAX_BYTES}
   */
  record Whole(byte[] bytes) implements Embedded {}

  /**
   * One that could not be taken out of the file.
   *
   * @param why what follows "its colour profile "
   */
  record Torn(String why) implements Embedded {}

  /** One that is larger than is read. */
  static Embedded tooLarge() {
    return new Torn("is larger than " + (MAX_BYTES >> 20) + " MB");
  }

  /**
   * How pixels of the file become sRGB.
   *
   * @param pixels what they are
   */
  default Colours colours(PixelKind pixels) {
    if (this instanceof Whole whole) {
      return Colours.of(whole.bytes(), pixels);
    }
    return this instanceof Torn torn ? new Colours.Unusable(torn.why()) : new Colours.Stored();
  }
}
