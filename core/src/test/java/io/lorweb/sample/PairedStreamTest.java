package io.lorweb.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lorweb.flux.FluxConfig;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.flux.Packing;
import io.lorweb.layer.Weights;
import io.lorweb.synth.RandomSource;
import io.lorweb.tensor.MemoryPlan;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.work.Progress;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

/** Prompt and negative prompt in one pass are what they are in two. */
class PairedStreamTest {

  private static final int ROWS = 2;
  private static final int COLUMNS = 3;
  private static final int STEPS = 2;

  /** Of the width from which on weights are dear. */
  private static final FluxConfig WIDE =
      new FluxConfig(16, 16, 1, 1, 8, 64, 24, 16, true, List.of(16, 24, 24));

  private static Conditioning.Prompt prompt(FluxConfig config, int seed) {
    return new Conditioning.Prompt(
        Noise.normal(seed, 1, 5, config.jointDim()),
        Noise.normal(seed + 50, 1, config.pooledDim()));
  }

  @Test
  void bothWaysGuideAlike() {
    try (SquareTransformer square = SquareTransformer.open();
        NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      FluxTransformer model = square.model();
      FluxConfig config = model.config();
      Tensor ids = Tensors.cat(0, Packing.ids(0, ROWS, COLUMNS), Packing.ids(1, ROWS, COLUMNS));
      Told towards = told(model, prompt(config, 3), ids);
      Told away = told(model, prompt(config, 4), ids);
      Pass pass =
          new Pass(
              model.embedImage(Noise.normal(1, 1, ROWS * COLUMNS, config.inChannels())),
              model.embedImage(Noise.normal(2, 1, ROWS * COLUMNS, config.inChannels())),
              Tensors.of(new float[] {0.7f}, 1),
              Tensors.of(new float[] {2.5f}, 1),
              0);

      float[] two =
          Tensors.floats(
              new GuidedStream(new FullStream(towards), new FullStream(away), 3).velocity(pass));
      float[] one = Tensors.floats(PairedStream.of(towards, away, 3).velocity(pass));

      assertThat(one).containsExactly(two, within(1e-4f));
      assertThat(Tensors.floats(PairedStream.of(away, towards, 3).velocity(pass)))
          .as("which of them is guided away matters")
          .isNotEqualTo(one);
    }
  }

  private static Told told(FluxTransformer model, Conditioning.Prompt prompt, Tensor ids) {
    return new Told(
        model,
        model.embedText(prompt.states()),
        prompt.pooled(),
        model.rope(Packing.textIds(5), ids));
  }

  @Test
  void onlyWhatIsStreamedAndWideTakesBothAtOnce() {
    int[] passes = new int[2];
    float[] resident = denoised(MemoryPlan.RESIDENT, 4, passes, 0);
    float[] streamed = denoised(MemoryPlan.STREAM, 4, passes, 1);

    assertThat(passes).containsExactly(2 * STEPS, STEPS);
    assertThat(streamed).containsExactly(resident, within(1e-3f));
    assertThat(denoised(MemoryPlan.STREAM, 1, passes, 1)).isNotEqualTo(streamed);
  }

  private static float[] denoised(MemoryPlan plan, double cfg, int[] passes, int place) {
    torch.manual_seed(5); // the same weights whatever the plan
    try (Weights weights = new Weights(new RandomSource(), Placement.CPU_FP32.with(plan));
        Scope scope = new Scope()) {
      FluxTransformer model =
          new FluxTransformer(WIDE, weights)
              .watched(
                  (name, value) ->
                      passes[place] += name.equals("transformer_blocks.0.attn.norm_q") ? 1 : 0);
      Conditioning conditioning =
          new Conditioning(
              prompt(WIDE, 3),
              prompt(WIDE, 4),
              cfg,
              2.5,
              Noise.normal(2, 1, ROWS * COLUMNS, WIDE.inChannels()),
              Packing.ids(1, ROWS, COLUMNS));
      Sigmas sigmas = Sigmas.of(SchedulerConfig.KONTEXT_DEV, STEPS, ROWS * COLUMNS);
      Tensor noise = Noise.normal(1, 1, ROWS * COLUMNS, WIDE.inChannels());
      return Tensors.floats(
          new Denoiser(model).run(noise, ROWS, COLUMNS, conditioning, sigmas, Progress.NONE));
    }
  }
}
