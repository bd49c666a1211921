package io.lorweb.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.analogy.CanvasSize;
import io.lorweb.analogy.Composer;
import io.lorweb.analogy.Composer.Compatibility;
import io.lorweb.analogy.Layout;
import io.lorweb.analogy.Scene;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.image.Picture;
import io.lorweb.image.Size;
import io.lorweb.model.KontextModel;
import io.lorweb.model.ModelFolder;
import io.lorweb.model.PartPlacement;
import io.lorweb.parity.FixtureTree;
import io.lorweb.tensor.Scope;
import io.lorweb.work.Progress;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a negative prompt and true guidance cost and change. */
class GenerationTest {

  private static KontextModel model;

  @BeforeAll
  static void load() {
    model =
        KontextModel.load(
            ModelFolder.of(FixtureTree.root().resolve("lorweb-checkpoint/square/model")),
            PartPlacement.CPU);
  }

  @AfterAll
  static void close() {
    model.close();
  }

  private static Generation generation(
      FluxTransformer transformer, Optional<String> negative, double cfg) {
    return new Generation(
        model,
        transformer,
        new Plan.Wording("make it red", negative, cfg, 16),
        new Plan.Sampling(2, 2.5, 7),
        Optional.empty());
  }

  private static Scene scene() {
    CanvasSize size =
        new CanvasSize(
            Optional.of(new Size(32, 32)),
            OptionalLong.empty(),
            OptionalInt.empty(),
            OptionalInt.empty());
    return new Composer(Layout.QUERY, size, Compatibility.NONE, model.pixelsPerToken())
        .alone(Picture.filled(32, 32, 0x336699));
  }

  /** A picture, and how often the transformer ran for it. */
  private record Made(Picture picture, int passes) {}

  private static Made make(Optional<String> negative, double cfg) {
    int[] passes = new int[1];
    FluxTransformer counting =
        model
            .transformer()
            .watched(
                (name, value) ->
                    passes[0] += name.equals("transformer_blocks.0.attn.norm_q") ? 1 : 0);
    Picture picture = generation(counting, negative, cfg).run(scene(), Progress.NONE);
    return new Made(picture, passes[0]);
  }

  @Test
  void guidanceOfOneIsOnePassAStepAndThePictureWithoutNegativePrompt() {
    Made plain = make(Optional.empty(), 1);
    assertThat(plain.passes()).isEqualTo(2);
    assertThat(make(Optional.of("blurred"), 1)).isEqualTo(plain);
    assertThat(make(Optional.empty(), 3)).isEqualTo(plain);
    Made guided = make(Optional.of("blurred"), 3);
    assertThat(guided.passes()).isEqualTo(4);
    assertThat(guided.picture()).isNotEqualTo(plain.picture());
  }

  @Test
  void aNegativePromptWithoutEffectIsNotEvenEncoded() {
    try (Scope scope = new Scope()) {
      assertThat(
              generation(model.transformer(), Optional.of("blurred"), 1)
                  .conditioning(scene())
                  .negative())
          .isNull();
      assertThat(
              generation(model.transformer(), Optional.of("blurred"), 1.5)
                  .conditioning(scene())
                  .negative())
          .isNotNull();
    }
  }
}
