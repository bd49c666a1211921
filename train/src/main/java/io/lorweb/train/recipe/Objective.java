package io.lorweb.train.recipe;

import io.lorweb.error.InputException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * The flow-matching loss: mean((v - (noise - x0))^2) * w(t) (docs/spec/LORWEB.md section 8.5).
 *
 * @param timesteps the law that t is drawn from
 * @param fewSteps of the sampler whose timesteps FEW draws, 1 to 100; with FEW and only with it
 * @param weighting w(t)
 * @param guidance value given to the guidance embedding
 * @param quadrants weights of the loss over a, a', b and b' of the composite; all 1 in the
 *     reference. Only the grid layout has quadrants
 * @param entropy weight of the mixture's mean entropy, subtracted: positive spreads it
 * @param balance weight of sum_n N mean(e_n)^2 - 1, which is 0 when all elements are used alike
 * @param dropout share of the adapter's inputs that are zeroed, the rest scaled up
 */
public record Objective(
    Timesteps timesteps,
    OptionalInt fewSteps,
    Weighting weighting,
    double guidance,
    List<Double> quadrants,
    double entropy,
    double balance,
    double dropout) {

  /** Every quadrant alike. */
  public static final List<Double> ALL_QUADRANTS = List.of(1.0, 1.0, 1.0, 1.0);

  /** The most steps that FEW may have. */
  private static final int MAX_FEW = 100;

  /** The law of t, named as in the reference. */
  public enum Timesteps {
    /** Uniform over the table 1000, 999, ..., 2. */
    LINEAR,
    /** As LINEAR; the name asks for a weighting, too. */
    WEIGHTED,
    /** 1000 (1 - sigmoid(n)), n standard normal. */
    SIGMOID,
    /** The sampler's own shift by the size of the latents. */
    SHIFT,
    /** Three quarters log-normal, one quarter linear. */
    LOGNORM_BLEND,
    /** The timesteps of FLUX.1-Kontext-dev's sampler of 8 steps. */
    NEXT_SAMPLE,
    /** Always 1000. */
    ONE_STEP,
    /** The shift of the model folder's own scheduler on uniform sigmas. */
    SCHEDULER,
    /** Only where the model's own sampler stands when it takes so many steps, each alike. */
    FEW
  }

  /** w(t) over the table of 1000 timesteps. */
  public enum Weighting {
    NONE,
    /** The literal table that the reference means to use. */
    INTENDED,
    /** The bell curve that the reference really uses: 0 at t = 1000. */
    EFFECTIVE,
    /** The bell curve, flat from its top to the low timesteps. */
    FLATTENED
  }

  public Objective {
    few(timesteps, fewSteps);
    quadrants = List.copyOf(quadrants);
    if (quadrants.size() != 4
        || quadrants.stream().anyMatch(w -> !(w >= 0 && w < Double.POSITIVE_INFINITY))
        || quadrants.stream().mapToDouble(Double::doubleValue).sum() == 0) {
      throw InputException.of(
          "quadrant weights %s must be four numbers of 0 or more, not all 0", quadrants);
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw InputException.of("dropout is %s but must lie in [0, 1)", dropout);
    }
    for (double value : Arrays.asList(guidance, entropy, balance)) {
      if (!Double.isFinite(value)) {
        throw InputException.of("guidance, entropy and balance must be finite, not %s", value);
      }
    }
  }

  private static void few(Timesteps timesteps, OptionalInt steps) {
    if (timesteps != Timesteps.FEW && steps.isPresent()) {
      throw InputException.of(
          "few_steps is %d but the timesteps are %s: leave it out, or ask for the timesteps few",
          steps.getAsInt(), timesteps.name().toLowerCase(Locale.ROOT));
    }
    if (timesteps == Timesteps.FEW && steps.isEmpty()) {
      throw InputException.of(
          "the timesteps few need few_steps, how many steps the sampler will take: 1 to %d",
          MAX_FEW);
    }
    if (steps.isPresent() && (steps.getAsInt() < 1 || steps.getAsInt() > MAX_FEW)) {
      throw InputException.of("few_steps is %d but must lie in 1..%d", steps.getAsInt(), MAX_FEW);
    }
  }
}
