package io.lorweb.gradient;

import io.lorweb.flux.FluxConfig;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;

/** Runs a transformer forward and its loss backward; gradients end in the leaves. */
public enum Backpropagation {
  /** Keeps every activation until the backward pass. */
  PLAIN {
    @Override
    public double run(FluxTransformer model, FlowInput in, UnaryOperator<Tensor> loss) {
      try (Scope scope = new Scope()) {
        Tensor result = loss.apply(in.predicted(model));
        result.backward();
        return result.item_double();
      }
    }
  },

  /**
   * Keeps only each block's input and computes the block again when its gradients are due, last
   * block first (Chen et al., 2016). The gradients are the same bits; with streamed weights only
   * one block's are wide at a time.
   */
  CHECKPOINTED {
    @Override
    public double run(FluxTransformer model, FlowInput in, UnaryOperator<Tensor> loss) {
      try (Scope scope = new Scope()) {
        Tensor image = model.embedImage(Tensors.cat(1, in.noisy(), in.context()));
        Tensor text = model.embedText(in.states());
        Tensor embedded = Tensors.cat(1, text, image);
        Tensor modulation = model.modulation(in.pooled(), in.sigma(), in.guidance());
        return new Walk(model, in, embedded, modulation).run(loss);
      }
    }
  };

  /** Models of this width and more forget their activations. */
  private static final int WIDE = 1024;

  /** The way that a model's size asks for. */
  public static Backpropagation sparing(FluxConfig config) {
    return config.hidden() >= WIDE ? CHECKPOINTED : PLAIN;
  }

  /**
   * One forward and one backward pass.
   *
   * @param loss of the velocity [B, S, C] of the generated tokens
   * @return the loss's value
   */
  public abstract double run(FluxTransformer model, FlowInput in, UnaryOperator<Tensor> loss);

  /** The blocks there and back. */
  private static final class Walk {
    private final FluxTransformer model;
    private final FlowInput in;
    private final Tensor embedded;
    private final Tensor modulation;
    private final Tensor modulationLeaf;
    private final long texts;

    Walk(FluxTransformer model, FlowInput in, Tensor embedded, Tensor modulation) {
      this.model = model;
      this.in = in;
      this.embedded = embedded;
      this.modulation = modulation;
      this.modulationLeaf = modulation.detach().set_requires_grad(modulation.requires_grad());
      this.texts = in.states().size(1);
    }

    double run(UnaryOperator<Tensor> loss) {
      List<Tensor> inputs = forward();
      int blocks = model.blockCount();
      double value;
      Tensor gradient;
      try (Scope scope = new Scope()) {
        Tensor last = leaf(inputs.get(blocks));
        Tensor all = model.head(last, texts, modulationLeaf);
        Tensor result = loss.apply(all.narrow(1, 0, in.tokens()));
        result.backward();
        value = result.item_double();
        gradient = scope.keep(gradient(last));
      }
      for (int i = blocks - 1; i >= 0; i--) {
        Scope.release(inputs.get(i + 1));
        Tensor next = back(i, inputs.get(i), gradient);
        Scope.release(gradient);
        gradient = next;
      }
      if (embedded.requires_grad()) {
        backward(embedded, gradient);
      }
      if (modulation.requires_grad()) {
        backward(modulation, modulationLeaf.grad());
      }
      return value;
    }

    /** The input of every block and the output of the last, without a graph. */
    private List<Tensor> forward() {
      List<Tensor> inputs = new ArrayList<>();
      try (NoGradGuard guard = new NoGradGuard()) {
        inputs.add(embedded.detach());
        for (int i = 0; i < model.blockCount(); i++) {
          inputs.add(model.block(i, inputs.get(i), texts, modulationLeaf, in.rope()));
        }
      }
      return inputs;
    }

    /** Gradient of block i's input from that of its output. */
    private Tensor back(int i, Tensor input, Tensor gradient) {
      try (Scope scope = new Scope()) {
        Tensor leaf = leaf(input);
        backward(model.block(i, leaf, texts, modulationLeaf, in.rope()), gradient);
        return scope.keep(gradient(leaf));
      }
    }

    /** A tensor of its own: what the engine hands out lives no longer than the leaf. */
    private static Tensor gradient(Tensor leaf) {
      return leaf.grad().detach();
    }

    private static Tensor leaf(Tensor tensor) {
      return tensor.detach().set_requires_grad(true);
    }
  }

  /** Sends {@code gradient} of {@code output} back to the leaves. */
  static void backward(Tensor output, Tensor gradient) {
    output.backward(gradient, new BoolOptional(), false, new TensorArrayRefOptional());
  }
}
