package io.lorweb.recipe;

import io.lorweb.error.InputException;
import java.nio.file.Path;
import java.util.List;

/**
 * Pictures made while a run goes on: the same analogies and seeds each time.
 *
 * @param every steps between sheets; 0 for none
 * @param first whether one is made before the first step
 * @param steps denoising steps
 * @param guidance embedded guidance scale
 * @param seed of the first analogy's noise; the others count up
 * @param analogies what is made; when empty, the first few training examples
 */
public record Sampling(
    int every, boolean first, int steps, double guidance, long seed, List<Triplet> analogies) {

  /**
   * One analogy to make.
   *
   * @param a before
   * @param a2 after
   * @param b to be edited
   * @param prompt may be empty
   */
  public record Triplet(Path a, Path a2, Path b, String prompt) {}

  public Sampling {
    analogies = List.copyOf(analogies);
    if (every < 0 || steps < 1) {
      throw InputException.of(
          "sample_every %d and sample_steps %d must be at least 0, 1", every, steps);
    }
  }
}
