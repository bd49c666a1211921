package io.lorweb.train.recipe;

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
    int every, boolean first, int steps, double guidance, long seed, List<Shown> analogies) {

  /** One analogy to make. */
  public sealed interface Shown {
    /** May be empty. */
    String prompt();
  }

  /**
   * An analogy of three files.
   *
   * @param a before
   * @param a2 after
   * @param b to be edited
   * @param prompt may be empty
   */
  public record Triplet(Path a, Path a2, Path b, String prompt) implements Shown {}

  /**
   * An analogy in the reference's form: [a|a'|b] side by side in one file, cut in thirds.
   *
   * @param file the strip
   * @param prompt may be empty
   */
  public record Strip(Path file, String prompt) implements Shown {}

  public Sampling {
    analogies = List.copyOf(analogies);
    if (every < 0 || steps < 1) {
      throw InputException.of(
          "sample_every %d and sample_steps %d must be at least 0, 1", every, steps);
    }
  }
}
