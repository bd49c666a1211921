package io.lorweb.image;

import java.util.Optional;

/** How the stored numbers of a file become sRGB. */
sealed interface Colours {

  String SRGB = "sRGB";

  /** They are sRGB, or nothing says that they are not. */
  record Stored() implements Colours {}

  /**
   * Through a profile.
   *
   * @param name the profile's, in one line
   */
  record Converted(String name, ToSrgb transform) implements Colours {}

  /**
   * They are taken for sRGB, because the profile is of no use.
   *
   * @param why what follows "its colour profile "
   */
  record Unusable(String why) implements Colours {}

  /** By a profile for pixels of that kind. */
  static Colours of(byte[] profile, PixelKind pixels) {
    IccHeader header = new IccHeader(profile);
    Optional<String> problem = header.problem(pixels);
    if (problem.isPresent()) {
      return new Unusable(problem.get());
    }
    try {
      ToSrgb transform = new ToSrgb(header.relative(), header.kind());
      return transform.changesColours() ? new Converted(header.name(), transform) : new Stored();
    } catch (RuntimeException e) {
      // The colour engine meets damaged profiles with exceptions of several kinds.
      return new Unusable("is damaged");
    }
  }

  /** Converts pixels of three samples in place. */
  default void toSrgb(byte[] rgb) {
    if (this instanceof Converted converted) {
      converted.transform().rgb(rgb);
    }
  }

  /** What the stored numbers are, in a word or two. */
  default String label() {
    return this instanceof Converted converted ? converted.name() : SRGB;
  }
}
