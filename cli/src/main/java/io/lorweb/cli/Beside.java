package io.lorweb.cli;

import io.lorweb.analogy.Subject;
import io.lorweb.image.Mask;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is given beside a picture to edit.
 *
 * @param mask the file of its mask
 * @param latents given starting noise
 */
record Beside(Optional<Path> mask, Optional<float[]> latents) {

  /** The same with a picture's own mask, if it has one. */
  Beside or(Optional<Path> own) {
    return new Beside(own.or(() -> mask), latents);
  }

  Optional<Mask> readMask() {
    return mask.map(file -> Mask.of(PictureReader.read(file)));
  }

  /**
   * {@code b} with all of it.
   *
   * @throws io.lorweb.error.InputException when the mask cannot be read or is of another size
   */
  Subject of(Picture b) {
    return new Subject(b, readMask(), latents);
  }
}
