package io.lorweb;

import io.lorweb.basis.Mixture;
import java.util.Objects;

/**
 * One of several analogies that are mixed.
 *
 * @param analogy the edit
 * @param weight factor on its mixing coefficients, finite; 0 leaves it out, negative ones undo it
 */
public record Weighted(Analogy analogy, double weight) {
  public Weighted {
    Objects.requireNonNull(analogy, "analogy");
    Mixture.requireFinite(weight);
  }
}
