package io.lorweb.layer;

import io.lorweb.error.InputException;
import io.lorweb.tensor.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;

/** A stack of blocks, one after the other. */
public final class EncoderStack {

  private final List<UnaryOperator<Tensor>> blocks;

  /**
   * @param blocks each from [B, S, D] to the same shape
   */
  public EncoderStack(List<UnaryOperator<Tensor>> blocks) {
    this.blocks = List.copyOf(blocks);
  }

  /**
   * The blocks that the CLIP and SigLIP encoders share.
   *
   * @param place where the checkpoint has {@code layers.0}, {@code layers.1}, ...
   * @param causal whether each position sees only itself and what stands before it
   */
  public EncoderStack(WeightPath place, EncoderSizes sizes, boolean causal) {
    List<UnaryOperator<Tensor>> shared = new ArrayList<>();
    for (int i = 0; i < sizes.layers(); i++) {
      shared.add(new EncoderBlock(place.at("layers").at(i), sizes, causal)::forward);
    }
    blocks = List.copyOf(shared);
  }

  /** x [B, S, D] to the last block's output, the same shape. */
  public Tensor forward(Tensor x) {
    return states(x, -1).get(0);
  }

  /**
   * The states at some depths: 0 is {@code x} itself, i the output of block i - 1; -1 is the last
   * block's output, -2 the one before it.
   *
   * @param x [B, S, D]
   * @return one [B, S, D] for each depth, in their order
   * @throws InputException when there are too few blocks for a depth
   */
  public List<Tensor> states(Tensor x, int... depths) {
    int[] wanted = Arrays.stream(depths).map(this::fromStart).toArray();
    Tensor[] found = new Tensor[wanted.length];
    Tensor state = x;
    for (int depth = 0; depth <= blocks.size(); depth++) {
      boolean kept = depth == 0; // x belongs to the caller
      for (int i = 0; i < wanted.length; i++) {
        if (wanted[i] == depth) {
          found[i] = state;
          kept = true;
        }
      }
      if (depth < blocks.size()) {
        Tensor next = blocks.get(depth).apply(state);
        if (!kept) {
          Scope.release(state);
        }
        state = next;
      }
    }
    return List.of(found);
  }

  private int fromStart(int depth) {
    int fromStart = depth < 0 ? blocks.size() + 1 + depth : depth;
    if (fromStart < 0 || fromStart > blocks.size()) {
      throw InputException.of(
          "the encoder has %d layers, too few for its hidden state %d", blocks.size(), depth);
    }
    return fromStart;
  }
}
