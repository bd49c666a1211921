package io.lorweb.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lorweb.flux.FluxConfig;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.flux.Packing;
import io.lorweb.flux.Rope;
import io.lorweb.sample.Saving.SkippedSteps;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.work.Progress;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SkippedStepsTest {

  private static final int SIDE = 2;
  private static final int TOKENS = SIDE * SIDE;
  private static final int TEXTS = 5;
  private static final double GUIDANCE = 2.5;

  private SquareTransformer square;
  private FluxTransformer transformer;
  private Scope scope;
  private Tensor noise;
  private Tensor context;
  private Tensor ids;

  @BeforeEach
  void load() {
    square = SquareTransformer.open();
    FluxConfig config = square.model().config();
    transformer = square.model();
    scope = new Scope();
    noise = Noise.normal(1, 1, TOKENS, config.inChannels());
    context = Noise.normal(2, 1, TOKENS, config.inChannels());
    ids = Packing.ids(1, SIDE, SIDE);
  }

  @AfterEach
  void close() {
    scope.close();
    square.close();
  }

  private Conditioning.Prompt prompt(long seed) {
    FluxConfig config = transformer.config();
    return new Conditioning.Prompt(
        Noise.normal(seed, 1, TEXTS, config.jointDim()),
        Noise.normal(-seed, 1, config.pooledDim()));
  }

  private Sigmas sigmas(int steps) {
    return Sigmas.of(SchedulerConfig.KONTEXT_DEV, steps, TOKENS);
  }

  private float[] run(Denoiser denoiser, int steps, double cfg) {
    Conditioning conditioning = new Conditioning(prompt(3), prompt(4), cfg, GUIDANCE, context, ids);
    return Tensors.floats(
        denoiser.run(noise, SIDE, SIDE, conditioning, sigmas(steps), Progress.NONE));
  }

  /** One prompt's residual, and its velocities, with the model called piece by piece. */
  private final class ByHand {
    private final Conditioning.Prompt prompt;
    private Tensor residual;

    ByHand(long seed) {
      prompt = prompt(seed);
    }

    Tensor full(Tensor tokens, float sigma) {
      Tensor own = transformer.embedImage(tokens);
      Tensor image = Tensors.cat(1, own, transformer.embedImage(context));
      Tensor text = transformer.embedText(prompt.states());
      Rope rope =
          transformer.rope(Packing.textIds(TEXTS), Tensors.cat(0, Packing.ids(0, SIDE, SIDE), ids));
      Tensor joined = Tensors.cat(1, text, image);
      for (int i = 0; i < transformer.blockCount(); i++) {
        joined = transformer.block(i, joined, TEXTS, activated(sigma), rope);
      }
      residual = joined.narrow(1, TEXTS, TOKENS).sub(own);
      return transformer.head(joined, TEXTS, activated(sigma)).narrow(1, 0, TOKENS);
    }

    Tensor skipped(Tensor tokens, float sigma) {
      Tensor hidden = transformer.embedImage(tokens).add(residual);
      return transformer.head(hidden, 0, activated(sigma));
    }

    private Tensor activated(float sigma) {
      return transformer.modulation(
          prompt.pooled(),
          Tensors.of(new float[] {sigma}, 1),
          Tensors.of(new float[] {(float) GUIDANCE}, 1));
    }
  }

  /** Steps 1 and 4 are full; 2 and 3 go on with what the blocks added in step 1. */
  @Test
  void aSkippedStepAddsTheKeptResidualToItsOwnInput() {
    ByHand prompt = new ByHand(3);
    float[] levels = sigmas(4).values();
    Tensor tokens = noise;
    for (int step = 0; step < 4; step++) {
      boolean skip = step == 1 || step == 2;
      Tensor velocity =
          skip ? prompt.skipped(tokens, levels[step]) : prompt.full(tokens, levels[step]);
      tokens = Euler.step(tokens, velocity, levels[step], levels[step + 1]);
    }
    float[] expected = Tensors.floats(tokens);
    float[] made = run(new Denoiser(transformer).saving(new SkippedSteps(List.of(2, 3))), 4, 1);
    assertThat(made).containsExactly(expected, within(1e-5f));
    assertThat(apart(made, run(new Denoiser(transformer), 4, 1))).isGreaterThan(1e-3);
  }

  @Test
  void eachOfTwoPromptsKeepsItsOwnResidual() {
    ByHand towards = new ByHand(3);
    ByHand away = new ByHand(4);
    float[] levels = sigmas(2).values();
    Tensor tokens = noise;
    for (int step = 0; step < 2; step++) {
      Tensor to = step == 1 ? towards.skipped(tokens, levels[1]) : towards.full(tokens, levels[0]);
      Tensor from = step == 1 ? away.skipped(tokens, levels[1]) : away.full(tokens, levels[0]);
      Tensor velocity = from.add(Tensors.times(to.sub(from), 1.75));
      tokens = Euler.step(tokens, velocity, levels[step], levels[step + 1]);
    }
    float[] made = run(new Denoiser(transformer).saving(new SkippedSteps(List.of(2))), 2, 1.75);
    assertThat(made).containsExactly(Tensors.floats(tokens), within(1e-5f));
  }

  @Test
  void nothingSkippedIsThePlainRunBitForBit() {
    float[] plain = run(new Denoiser(transformer), 3, 1.5);
    assertThat(run(new Denoiser(transformer).saving(new SkippedSteps(List.of())), 3, 1.5))
        .containsExactly(plain);
    Magnitudes magnitudes = new Magnitudes();
    assertThat(run(new Denoiser(transformer).measured(magnitudes), 3, 1.5)).containsExactly(plain);
    assertThat(magnitudes.ratios()).hasSize(3);
  }

  @Test
  void stepsBeforeTheFirstSkippedOneAreThePlainOnes() {
    float[][] plain = new float[2][];
    float[][] cached = new float[2][];
    run(new Denoiser(transformer).watched((name, x) -> first(plain, name, x)), 4, 1);
    Denoiser skipping = new Denoiser(transformer).saving(new SkippedSteps(List.of(3)));
    run(skipping.watched((name, x) -> first(cached, name, x)), 4, 1);
    assertThat(cached[0]).containsExactly(plain[0]);
    assertThat(cached[1]).containsExactly(plain[1]);
  }

  /** The latents after the first two steps. */
  private static void first(float[][] seen, String name, Tensor latents) {
    for (int i = 0; i < seen.length && name.equals("latents"); i++) {
      if (seen[i] == null) {
        seen[i] = Tensors.floats(latents);
        return;
      }
    }
  }

  @Test
  void onlyFullStepsPassTheBlocks() {
    int[] passes = new int[1];
    transformer =
        transformer.watched(
            (name, value) -> passes[0] += name.equals("transformer_blocks.0.attn.norm_q") ? 1 : 0);
    run(new Denoiser(transformer).saving(new SkippedSteps(List.of(3, 4, 6))), 6, 1.5);
    assertThat(passes[0]).isEqualTo(2 * 3);
  }

  /** Mean over tokens of the ratio of lengths, of residuals computed by hand. */
  @Test
  void ratiosAreThoseOfTheResidualsLengths() {
    ByHand prompt = new ByHand(3);
    float[] levels = sigmas(2).values();
    Tensor velocity = prompt.full(noise, levels[0]);
    float[] before = Tensors.floats(prompt.residual);
    prompt.full(Euler.step(noise, velocity, levels[0], levels[1]), levels[1]);
    float[] after = Tensors.floats(prompt.residual);
    double mean = 0;
    for (int token = 0; token < TOKENS; token++) {
      mean += length(after, token) / length(before, token) / TOKENS;
    }
    Magnitudes magnitudes = new Magnitudes();
    run(new Denoiser(transformer).measured(magnitudes), 2, 1);
    assertThat(magnitudes.ratios().get(0)).isEqualTo(1);
    assertThat(magnitudes.ratios().get(1)).isCloseTo(mean, within(1e-5));
    assertThat(Math.abs(mean - 1)).isGreaterThan(1e-4);
  }

  private static double length(float[] tokens, int token) {
    int width = tokens.length / TOKENS;
    double sum = 0;
    for (int i = 0; i < width; i++) {
      sum += (double) tokens[token * width + i] * tokens[token * width + i];
    }
    return Math.sqrt(sum);
  }

  private static double apart(float[] some, float[] others) {
    double most = 0;
    for (int i = 0; i < some.length; i++) {
      most = Math.max(most, Math.abs(some[i] - others[i]));
    }
    return most;
  }
}
