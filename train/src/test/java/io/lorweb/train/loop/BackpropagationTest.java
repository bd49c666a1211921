package io.lorweb.train.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.flux.FluxConfig;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.flux.Packing;
import io.lorweb.gradient.Backpropagation;
import io.lorweb.gradient.FlowInput;
import io.lorweb.layer.Dropout;
import io.lorweb.layer.Weights;
import io.lorweb.sample.Noise;
import io.lorweb.synth.RandomSource;
import io.lorweb.tensor.MemoryPlan;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.train.optim.Parameters;
import io.lorweb.train.recipe.TargetLinears;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

/** Ways to the same gradients: kept or recomputed activations, resident or streamed weights. */
class BackpropagationTest {

  private static final FluxConfig CONFIG =
      new FluxConfig(16, 16, 2, 3, 2, 12, 10, 8, true, List.of(4, 4, 4));

  private static float[] gradients(Backpropagation way, MemoryPlan memory, double dropout) {
    torch.manual_seed(1); // of the weights
    try (Weights weights = new Weights(new RandomSource(), Placement.CPU_FP32.with(memory));
        Scope scope = new Scope()) {
      FluxTransformer model = new FluxTransformer(CONFIG, weights);
      try (TrainableBasis learned =
          new TrainableBasis(model, SmallRun.BASIS, TargetLinears.ALL, 9, 3)) {
        Parameters parameters = learned.parameters();
        // B starts at zero, where neither A nor the routing would see a gradient.
        parameters.values().copy_(Tensors.times(Noise.normal(4, parameters.count()), 0.1));
        FlowInput input = input(model);
        FlowTrainable.Pass pass = learned.begin(Noise.normal(5, 2, 9), new Dropout(dropout, 6));
        FlowLoss loss = new FlowLoss(torch.ones(2), null);
        way.run(pass.transformer(), input, v -> loss.of(v, input.velocity(), 2));
        pass.finish(0.1, 0.1, 1);
        return Tensors.floats(parameters.gradients());
      }
    }
  }

  private static FlowInput input(FluxTransformer model) {
    Tensor ids = Tensors.cat(0, Packing.ids(0, 2, 3), Packing.ids(1, 2, 3));
    return new FlowInput(
        Noise.normal(7, 2, 6, 16),
        Noise.normal(8, 2, 6, 16),
        Noise.normal(9, 2, 6, 16),
        Noise.normal(10, 2, 5, 10),
        Noise.normal(11, 2, 8),
        Tensors.of(new float[] {0.3f, 0.8f}, 2),
        torch.ones(2),
        model.rope(Packing.textIds(5), ids));
  }

  private static double largestGap(float[] x, float[] y) {
    double gap = 0;
    double scale = 0;
    for (int i = 0; i < x.length; i++) {
      gap = Math.max(gap, Math.abs(x[i] - y[i]));
      scale = Math.max(scale, Math.abs(x[i]));
    }
    assertThat(scale).isPositive();
    return gap / scale;
  }

  @Test
  void recomputingBlocksGivesTheSameGradients() {
    float[] kept = gradients(Backpropagation.PLAIN, MemoryPlan.RESIDENT, 0);
    float[] recomputed = gradients(Backpropagation.CHECKPOINTED, MemoryPlan.RESIDENT, 0);

    assertThat(largestGap(kept, recomputed)).isLessThan(1e-6);
  }

  @Test
  void droppedInputsAreTheSameWhenABlockIsComputedAgain() {
    float[] kept = gradients(Backpropagation.PLAIN, MemoryPlan.RESIDENT, 0.4);
    float[] recomputed = gradients(Backpropagation.CHECKPOINTED, MemoryPlan.RESIDENT, 0.4);

    assertThat(largestGap(kept, recomputed)).isLessThan(1e-6);
    float[] without = gradients(Backpropagation.PLAIN, MemoryPlan.RESIDENT, 0);
    assertThat(largestGap(kept, without)).isGreaterThan(1e-2);
  }

  @Test
  void streamedWeightsGiveTheSameBits() {
    float[] resident = gradients(Backpropagation.CHECKPOINTED, MemoryPlan.RESIDENT, 0);
    float[] streamed = gradients(Backpropagation.CHECKPOINTED, MemoryPlan.STREAM, 0);

    assertThat(largestGap(resident, streamed)).isZero();
  }

  @Test
  void quantisedWeightsComeClose() {
    float[] resident = gradients(Backpropagation.CHECKPOINTED, MemoryPlan.RESIDENT, 0);
    float[] quantised = gradients(Backpropagation.CHECKPOINTED, MemoryPlan.INT8, 0);

    assertThat(largestGap(resident, quantised)).isLessThan(0.2).isPositive();
  }

  @Test
  void internalQueriesLearnToo() {
    try (Weights weights = new Weights(new RandomSource(), Placement.CPU_FP32);
        Scope scope = new Scope()) {
      FluxTransformer model = new FluxTransformer(CONFIG, weights);
      var b = SmallRun.BASIS;
      var internal =
          new io.lorweb.basis.BasisConfig(
              b.lorasNum(),
              b.rank(),
              b.keysDim(),
              b.routing(),
              io.lorweb.basis.QueryMode.WHOLE,
              false,
              true,
              b.pooling(),
              "",
              Optional.empty());
      try (TrainableBasis learned = new TrainableBasis(model, internal, TargetLinears.ALL, 0, 3)) {
        Parameters parameters = learned.parameters();
        parameters.values().copy_(Tensors.times(Noise.normal(4, parameters.count()), 0.1));
        float[][] both = new float[2][];
        for (Backpropagation way : Backpropagation.values()) {
          parameters.zeroGradients();
          FlowInput input = input(model);
          FlowTrainable.Pass pass = learned.begin(null, Dropout.NONE);
          FlowLoss loss = new FlowLoss(torch.ones(2), null);
          way.run(pass.transformer(), input, v -> loss.of(v, input.velocity(), 2));
          pass.finish(0, 0, 1);
          both[way.ordinal()] = Tensors.floats(parameters.gradients());
        }
        assertThat(largestGap(both[0], both[1])).isLessThan(1e-6);
        String keys = "single_transformer_blocks.1.proj_out.lora_keys";
        assertThat(parameters.gradient(keys).abs().max().item_double()).isPositive();
      }
    }
  }
}
