package io.lorweb.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import io.lorweb.model.ModelFolder;
import io.lorweb.tensor.Device;
import io.lorweb.train.optim.Parameters;
import io.lorweb.train.recipe.DryRun;
import io.lorweb.train.recipe.Optimization;
import io.lorweb.train.recipe.Recipe;
import io.lorweb.train.recipe.TargetLinears;
import io.lorweb.train.recipe.Trained;
import io.lorweb.weights.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs by Muon, and what it takes for a matrix. */
class MuonRunTest {

  @TempDir Path folder;
  private Recipe recipe;

  @BeforeEach
  void drawPairs() {
    Path data = SmallRun.pairs(folder.resolve("pairs"), 5);
    recipe = by(SmallRun.recipe(data, folder.resolve("whole"), 8), 8, 3);
  }

  private static Recipe by(Recipe recipe, int steps, int batch) {
    Optimization how = SmallRun.optimization(steps, batch, 1);
    return SmallRun.with(
        recipe,
        new Optimization(
            steps,
            batch,
            1,
            Optimization.Method.MUON,
            how.lr(),
            how.beta1(),
            how.beta2(),
            how.eps(),
            how.weightDecay(),
            how.clip(),
            how.schedule()));
  }

  private static List<Double> train(Recipe recipe) {
    return SmallRun.losses(recipe, false, Long.MAX_VALUE);
  }

  private static byte[] adapter(Recipe recipe) throws IOException {
    return Files.readAllBytes(recipe.out().resolve("small.safetensors"));
  }

  @Test
  void learnsToLowerTheLoss() {
    List<Double> losses = train(by(recipe, 60, 8));

    double first = losses.subList(0, 10).stream().mapToDouble(d -> d).average().orElseThrow();
    double last = losses.subList(50, 60).stream().mapToDouble(d -> d).average().orElseThrow();
    assertThat(last).isLessThan(0.8 * first);
  }

  @Test
  void aStoppedRunTakesTheSameStepsAsOneThatWentThrough() throws IOException {
    List<Double> whole = train(recipe);
    Recipe parts = SmallRun.with(recipe, folder.resolve("parts"));

    List<Double> pieced = new ArrayList<>(SmallRun.losses(parts, false, 3));
    pieced.addAll(SmallRun.losses(parts, true, Long.MAX_VALUE));

    assertThat(pieced).isEqualTo(whole);
    assertThat(adapter(parts)).isEqualTo(adapter(recipe));
    assertThat(Files.readString(recipe.out().resolve("config.yaml")))
        .contains("optimizer: \"muon\"");
  }

  @Test
  void aRunGoesOnWithTheOptimizerItBeganWith() {
    SmallRun.losses(recipe, false, 2);
    Recipe other = SmallRun.with(recipe, SmallRun.optimization(8, 3, 1));

    assertThatThrownBy(() -> SmallRun.losses(other, true, Long.MAX_VALUE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("other settings: train.optimizer was muon and is left out;");
    Recipe turned = SmallRun.with(other, folder.resolve("other"));
    SmallRun.losses(turned, false, 2);
    assertThatThrownBy(
            () -> SmallRun.losses(SmallRun.with(recipe, turned.out()), true, Long.MAX_VALUE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("other settings: train.optimizer was left out and is muon;");
  }

  @Test
  void everyKindOfLearnerMoves() {
    List<Trained> kinds =
        List.of(
            new Trained.Lora(4, TargetLinears.ALL),
            new Trained.Transformer(false, true, false, OptionalDouble.of(0.9)));
    for (int i = 0; i < kinds.size(); i++) {
      Recipe kind = SmallRun.with(by(recipe, 2, 2), folder.resolve("kind" + i));
      assertThat(train(SmallRun.with(kind, kinds.get(i))))
          .hasSize(2)
          .allMatch(loss -> loss > 0 && loss < 100);
    }
    Path state = folder.resolve("kind0/state/000000002.safetensors");
    try (Checkpoint file = Checkpoint.open(state)) {
      // A LoRA is matrices only.
      assertThat(file.names()).containsExactlyInAnyOrder("parameters", "optimizer.momentum");
    }
  }

  @Test
  void matricesOfABasisAreItsElements() {
    try (FlowParts parts = new FlowParts(recipe)) {
      Map<String, Parameters.Slot> slots = parts.learned().parameters().slots();
      assertThat(slots.keySet().stream().filter(name -> slots.get(name).matrix()))
          .hasSize(2 * (3 * 14 + 6 * 6))
          .allMatch(name -> name.endsWith(TrainableBasis.A) || name.endsWith(TrainableBasis.B));
      assertThat(slots.keySet().stream().filter(name -> !slots.get(name).matrix()))
          .containsExactlyInAnyOrder(TrainableBasis.ALL_KEYS, TrainableBasis.ALL_PROJECTIONS);
      assertThat(counted(slots)).isEqualTo(DryRun.of(recipe).parameters().matrices());
    }
  }

  @Test
  void matricesOfATransformerAreThoseOfItsBlocks() {
    Trained.Transformer trained =
        new Trained.Transformer(true, true, false, OptionalDouble.empty());
    TrainableTransformer learned =
        new TrainableTransformer(ModelFolder.find(ModelFolder.EMBEDDED), trained, Device.CPU, 0);
    try (learned) {
      Map<String, Parameters.Slot> slots = learned.parameters().slots();
      Predicate<String> matrix = name -> slots.get(name).matrix();
      assertThat(slots.keySet().stream().filter(matrix))
          .contains(
              "transformer_blocks.0.attn.to_q.weight",
              "single_transformer_blocks.0.norm.linear.weight")
          .anyMatch(name -> name.startsWith(TrainableTransformer.T5))
          .allMatch(name -> name.endsWith(".weight"));
      assertThat(slots.keySet().stream().filter(matrix.negate()))
          .contains(
              "x_embedder.weight",
              "context_embedder.weight",
              "proj_out.weight",
              "norm_out.linear.weight",
              "transformer_blocks.0.attn.to_q.bias",
              TrainableTransformer.T5 + "shared.weight")
          .anyMatch(name -> name.endsWith("relative_attention_bias.weight"));
      // The dry run counts the transformer alone.
      Recipe base = SmallRun.with(recipe, trained);
      long t5 =
          slots.entrySet().stream()
              .filter(entry -> entry.getKey().startsWith(TrainableTransformer.T5))
              .filter(entry -> entry.getValue().matrix())
              .mapToLong(entry -> entry.getValue().count())
              .sum();
      assertThat(counted(slots) - t5).isEqualTo(DryRun.of(base).parameters().matrices());
    }
  }

  private static long counted(Map<String, Parameters.Slot> slots) {
    return slots.values().stream()
        .filter(Parameters.Slot::matrix)
        .mapToLong(Parameters.Slot::count)
        .sum();
  }

  @ParameterizedTest
  @CsvSource({
    "encoder.layers.3.self_attn.q_proj.weight, 2, true",
    "decoder.mid_block.attentions.0.to_q.weight, 2, true",
    "encoder.layers.3.self_attn.q_proj.bias, 1, false",
    "decoder.up_blocks.0.resnets.1.conv1.weight, 4, false",
    "text_model.embeddings.token_embedding.weight, 2, false",
    "text_projection.weight, 2, false",
    "time_text_embed.timestep_embedder.linear_1.weight, 2, false",
    "encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight, 2, false"
  })
  void hiddenMatricesLieInNumberedBlocks(String name, int axes, boolean hidden) {
    assertThat(HiddenMatrices.contains(name, new long[axes])).isEqualTo(hidden);
  }
}
