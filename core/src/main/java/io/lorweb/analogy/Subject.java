package io.lorweb.analogy;

import io.lorweb.image.Mask;
import io.lorweb.image.Picture;
import java.util.Objects;
import java.util.Optional;

/**
 * The picture to edit, with what is given beside it.
 *
 * @param b the picture
 * @param mask where it may change, of b's size; what is made then has b's size, too
 * @param latents packed starting noise [S, C], row-major, instead of the seed's: it says how large
 *     the canvas is, so nothing is drafted unless the settings ask for it
 */
public record Subject(Picture b, Optional<Mask> mask, Optional<float[]> latents) {

  /**
   * @throws io.lorweb.error.InputException when the mask is of another size than b
   */
  public Subject {
    Objects.requireNonNull(b, "b");
    Objects.requireNonNull(mask, "mask");
    Objects.requireNonNull(latents, "latents");
    mask.ifPresent(one -> one.requireFor(b.size()));
  }

  /** A picture alone. */
  public static Subject of(Picture b) {
    return new Subject(b, Optional.empty(), Optional.empty());
  }

  /** The same, to change inside the mask only. */
  public Subject within(Mask mask) {
    return new Subject(b, Optional.of(mask), latents);
  }

  /** The same from given starting noise. */
  public Subject from(float[] noise) {
    return new Subject(b, mask, Optional.of(noise));
  }
}
