package io.lorweb.bench;

import io.lorweb.flux.FluxConfig;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.flux.Packing;
import io.lorweb.gradient.Backpropagation;
import io.lorweb.gradient.FlowInput;
import io.lorweb.layer.Dropout;
import io.lorweb.layer.Weights;
import io.lorweb.synth.RandomSource;
import io.lorweb.tensor.Arena;
import io.lorweb.tensor.ComputeType;
import io.lorweb.tensor.Device;
import io.lorweb.tensor.MemoryPlan;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.train.loop.FlowLoss;
import io.lorweb.train.loop.FlowTrainable;
import io.lorweb.train.loop.TrainableBasis;
import io.lorweb.train.optim.AdamW;
import io.lorweb.train.optim.Parameters;
import io.lorweb.train.recipe.Optimization;
import io.lorweb.train.recipe.TargetLinears;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** One training step on random weights and inputs, again and again. */
final class TrainStep implements AutoCloseable {

  private final Arena arena = new Arena();
  private final Weights weights;
  private final TrainableBasis learned;
  private final AdamW optimizer;
  private final Backpropagation way;
  private final FlowInput input;
  private final FlowLoss loss;
  private final Tensor query;
  private long steps;
  private double last;

  TrainStep(StepShape shape, ComputeType type, boolean checkpointed) {
    FluxConfig config = shape.model();
    weights = new Weights(new RandomSource(), new Placement(Device.CPU, type, MemoryPlan.RESIDENT));
    FluxTransformer model = new FluxTransformer(config, weights);
    learned = new TrainableBasis(model, shape.basis(), TargetLinears.ALL, shape.query(), 0);
    optimizer =
        new AdamW(
            learned.parameters(),
            new Optimization(
                1,
                1,
                1,
                Optimization.Method.ADAMW,
                1e-3,
                0.9,
                0.99,
                1e-6,
                0.05,
                1,
                Optimization.Schedule.CONSTANT));
    way = checkpointed ? Backpropagation.CHECKPOINTED : Backpropagation.PLAIN;
    long b = shape.batch();
    long s = (long) shape.side() * shape.side();
    int channels = config.inChannels();
    try (Scope scope = new Scope()) {
      var rope = model.rope(Packing.textIds(shape.text()), shape.imageIds());
      arena.own(rope.cos());
      arena.own(rope.sin());
      query = arena.own(torch.randn(b, shape.query()));
      loss = new FlowLoss(arena.own(torch.ones(b)), null);
      input =
          new FlowInput(
              arena.own(torch.randn(b, s, channels)),
              arena.own(torch.randn(b, s, channels)),
              arena.own(torch.randn(b, shape.contexts() * s, channels)),
              arena.own(torch.randn(b, shape.text(), config.jointDim())),
              arena.own(torch.randn(b, config.pooledDim())),
              arena.own(torch.rand(b)),
              arena.own(torch.ones(b)),
              rope);
    }
  }

  long parameters() {
    return learned.parameters().count();
  }

  double loss() {
    return last;
  }

  void run() {
    Parameters parameters = learned.parameters();
    parameters.zeroGradients();
    try (Scope scope = new Scope()) {
      FlowTrainable.Pass pass = learned.begin(query, Dropout.NONE);
      double count = input.sigma().numel();
      last = way.run(pass.transformer(), input, v -> loss.of(v, input.velocity(), count));
      pass.finish(0, 0, 1);
    }
    parameters.scaleGradients(Math.min(1, 1 / (parameters.gradientNorm() + 1e-6)));
    optimizer.step(++steps, 1e-3);
  }

  @Override
  public void close() {
    optimizer.close();
    learned.close();
    weights.close();
    arena.close();
  }
}
