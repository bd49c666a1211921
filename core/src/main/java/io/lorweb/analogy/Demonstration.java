package io.lorweb.analogy;

import io.lorweb.image.Picture;
import java.util.Objects;

/**
 * One pair of pictures that shows an edit.
 *
 * @param a before
 * @param a2 after, a'
 */
public record Demonstration(Picture a, Picture a2) {
  public Demonstration {
    Objects.requireNonNull(a, "a");
    Objects.requireNonNull(a2, "a2");
  }
}
