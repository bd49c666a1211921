package io.lorweb.train.recipe;

import io.lorweb.flux.FluxConfig;
import io.lorweb.tensor.ComputeType;
import io.lorweb.tensor.MemoryPlan;

/**
 * Memory of a training run in bytes, by what it is for. The encoders are not in it: what they make
 * is kept, and they are not needed while the transformer learns.
 *
 * @param base the frozen transformer: its parameters in the compute type when resident, one byte
 *     each when int8, its largest tensor when streamed
 * @param parameters what learns, 4 bytes each; with a running mean twice that
 * @param gradients 4 bytes each
 * @param moments AdamW's 8 bytes each, or 2 and a little in 8-bit blocks of 256; Muon's 4 for what
 *     lies in matrices
 * @param activations of one forward pass that the backward pass needs
 */
public record MemoryEstimate(
    long base, long parameters, long gradients, long moments, long activations) {

  /**
   * What the backward pass needs of one token in one block, in widths D: the norms' outputs, q, k
   * and v before and after their norms and rotation, attention's output, and the feed-forward's two
   * of four widths.
   */
  private static final int WIDTHS = 20;

  /** An 8-bit moment with its share of a float per block of 256. */
  private static final double INT8_MOMENT = 1 + 4.0 / 256;

  public long total() {
    return base + parameters + gradients + moments + activations;
  }

  static MemoryEstimate of(
      Recipe recipe,
      FluxConfig flux,
      Architecture architecture,
      ParameterCount count,
      Tokens tokens,
      MemoryPlan plan,
      ComputeType type) {
    boolean whole = recipe.trained() instanceof Trained.Transformer;
    boolean mean = recipe.trained() instanceof Trained.Transformer t && t.ema().isPresent();
    long trained = count.total();
    long frozen = whole ? 0 : frozen(architecture, plan, type);
    return new MemoryEstimate(
        frozen,
        (mean ? 8 : 4) * trained,
        4 * trained,
        moments(recipe.optimization().method(), count),
        activations(recipe, flux, count, tokens, type));
  }

  private static long moments(Optimization.Method method, ParameterCount count) {
    return switch (method) {
      case ADAMW -> 8 * count.total();
      case ADAMW8BIT -> (long) (2 * INT8_MOMENT * count.total());
      case MUON -> 4 * count.matrices() + 8 * (count.total() - count.matrices());
    };
  }

  private static long frozen(Architecture architecture, MemoryPlan plan, ComputeType type) {
    return switch (plan) {
      case RESIDENT -> architecture.parameters() * type.factorBytes();
      case STREAM -> architecture.largest() * type.factorBytes();
      case INT8 -> architecture.parameters();
    };
  }

  /**
   * Without checkpointing every block keeps all it computed; with it, its input alone, and one
   * block at a time the rest. Adapters keep x A and its product with the mixture in float32.
   */
  private static long activations(
      Recipe recipe, FluxConfig flux, ParameterCount count, Tokens tokens, ComputeType type) {
    long blocks = flux.doubleBlocks() + flux.singleBlocks();
    long examples = recipe.optimization().batch();
    long rows = examples * tokens.all();
    long input = rows * flux.hidden() * type.bytes();
    long perLinear = 0;
    if (recipe.trained() instanceof Trained.Basis basis) {
      perLinear = 2L * basis.config().mixtureRank() * 4;
    } else if (recipe.trained() instanceof Trained.Lora lora) {
      perLinear = 2L * lora.rank() * 4;
    }
    long adapters = rows * perLinear * count.linears() / Math.max(1, blocks);
    long block = WIDTHS * input + adapters;
    return recipe.base().checkpointing() ? blocks * input + block : blocks * block;
  }
}
