package io.lorweb.sample;

import io.lorweb.error.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Which steps of a run do without the blocks, in MagCache's manner (Ma et al., arXiv 2506.09045):
 * known before the run, whatever the picture.
 *
 * @param threshold the error that may gather between two full steps, 0..1; 0 skips nothing
 * @param mostSkips the most steps that are skipped in a row, 1..100
 * @param table how the residual grows
 */
public record StepCache(double threshold, int mostSkips, RatioTable table) {

  /** What the paper's authors use for FLUX.1-Kontext. */
  public static final double THRESHOLD = 0.05;

  /** The same. */
  public static final int MOST_SKIPS = 4;

  private static final int LIMIT = 100;

  /** One in so many steps is full at the beginning of a run, where the picture takes shape. */
  private static final int FIRST = 5;

  public StepCache {
    Objects.requireNonNull(table, "table");
    if (!(threshold >= 0 && threshold <= 1)) {
      throw InputException.of(
          "the threshold %s of setting 'step_cache' must lie in 0..1", threshold);
    }
    if (mostSkips < 1 || mostSkips > LIMIT) {
      throw InputException.of(
          "the most skips %d of setting 'step_cache' must lie in 1..%d", mostSkips, LIMIT);
    }
  }

  /**
   * The steps that are skipped in a run of {@code steps}: their numbers from 1, rising.
   *
   * <p>The product of the ratios since the last full step foretells how far the kept residual is
   * from the true one; the distances from 1 add up.
   */
  public List<Integer> skipped(int steps) {
    List<Integer> skipped = new ArrayList<>();
    double product = 1;
    double error = 0;
    int row = 0;
    for (int step = (steps + FIRST - 1) / FIRST; threshold > 0 && step < steps; step++) {
      product *= table.at(step, steps);
      error += Math.abs(1 - product);
      row++;
      if (error <= threshold && row <= mostSkips) {
        skipped.add(step + 1);
      } else {
        product = 1;
        error = 0;
        row = 0;
      }
    }
    return List.copyOf(skipped);
  }

  /**
   * A copy of {@code skipped}: step numbers from 2, rising. The first step has nothing to reuse.
   *
   * @throws InputException naming the first that is not
   */
  public static List<Integer> requireRising(List<Integer> skipped) {
    int last = 1;
    for (Integer step : skipped) {
      if (step == null || step <= last || step > Sigmas.MAX_STEPS) {
        throw InputException.of(
            "setting 'skipped_steps' holds %s, but its numbers must rise from 2 to at most %d",
            step, Sigmas.MAX_STEPS);
      }
      last = step;
    }
    return List.copyOf(skipped);
  }
}
