package io.lorweb.image;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A picture file as it is seen and as it is stored.
 *
 * @param seen {@link Picture#sha256} of its pixels, transparent ones on white
 * @param stored the same of its colours as if nothing were transparent; equal to {@code seen} where
 *     nothing is
 */
public record Appearance(String seen, String stored) {

  /** Of an opaque picture. */
  public static Appearance of(Picture picture) {
    String seen = picture.sha256();
    return new Appearance(seen, seen);
  }

  /**
   * Of a file that was read already.
   *
   * @param profiles as it was read with
   * @param read what it was read as
   * @throws io.lorweb.error.InputException when it is missing or damaged
   */
  public static Appearance of(Path file, ColourProfiles profiles, Picture read) {
    byte[] bytes = PictureFile.bytes(file, PictureReader.MAX_FILE_BYTES);
    return of(bytes, file.toString(), profiles, read);
  }

  /**
   * The same of a file that is in memory, read in sRGB.
   *
   * @param name what messages call the file
   */
  public static Appearance of(byte[] bytes, String name, Picture read) {
    return of(bytes, name, ColourProfiles.CONVERTED, read);
  }

  private static Appearance of(byte[] bytes, String name, ColourProfiles profiles, Picture read) {
    return PictureReader.mayBeTransparent(bytes, name)
        ? new Appearance(
            read.sha256(), PictureReader.read(bytes, name, profiles, Alpha.IGNORED).sha256())
        : of(read);
  }

  /**
   * A sentence where the edit from a to a' is none, or one of transparency alone, which people
   * rarely mean.
   */
  public static Optional<String> doubt(Appearance a, Appearance a2) {
    if (a.seen.equals(a2.seen)) {
      return Optional.of(
          a.stored.equals(a2.stored)
              ? "a and a' are the same picture: no edit is shown"
              : "a and a' differ only where they are transparent, and transparent parts lie on"
                  + " white: no edit is shown");
    }
    return a.stored.equals(a2.stored)
        ? Optional.of(
            "a and a' have the same colours and differ in transparency alone: transparent parts lie"
                + " on white, so white is the edit that is shown")
        : Optional.empty();
  }
}
