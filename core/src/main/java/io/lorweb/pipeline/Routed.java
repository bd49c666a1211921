package io.lorweb.pipeline;

import io.lorweb.analogy.Scene;
import io.lorweb.analogy.Subject;
import io.lorweb.basis.Mixture;
import io.lorweb.basis.Spans;
import java.util.List;
import java.util.Optional;

/**
 * An analogy with its mixing coefficients for one b: steps 1 to 4 of {@link AnalogyPipeline}.
 *
 * @param plan of the run
 * @param subject the picture to edit
 * @param draft how large the generated cell is
 * @param scene what the flow model sees
 * @param mixture the coefficients, fitted if that was asked for, before the strength is applied
 * @param fitted what the fit has added to them
 * @param partialLogits of a and a', one array per demonstration, for the concatenating query modes;
 *     else empty
 * @param spans how far edit and b lie from those that the adapter was trained on, where known
 */
public record Routed(
    Plan plan,
    Subject subject,
    Plan.Draft draft,
    Scene scene,
    Mixture mixture,
    Optional<Mixture> fitted,
    List<float[]> partialLogits,
    Spans.Scores spans) {

  /**
   * The same with given coefficients. What the keys said of a and a' is gone: it would say
   * something else of another b. So is what is known of the edit, but not of b.
   *
   * @throws io.lorweb.error.InputException when {@code given} is of another adapter or not finite
   */
  public Routed with(Mixture given) {
    given.requireInsteadOf(mixture);
    Spans.Scores ofB = new Spans.Scores(Optional.empty(), spans.picture());
    return new Routed(plan, subject, draft, scene, given, Optional.empty(), List.of(), ofB);
  }

  /** The coefficients with the strength applied. */
  public Mixture scaled() {
    return plan.strength() == 1 ? mixture : mixture.scaled(plan.strength());
  }
}
