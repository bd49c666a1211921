package io.lorweb.image;

/** What is done about the ICC profile that a picture file holds. */
public enum ColourProfiles {
  /**
   * The pixels become sRGB, relative to the white point and without compensation of the black
   * point. Pixels of files without a profile or with sRGB's stay as they are.
   */
  CONVERTED,

  /** The stored numbers are taken for sRGB, as the reference and Pillow take them. */
  IGNORED
}
