package io.lorweb.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.error.InputException;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.train.recipe.Base;
import io.lorweb.train.recipe.Optimization;
import io.lorweb.train.recipe.Recipe;
import io.lorweb.train.recipe.Sampling;
import io.lorweb.train.recipe.Trained;
import io.lorweb.train.recipe.Trained.Autoencoder.Distance;
import io.lorweb.vae.Posterior;
import io.lorweb.weights.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What else the trainer teaches: a VAE, both encoders of CLIP, T5 with the transformer. */
class TrainingTasksTest {

  private static final OptionalDouble MEAN = OptionalDouble.of(0.9);

  @TempDir Path folder;
  private Recipe recipe;

  @BeforeEach
  void pairs() {
    Path data = SmallRun.pairs(folder.resolve("pairs"), 6);
    recipe = SmallRun.small(SmallRun.recipe(data, folder.resolve("run"), 6));
  }

  static Stream<Trained> lessons() {
    return Stream.of(
        new Trained.Autoencoder(false, false, MEAN, 1e-5, Distance.MIXED, 0.5),
        new Trained.Autoencoder(false, true, MEAN, 0, Distance.PSNR, 0),
        new Trained.Clip(true, false, MEAN),
        new Trained.Transformer(true, true, false, MEAN));
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void aStoppedRunGoesOnBitForBit(Trained trained) {
    Recipe whole = SmallRun.with(SmallRun.with(recipe, trained), folder.resolve("whole"));
    List<Double> expected = SmallRun.losses(whole, false, Long.MAX_VALUE);

    Recipe stopped = SmallRun.with(SmallRun.with(recipe, trained), folder.resolve("stopped"));
    List<Double> losses = SmallRun.losses(stopped, false, 3);
    losses.addAll(SmallRun.losses(stopped, true, Long.MAX_VALUE));

    assertThat(losses).hasSize(6).isEqualTo(expected);
    assertThat(whole.out().resolve("small.safetensors"))
        .hasSameBinaryContentAs(stopped.out().resolve("small.safetensors"));
  }

  @Test
  void aFreshVaeLearnsToGivePicturesBack() {
    Recipe fresh =
        SmallRun.with(
            recipe,
            new Trained.Autoencoder(true, false, OptionalDouble.empty(), 0, Distance.MIXED, 0));
    List<Double> losses =
        SmallRun.losses(
            SmallRun.with(fresh, SmallRun.optimization(40, 3, 1)), false, Long.MAX_VALUE);

    assertThat(mean(losses.subList(30, 40))).isLessThan(0.8 * mean(losses.subList(0, 3)));
  }

  @Test
  void clipLearnsToTellTwoEditsApart() {
    Recipe clip = SmallRun.with(recipe, new Trained.Clip(true, false, OptionalDouble.empty()));
    Optimization how = SmallRun.optimization(40, 6, 1);
    List<Double> losses = SmallRun.losses(SmallRun.with(clip, how), false, Long.MAX_VALUE);

    assertThat(mean(losses.subList(30, 40))).isLessThan(0.85 * mean(losses.subList(0, 3)));
    try (Checkpoint file = Checkpoint.open(clip.out().resolve("small.safetensors"))) {
      assertThat(file.names())
          .contains("logit_scale", "text_projection.weight", "visual_projection.weight")
          .anyMatch(name -> name.startsWith("text_model.encoder.layers.0"));
    }
  }

  @Test
  void t5LearnsWithTheTransformer() {
    Recipe base = SmallRun.with(recipe, new Trained.Transformer(false, true, false, MEAN));
    SmallRun.losses(base, false, Long.MAX_VALUE);

    try (Checkpoint before = Checkpoint.open(embedded().resolve("text_encoder_2"));
        Checkpoint after = Checkpoint.open(base.out().resolve("small.safetensors"));
        Scope scope = new Scope()) {
      for (String name : before.names()) {
        Tensor old = before.tensor(name);
        Tensor learned = after.tensor(TrainableTransformer.T5 + name, old.shape());
        assertThat(learned.sub(old).abs().max().item_float()).as(name).isPositive();
      }
    }
  }

  @Test
  void aTransformerGrowsWithoutForgettingAnything() throws IOException {
    Path grown = folder.resolve("grown");
    copy(embedded(), grown);
    Path config = grown.resolve("transformer/config.json");
    JsonNode sizes = new ObjectMapper().readTree(config.toFile());
    for (String key : List.of("num_layers", "num_single_layers")) {
      ((ObjectNode) sizes).put(key, sizes.get(key).asInt() + 1);
    }
    Files.writeString(config, sizes.toString());
    Recipe small =
        SmallRun.with(recipe, new Trained.Transformer(false, false, false, OptionalDouble.empty()));
    Recipe more =
        on(
            grown.toString(),
            SmallRun.with(
                recipe, new Trained.Transformer(false, false, true, OptionalDouble.empty())));

    double before = SmallRun.losses(SmallRun.with(small, folder.resolve("s")), false, 1).get(0);
    List<Double> after = SmallRun.losses(more, false, Long.MAX_VALUE);

    assertThat(after.get(0)).isCloseTo(before, within(1e-5));
    try (Checkpoint file = Checkpoint.open(more.out().resolve("small.safetensors"));
        Scope scope = new Scope()) {
      int last = sizes.get("num_single_layers").asInt() - 1;
      Tensor added = file.tensor("single_transformer_blocks." + last + ".proj_out.weight");
      assertThat(added.abs().max().item_float()).isPositive();
    }
    Recipe broken = SmallRun.with(on(grown.toString(), small), folder.resolve("broken"));
    assertThatThrownBy(() -> SmallRun.losses(broken, false, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("transformer_blocks");
  }

  private static Recipe on(String model, Recipe recipe) {
    Base base = recipe.base();
    return SmallRun.with(
        recipe,
        new Base(
            model,
            base.encoder(),
            base.device(),
            base.dtype(),
            base.memory(),
            base.checkpointing(),
            base.layout(),
            base.textLength()));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  @Test
  void aFrozenEncoderStaysWhileTheDecoderLearns() {
    Recipe vae =
        SmallRun.with(recipe, new Trained.Autoencoder(false, true, MEAN, 0, Distance.MIXED, 0));
    SmallRun.losses(vae, false, Long.MAX_VALUE);

    learnsOnly(name -> name.startsWith("decoder."), vae, embedded().resolve("vae"));
  }

  @Test
  void aFrozenTextEncoderStaysWhileTheVisionEncoderLearns() {
    Recipe clip = SmallRun.with(recipe, new Trained.Clip(false, true, MEAN));
    SmallRun.losses(clip, false, Long.MAX_VALUE);

    learnsOnly(name -> false, clip, embedded().resolve("text_encoder"));
    learnsOnly(name -> true, clip, embedded().resolve("image_encoder"));
  }

  /** The run's file has all tensors of {@code part}, changed where {@code learning} says so. */
  private static void learnsOnly(Predicate<String> learning, Recipe run, Path part) {
    try (Checkpoint before = Checkpoint.open(part);
        Checkpoint after = Checkpoint.open(run.out().resolve("small.safetensors"));
        Scope scope = new Scope()) {
      assertThat(after.names()).containsAll(before.names());
      for (String name : before.names()) {
        Tensor old = before.tensor(name);
        boolean same = after.tensor(name, old.shape()).equal(old);
        assertThat(same).as(name).isNotEqualTo(learning.test(name));
      }
    }
  }

  private static Path embedded() {
    return io.lorweb.model.EmbeddedModel.folder("tiny-kontext");
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void everyLessonShowsASheet(Trained trained) {
    Sampling sampling = new Sampling(6, false, 2, 1, 42, List.of());
    Recipe shown =
        SmallRun.with(
            SmallRun.with(SmallRun.with(recipe, trained), sampling),
            SmallRun.optimization(6, 2, 1));
    SmallRun.losses(shown, false, Long.MAX_VALUE);

    Picture sheet = PictureReader.read(shown.out().resolve("samples/step_000000006.png"));
    assertThat(sheet.width()).isGreaterThan(16 * 4);
    assertThat(sheet.height()).isGreaterThan(16 * 2);
  }

  @Test
  void contrastIsLogCountForThingsAlikeAndNothingForOnesToldApart() {
    try (Scope scope = new Scope()) {
      ContrastiveLoss loss = ContrastiveLoss.of(List.of("x", "y", "z"));
      Tensor alike = Tensors.of(new float[] {1, 1, 2, 2, 3, 3}, 3, 2);
      Tensor apart = Tensors.of(new float[] {1, 0, 0, 0, 2, 0, 0, 0, 3}, 3, 3);
      Tensor scale = Tensors.of(new float[] {50}, 1);

      assertThat(loss.of(alike, alike, scale).item_float()).isCloseTo(1.0986f, within(1e-3f));
      assertThat(loss.of(apart, apart, scale).item_float()).isCloseTo(0, within(1e-5f));
      // Two of a kind share the target: the best that is possible is their entropy, ln 2.
      ContrastiveLoss twins = ContrastiveLoss.of(List.of("x", "x"));
      Tensor same = Tensors.of(new float[] {1, 0, 1, 0}, 2, 2);
      assertThat(twins.of(same, same, scale).item_float()).isCloseTo(0.6931f, within(1e-3f));
    }
  }

  @Test
  void reconstructionCountsDistanceEdgesAndDivergence() {
    try (Scope scope = new Scope()) {
      Tensor black = Tensors.of(new float[12], 1, 3, 2, 2);
      Tensor gray = Tensors.plus(black, 0.5);
      Posterior normal =
          new Posterior(Tensors.of(new float[4], 1, 4), Tensors.of(new float[4], 1, 4));
      Posterior shifted = new Posterior(Tensors.plus(normal.mean(), 2), normal.logVariance());
      ReconstructionLoss loss = new ReconstructionLoss(Distance.MIXED, 0.1);

      // Even differences have no edges: 0.5 + 0.5^2; half of a step of two pictures.
      assertThat(loss.of(black, gray, normal, 2).item_float()).isCloseTo(0.375f, within(1e-6f));
      // (2^2 + 1 - 1 - 0) / 2 per latent.
      assertThat(loss.of(black, black, shifted, 1).item_float()).isCloseTo(0.2f, within(1e-6f));
      float[] step = {0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1};
      Tensor edge = Tensors.of(step, 1, 3, 2, 2);
      // 0.5 + 0.5, and half of the mean step sideways.
      assertThat(loss.of(black, edge, normal, 1).item_float()).isCloseTo(1.5f, within(1e-6f));
    }
  }

  /** Two pictures, wrong by 0.1 and by 0.2 everywhere: ln 0.01 and ln 0.04. */
  @Test
  void psnrIsTheMeanOfThePicturesLogarithms() {
    try (Scope scope = new Scope()) {
      float[] errors = new float[96];
      Arrays.fill(errors, 0, 48, 0.1f);
      Arrays.fill(errors, 48, 96, -0.2f);
      Tensor black = Tensors.of(new float[96], 2, 3, 4, 4);
      Tensor wrong = Tensors.of(errors, 2, 3, 4, 4);
      Posterior normal =
          new Posterior(Tensors.of(new float[4], 2, 2), Tensors.of(new float[4], 2, 2));

      float loss =
          new ReconstructionLoss(Distance.PSNR, 1).of(black, wrong, normal, 2).item_float();

      double expected = (Math.log(0.01) + Math.log(0.04)) / 2;
      assertThat((double) loss).isCloseTo(expected, within(2e-3));
    }
  }

  @Test
  void wrongNumbersAreRefused() {
    Assertions.assertThatThrownBy(
            () ->
                new Trained.Autoencoder(true, false, OptionalDouble.empty(), -1, Distance.MIXED, 0))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("kl");
    Assertions.assertThatThrownBy(() -> new Trained.Clip(true, false, OptionalDouble.of(1)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("ema");
    Assertions.assertThatThrownBy(() -> new Trained.Clip(true, true, OptionalDouble.empty()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("frozen");
  }

  private static double mean(List<Double> losses) {
    return losses.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
