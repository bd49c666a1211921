package io.lorweb.train.data;

import io.lorweb.error.InputException;
import io.lorweb.image.ColourProfiles;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.image.ProfileNote;
import io.lorweb.image.Size;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What there is to say about one picture file. */
sealed interface Inspected {

  /**
   * A sound picture.
   *
   * @param sha256 of its pixels
   * @param profile what was done about its colour profile
   */
  record Sound(Size size, String sha256, Optional<ProfileNote> profile) implements Inspected {}

  /** No file. */
  record Missing() implements Inspected {}

  /**
   * A file that is no picture or a damaged one.
   *
   * @param why one sentence
   */
  record Unreadable(String why) implements Inspected {}

  /** Decodes the file whole. */
  static Inspected of(Path file, ColourProfiles profiles) {
    if (!Files.isRegularFile(file)) {
      return new Missing();
    }
    try {
      Picture picture = PictureReader.read(file, profiles);
      return new Sound(
          picture.size(),
          picture.sha256(),
          profiles == ColourProfiles.IGNORED ? Optional.empty() : ProfileNote.of(file));
    } catch (InputException e) {
      return new Unreadable(e.getMessage());
    }
  }
}
