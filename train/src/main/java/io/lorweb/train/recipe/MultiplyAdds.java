package io.lorweb.train.recipe;

import io.lorweb.flux.FluxConfig;
import java.util.List;

/**
 * Multiply-adds of one example (docs/spec/LORWEB.md section 12).
 *
 * @param linears forward through the base's Linears
 * @param attention forward through the attention products
 * @param adapter forward through the adapters
 * @param training of one example in a training step
 */
public record MultiplyAdds(double linears, double attention, double adapter, double training) {

  /** Of one example without a backward pass. */
  public double forward() {
    return linears + attention + adapter;
  }

  /**
   * The backward pass of a frozen base is one product per Linear (towards the input), of a trained
   * one and of adapters two, of attention twice its forward pass. Checkpointing adds one forward
   * pass.
   */
  static MultiplyAdds of(
      Recipe recipe, FluxConfig flux, List<Architecture.Shape> all, Tokens tokens) {
    long mixture = 0;
    TargetLinears targets = TargetLinears.ALL;
    if (recipe.trained() instanceof Trained.Basis basis) {
      mixture = basis.config().mixtureRank();
      targets = basis.targets();
    } else if (recipe.trained() instanceof Trained.Lora lora) {
      mixture = lora.rank();
      targets = lora.targets();
    }
    double linears = 0;
    double adapter = 0;
    for (Architecture.Shape linear : all) {
      double rows = tokens.rows(linear.path());
      linears += rows * linear.in() * linear.out();
      if (targets.contains(linear.path())) {
        adapter += rows * mixture * (linear.in() + linear.out());
      }
    }
    double blocks = flux.doubleBlocks() + flux.singleBlocks();
    double attention = 2 * blocks * tokens.all() * tokens.all() * flux.hidden();
    boolean frozen = !(recipe.trained() instanceof Trained.Transformer);
    double forward = linears + attention + adapter;
    double backward = (frozen ? 1 : 2) * linears + 2 * attention + 2 * adapter;
    double again = recipe.base().checkpointing() ? forward : 0;
    return new MultiplyAdds(linears, attention, adapter, forward + backward + again);
  }
}
