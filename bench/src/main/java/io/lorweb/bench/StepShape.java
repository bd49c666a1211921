package io.lorweb.bench;

import io.lorweb.basis.BasisConfig;
import io.lorweb.error.InputException;
import io.lorweb.flux.FluxConfig;
import io.lorweb.flux.Packing;
import io.lorweb.tensor.Tensors;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * A transformer with an adapter, and what passes through it.
 *
 * @param model the frozen transformer
 * @param basis the adapter on all its blocks' Linears
 * @param query width of the query
 * @param batch examples of a training step; a denoising step has one
 * @param side tokens along one side of the target, and of each context picture
 * @param contexts pictures in the context
 * @param text tokens
 */
record StepShape(
    FluxConfig model, BasisConfig basis, int query, int batch, int side, int contexts, int text) {

  /**
   * The embedded family's at 64 pixels, batch 32: 64 tokens of noise, 64 of each of a, a' and b, 20
   * of text.
   */
  static final StepShape TINY =
      new StepShape(
          new FluxConfig(64, 64, 3, 6, 6, 32, 128, 128, false, List.of(4, 14, 14)),
          basis(16, 3, 32),
          3 * 128,
          32,
          8,
          3,
          20);

  StepShape {
    if (batch < 1 || side < 1 || contexts < 1 || text < 1) {
      throw InputException.of(
          "batch %d, side %d, contexts %d and text %d must be at least 1",
          batch, side, contexts, text);
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
        1,
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
    return (1 + contexts) * side * side + text;
  }

  /** Ids of the target's tokens, then of every context picture's: [(1 + contexts) side², 3]. */
  Tensor imageIds() {
    Tensor[] ids = new Tensor[1 + contexts];
    for (int picture = 0; picture <= contexts; picture++) {
      ids[picture] = Packing.ids(picture, side, side);
    }
    return Tensors.cat(0, ids);
  }
}
