package io.lorweb.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lorweb.flux.FluxConfig;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.flux.Packing;
import io.lorweb.image.Picture;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.work.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DenoiserTest {

  private static final int ROWS = 2;
  private static final int COLUMNS = 3;

  private final List<Long> heard = new ArrayList<>();
  private SquareTransformer square;
  private FluxTransformer transformer;
  private Scope scope;
  private Tensor noise;

  @BeforeEach
  void load() {
    square = SquareTransformer.open();
    FluxConfig config = square.model().config();
    transformer = square.model();
    scope = new Scope();
    noise = Noise.normal(1, 1, ROWS * COLUMNS, config.inChannels());
  }

  @AfterEach
  void close() {
    scope.close();
    square.close();
  }

  @Test
  void endsBetweenTwoStepsWhenAskedTo() {
    Progress impatient =
        new Progress() {
          @Override
          public void after(Step step) {
            heard.add(step.done());
          }

          @Override
          public boolean cancelled() {
            return heard.size() == 2;
          }
        };
    assertThatThrownBy(() -> run(4, 1, impatient))
        .isInstanceOf(CancellationException.class)
        .hasMessage("cancelled before step 3");
    assertThat(heard).containsExactly(1L, 2L);
  }

  @Test
  void endsWhenItsThreadIsInterrupted() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> run(2, 1, Progress.NONE))
          .isInstanceOf(CancellationException.class)
          .hasMessage("cancelled before step 1");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void theForeseenPictureOfTheLastStepIsTheResult() {
    List<float[]> clean = new ArrayList<>();
    List<float[]> latents = new ArrayList<>();
    Tensor result =
        run(
            new Denoiser(transformer)
                .watched(
                    (name, value) -> {
                      (name.equals("clean") ? clean : latents).add(Tensors.floats(value));
                    }),
            3,
            prompt(4),
            1,
            step -> heard.add(step.of()));
    assertThat(heard).containsExactly(3L, 3L, 3L);
    float[] last = Tensors.floats(result);
    assertThat(latents).hasSize(3);
    assertThat(latents.get(2)).containsExactly(last);
    for (int i = 0; i < last.length; i++) {
      assertThat(clean.get(2)[i]).isCloseTo(last[i], within(1e-5f));
    }
    assertThat(clean.get(0)).isNotEqualTo(clean.get(2));
  }

  @Test
  void everyStepHasAPreviewOfWhatIsForeseenWhereSomebodyPaintsIt() {
    List<Optional<Picture>> seen = new ArrayList<>();
    Progress looking = step -> seen.add(step.preview().map(Supplier::get));
    run(new Denoiser(transformer), 1, prompt(4), 1, looking);
    run(
        new Denoiser(transformer)
            .previewing(clean -> Picture.filled((int) clean.size(1), 1, 0x102030)),
        2,
        prompt(4),
        1,
        looking);

    Optional<Picture> painted = Optional.of(Picture.filled(ROWS * COLUMNS, 1, 0x102030));
    assertThat(seen).containsExactly(Optional.empty(), painted, painted);
  }

  @Test
  void guidanceOfOneEqualsNoNegativePrompt() {
    float[] plain = Tensors.floats(run(2, null, 1, Progress.NONE));
    assertThat(Tensors.floats(run(2, prompt(4), 1, Progress.NONE))).containsExactly(plain);
    assertThat(Tensors.floats(run(2, null, 4, Progress.NONE))).containsExactly(plain);
    assertThat(Tensors.floats(run(2, prompt(4), 4, Progress.NONE))).isNotEqualTo(plain);
  }

  @Test
  void onlyANegativePromptWithGuidanceAboveOneTakesASecondPass() {
    int[] passes = new int[1];
    transformer =
        transformer.watched(
            (name, value) -> passes[0] += name.equals("transformer_blocks.0.attn.norm_q") ? 1 : 0);
    run(3, prompt(4), 1, Progress.NONE);
    assertThat(passes[0]).isEqualTo(3);
    run(3, null, 4, Progress.NONE);
    assertThat(passes[0]).isEqualTo(3 + 3);
    run(3, prompt(4), 1.5, Progress.NONE);
    assertThat(passes[0]).isEqualTo(3 + 3 + 2 * 3);
  }

  /**
   * x + (next - sigma) v, where v = away + cfg (towards - away), with the model called directly.
   */
  @Test
  void walksAlongTheGuidedVelocity() {
    FluxConfig config = transformer.config();
    Tensor context =
        transformer.embedImage(Noise.normal(2, 1, ROWS * COLUMNS, config.inChannels()));
    Sigmas sigmas = Sigmas.of(SchedulerConfig.KONTEXT_DEV, 2, ROWS * COLUMNS);
    Tensor tokens = Noise.normal(1, 1, ROWS * COLUMNS, config.inChannels());
    for (int step = 0; step < 2; step++) {
      Tensor image = Tensors.cat(1, transformer.embedImage(tokens), context);
      float[] towards = velocity(image, prompt(3), sigmas.values()[step]);
      float[] away = velocity(image, prompt(4), sigmas.values()[step]);
      float[] next = Tensors.floats(tokens);
      for (int i = 0; i < next.length; i++) {
        float velocity = away[i] + 1.75f * (towards[i] - away[i]);
        next[i] += (sigmas.values()[step + 1] - sigmas.values()[step]) * velocity;
      }
      tokens = Tensors.of(next, tokens.shape());
    }
    assertThat(Tensors.floats(run(2, 1.75, Progress.NONE)))
        .containsExactly(Tensors.floats(tokens), within(1e-4f));
  }

  /** What the model says of the first tokens, the noise. */
  private float[] velocity(Tensor image, Conditioning.Prompt prompt, float sigma) {
    Tensor ids = Tensors.cat(0, Packing.ids(0, ROWS, COLUMNS), Packing.ids(1, ROWS, COLUMNS));
    Tensor whole =
        transformer.forward(
            image,
            transformer.embedText(prompt.states()),
            prompt.pooled(),
            Tensors.of(new float[] {sigma}, 1),
            Tensors.of(new float[] {2.5f}, 1),
            transformer.rope(Packing.textIds(5), ids));
    return Arrays.copyOf(Tensors.floats(whole), ROWS * COLUMNS * transformer.config().inChannels());
  }

  @Test
  void leavesTheNoiseToItsOwner() {
    float[] before = Tensors.floats(noise);
    run(2, 1, Progress.NONE);
    assertThat(Tensors.floats(noise)).containsExactly(before);
  }

  private Tensor run(int steps, double cfg, Progress progress) {
    return run(steps, prompt(4), cfg, progress);
  }

  private Tensor run(int steps, Conditioning.Prompt negative, double cfg, Progress progress) {
    return run(new Denoiser(transformer), steps, negative, cfg, progress);
  }

  private Tensor run(
      Denoiser denoiser, int steps, Conditioning.Prompt negative, double cfg, Progress progress) {
    FluxConfig config = transformer.config();
    Tensor context = Noise.normal(2, 1, ROWS * COLUMNS, config.inChannels());
    Conditioning conditioning =
        new Conditioning(prompt(3), negative, cfg, 2.5, context, Packing.ids(1, ROWS, COLUMNS));
    return denoiser.run(
        noise,
        ROWS,
        COLUMNS,
        conditioning,
        Sigmas.of(SchedulerConfig.KONTEXT_DEV, steps, ROWS * COLUMNS),
        progress);
  }

  private Conditioning.Prompt prompt(long seed) {
    FluxConfig config = transformer.config();
    return new Conditioning.Prompt(
        Noise.normal(seed, 1, 5, config.jointDim()), Noise.normal(-seed, 1, config.pooledDim()));
  }
}
