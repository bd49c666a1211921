package io.lorweb.studio.store;

import io.lorweb.image.Appearance;
import io.lorweb.image.Picture;
import io.lorweb.image.ProfileNote;
import java.util.Optional;

/**
 * A picture file that was given.
 *
 * @param picture its pixels, in sRGB
 * @param looks as they are seen and as they are stored
 * @param converted what was done to its colours, in words; absent where nothing was
 */
public record Upload(Picture picture, Appearance looks, Optional<String> converted) {

  /**
   * What a file was read as.
   *
   * @param name what messages call it
   */
  public static Upload of(byte[] file, String name, Picture read) {
    return new Upload(
        read,
        Appearance.of(file, name, read),
        ProfileNote.of(file, name).filter(ProfileNote::converted).map(ProfileNote::what));
  }

  /** A picture of our own making. */
  static Upload of(Picture picture) {
    return new Upload(picture, Appearance.of(picture), Optional.empty());
  }
}
