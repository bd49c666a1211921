package io.lorweb.sample;

import io.lorweb.error.InputException;
import java.util.List;

/** What a run leaves uncomputed; its pictures differ from those of full runs. */
public sealed interface Saving {

  /** Nothing: every step computes every token. */
  Saving NOTHING = new SkippedSteps(List.of());

  /** How many of a run's {@code steps} compute everything. */
  int full(int steps);

  /**
   * Some steps do without the blocks.
   *
   * @param steps their numbers from 2, rising
   */
  record SkippedSteps(List<Integer> steps) implements Saving {

    public SkippedSteps {
      steps = StepCache.requireRising(steps);
    }

    @Override
    public int full(int all) {
      return all - steps.size();
    }
  }

  /**
   * What is known before the run (the context, and latents that the run leaves as they are) is
   * computed in some steps only; in the others its keys and values are those of the last such step
   * (as in RegionE, arXiv 2510.25590).
   *
   * @param every the first step and then one in so many computes it, 1..1000
   */
  record KnownCells(int every) implements Saving {

    public KnownCells {
      if (every < 1 || every > Sigmas.MAX_STEPS) {
        throw InputException.of(
            "setting 'known_cells' %d must lie in 1..%d", every, Sigmas.MAX_STEPS);
      }
    }

    @Override
    public int full(int steps) {
      return (steps + every - 1) / every;
    }

    /** Whether a step, from 0, computes everything. */
    boolean isFull(int step) {
      return step % every == 0;
    }
  }
}
