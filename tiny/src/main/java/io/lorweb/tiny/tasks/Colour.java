package io.lorweb.tiny.tasks;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Colours that a phrase can say. */
public enum Colour {
  RED(0xE02424),
  ORANGE(0xF58220),
  YELLOW(0xFBD616),
  LIME(0xA4DE2C),
  GREEN(0x2FA84F),
  TEAL(0x148F8B),
  CYAN(0x22D3EE),
  SKY(0x8CCBFA),
  BLUE(0x2563EB),
  NAVY(0x172C6B),
  PURPLE(0x7E3AC8),
  VIOLET(0xAD8CF5),
  MAGENTA(0xD91EBC),
  PINK(0xFA9CC4),
  BROWN(0x7A4A24),
  TAN(0xD6B68A),
  GOLD(0xD4A017),
  MAROON(0x7A1230),
  OLIVE(0x7C8127),
  MINT(0xA9EBCB),
  PEACH(0xFCC9A2),
  BLACK(0x141414),
  GRAY(0x8A8F98),
  WHITE(0xFFFFFF);

  private static final double GREY_BELOW = 0.12;

  private final int rgb;

  Colour(int rgb) {
    this.rgb = rgb;
  }

  /** 0xRRGGBB. */
  public int rgb() {
    return rgb;
  }

  /** Red (0), green (1) or blue (2) of 0xRRGGBB, in [0, 1]. */
  static float sample(int rgb, int channel) {
    return (rgb >> 16 - 8 * channel & 255) / 255f;
  }

  /** The word for it, in names and phrases. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The colour that {@code word} says, if there is one. */
  public static Optional<Colour> named(String word) {
    return Arrays.stream(values()).filter(colour -> colour.word().equals(word)).findFirst();
  }

  /** Whether this is black, grey or white: then its hue says nothing. */
  public boolean grey() {
    return Hsv.of(rgb).saturation() < GREY_BELOW;
  }

  /**
   * Whether two colours might be taken for the same hue.
   *
   * @param degrees the largest distance of their hues on the circle
   */
  public boolean near(Colour other, double degrees) {
    return grey() || other.grey() ? this == other : near(other.rgb, degrees);
  }

  /** The same for any colour 0xRRGGBB; greys are near none. */
  boolean near(int other, double degrees) {
    Hsv one = Hsv.of(rgb);
    Hsv two = Hsv.of(other);
    double apart = Math.abs(one.hue() - two.hue());
    return !grey() && two.saturation() >= GREY_BELOW && Math.min(apart, 360 - apart) <= degrees;
  }
}
