package io.lorweb.bench;

import io.lorweb.flux.FluxTransformer;
import io.lorweb.flux.Packing;
import io.lorweb.flux.Rope;
import io.lorweb.layer.Weights;
import io.lorweb.synth.RandomSource;
import io.lorweb.tensor.Arena;
import io.lorweb.tensor.ComputeType;
import io.lorweb.tensor.Device;
import io.lorweb.tensor.Engine;
import io.lorweb.tensor.MemoryPlan;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Turn;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** One denoising step on random weights and constant inputs, again and again, of one or several. */
final class Denoising implements AutoCloseable {

  private final Arena arena = new Arena();
  private final Weights weights;
  private final FluxTransformer bare;
  private final Tensor image;
  private final Tensor text;
  private final Tensor pooled;
  private final Tensor sigma;
  private final Tensor guidance;
  private final Rope rope;

  /** Of one picture. */
  Denoising(StepShape shape, ComputeType type) {
    this(shape, type, 1);
  }

  /**
   * @param batch pictures that take their steps together
   */
  Denoising(StepShape shape, ComputeType type, int batch) {
    Engine.suit(shape.model().hidden());
    weights = new Weights(new RandomSource(), new Placement(Device.CPU, type, MemoryPlan.RESIDENT));
    bare = new FluxTransformer(shape.model(), weights);
    try (Scope scope = new Scope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor ids = shape.imageIds();
      image =
          arena.own(bare.embedImage(torch.randn(batch, ids.size(0), shape.model().inChannels())));
      text = arena.own(bare.embedText(torch.randn(batch, shape.text(), shape.model().jointDim())));
      pooled = arena.own(torch.randn(batch, shape.model().pooledDim()));
      sigma = arena.own(torch.full(new long[] {batch}, new Scalar(0.5f)));
      guidance = arena.own(torch.full(new long[] {batch}, new Scalar(2.5f)));
      rope = bare.rope(Packing.textIds(shape.text()), ids);
      arena.own(rope.cos());
      arena.own(rope.sin());
    }
  }

  /** The transformer without an adapter. */
  FluxTransformer bare() {
    return bare;
  }

  /** One step of the bare transformer or a view of it, alone as in the making of a picture. */
  void run(FluxTransformer model) {
    try (NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      Turn.take(() -> model.forward(image, text, pooled, sigma, guidance, rope));
    }
  }

  @Override
  public void close() {
    weights.close();
    arena.close();
  }
}
