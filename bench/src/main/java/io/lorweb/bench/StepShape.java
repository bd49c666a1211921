package io.lorweb.bench;

import io.lorweb.basis.BasisConfig;
import io.lorweb.error.InputException;
import io.lorweb.flux.FluxConfig;
import java.util.List;
import java.util.Optional;

/**
 * A transformer with an adapter, and what passes through it.
 *
 * @param model the frozen transformer
 * @param basis the adapter on all its blocks' Linears
 * @param query width of the query
 * @param batch examples of a training step; a denoising step has one
 * @param side tokens along one side of the target, and of its one context picture
 * @param text tokens
 */
record StepShape(FluxConfig model, BasisConfig basis, int query, int batch, int side, int text) {

  /** The embedded family's at 64 pixels: 16 noise, 16 context, 20 text tokens, batch 32. */
  static final StepShape TINY =
      new StepShape(
          new FluxConfig(64, 64, 2, 4, 4, 32, 128, 128, false, List.of(4, 14, 14)),
          basis(16, 4, 32),
          3 * 128,
          32,
          4,
          20);

  StepShape {
    if (batch < 1 || side < 1 || text < 1) {
      throw InputException.of(
          "batch %d, side %d and text %d must be at least 1", batch, side, text);
    }
  }

  /** One double and one single block with FLUX's other sizes and the paper's basis. */
  static StepShape wide(int heads, int side, int text) {
    return new StepShape(
        new FluxConfig(64, 64, 1, 1, heads, 128, 4096, 768, true, List.of(16, 56, 56)),
        basis(32, 4, 128),
        3 * 768,
        1,
        side,
        text);
  }

  /** The paper's basis in other sizes, of no layout of its own. */
  static BasisConfig basis(int n, int r, int d) {
    BasisConfig paper = BasisConfig.PAPER;
    return new BasisConfig(
        n,
        r,
        d,
        paper.routing(),
        paper.query(),
        true,
        true,
        paper.pooling(),
        paper.encoder(),
        Optional.empty());
  }

  /** Tokens of one example. */
  int tokens() {
    return 2 * side * side + text;
  }
}
