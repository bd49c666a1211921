package io.lorweb.image;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What was done about the colour profile of a picture file, for who gave it.
 *
 * @param converted whether it was applied; else it could not be used and was ignored
 * @param name of the file
 * @param what was done, in words that follow its name and a colon
 */
public record ProfileNote(boolean converted, String name, String what) {

  /**
   * Empty where the stored numbers are sRGB, or nothing says that they are not.
   *
   * @throws io.lorweb.error.InputException when the file is missing or its parts are damaged
   */
  public static Optional<ProfileNote> of(Path file) {
    return of(PictureFile.bytes(file, PictureReader.MAX_FILE_BYTES), file.toString());
  }

  /**
   * The same of a file that is in memory.
   *
   * @param name what the file is called
   */
  public static Optional<ProfileNote> of(byte[] bytes, String name) {
    Colours colours = PictureReader.colours(bytes, name);
    if (colours instanceof Colours.Converted converted) {
      String what = "colours converted from " + converted.name() + " to " + Colours.SRGB;
      return Optional.of(new ProfileNote(true, name, what));
    }
    return colours instanceof Colours.Unusable unusable
        ? Optional.of(
            new ProfileNote(
                false, name, "its colour profile " + unusable.why() + " and is ignored"))
        : Optional.empty();
  }

  /** One line. */
  public String line() {
    return name + ": " + what;
  }
}
