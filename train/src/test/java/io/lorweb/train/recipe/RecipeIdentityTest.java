package io.lorweb.train.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.work.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of runs outlast the classes that describe them. Every literal here is of an old file. */
class RecipeIdentityTest {

  private static final String SMALL =
      """
      name: small
      data: [{path: cli/src/test/resources/before-18/pairs}]
      adapter: {type: lorweb, loras_num: 2, rank: 1, keys_dim: 4, only: [transformer_blocks.0.attn.to_q]}
      train: {steps: 4, batch: 2, lr: 1e-2, seed: 5}
      save: {every: 2, keep: 2, dtype: fp32}
      """;

  /** Unusual values of most keys. */
  private static final String EVERYTHING =
      """
      data:
        - {target: x/t, control: x/c, resolution: [64, 128], layout: separate, flip_x: true}
        - {path: y, split: train}
      train: {layout: query, text_length: 9, schedule: cosine, warmup: 3, timesteps: sigmoid,
        encoder_folder: clip, optimizer: adamw8bit, entropy: 0.5}
      sample:
        every: 5
        analogies: [{a: 1.png, a2: 2.png, b: 3.png, prompt: p}, {strip: s.png, prompt: q}]
      """;

  @TempDir Path folder;

  private Recipe recipe(String yaml, String... sets) throws IOException {
    Path file = Files.writeString(folder.resolve("recipe.yaml"), yaml);
    return RecipeFile.read(file, List.of(sets), Optional.of(Path.of("trial"))).recipe();
  }

  @Test
  void whatAnEarlierVersionCalledARunIsKnown() throws IOException {
    assertThat(EarlierIdentity.run(recipe(SMALL), 1)).isEqualTo("5d7f24d5ecd5de6fe6509df161e50d23");
    assertThat(EarlierIdentity.run(recipe(SMALL, "train.batch=1"), 2))
        .isEqualTo("5d7f24d5ecd5de6fe6509df161e50d23");
  }

  /** The first literal is of an earlier version's records, the second of the keys. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{type: lora, rank: 3, ignore: [ff]}"
            + "|8874b8f6fc020440e03601ce8359d019|99308a5f197b32c8c33fd55b51557efa",
        "{type: base, fresh: false, grow: true, text: true, ema: 0.9}"
            + "|6e0c51d07f8620b90edb76351d27a232|3bac7e30d8dafe17e920190016cb272d",
        "{type: vae, frozen: encoder, kl: 1e-6, distance: psnr}"
            + "|2cf3fa7352d7a86b3468d55360d5af25|0de39bb626a072a77a0e434b8fb2eb3e",
        "{type: clip, frozen: text, ema: 0.99}"
            + "|d701502342acfe51bfa978f96b944dce|d23380aff4ad05844be26da6393e4990",
        "{type: lorweb, loras_num: 8, activation: tanh, mixing: sum, heads: 2, query: \"ca'-ca\","
            + " dropout: 0.1}"
            + "|aaaebf784cc29fff6a0f6bf47fb057b4|8a7da78727f3b77446872d6dad0ccbf2"
      })
  void everyKindOfRecipeKeepsItsNames(String adapter, String earlier, String run)
      throws IOException {
    Recipe recipe = recipe(EVERYTHING + "adapter: " + adapter + "\n");
    assertThat(RecipeIdentity.digest(EarlierIdentity.whole(recipe, "trial"))).isEqualTo(earlier);
    assertThat(RecipeIdentity.run(recipe, 1)).isEqualTo(run);
  }

  @Test
  void whatDoesNotChangeTheNumbersDoesNotChangeTheRun() throws IOException {
    String run = RecipeIdentity.run(recipe(SMALL), 1);
    String earlier = EarlierIdentity.run(recipe(SMALL), 1);
    for (String set :
        List.of(
            "name=other",
            "save.every=3",
            "sample.every=7",
            "validate={split: test, every: 5}",
            "train.memory=resident",
            "train.checkpointing=true",
            "adapter.heads=1",
            "data[0].repeats=1")) {
      assertThat(RecipeIdentity.run(recipe(SMALL, set), 1)).as(set).isEqualTo(run);
    }
    for (String set :
        List.of(
            "train.steps=5",
            "train.warmup=1",
            "train.seed=6",
            "train.lr=1e-3",
            "train.optimizer=muon",
            "train={steps: 4, batch: 2, lr: 1e-2, seed: 5, timesteps: few, few_steps: 2}",
            "adapter.heads=2",
            "adapter.activation=tanh",
            "data[0].repeats=2",
            "data[0].flip_x=true")) {
      assertThat(RecipeIdentity.run(recipe(SMALL, set), 1)).as(set).isNotEqualTo(run);
      assertThat(EarlierIdentity.run(recipe(SMALL, set), 1)).as(set).isNotEqualTo(earlier);
    }
    assertThat(RecipeIdentity.run(recipe(SMALL, "train.batch=1"), 2)).isEqualTo(run);
  }

  @Test
  void theNumberOfFewStepsMakesAnotherRun() throws IOException {
    Recipe two = recipe("data: x\ntrain: {timesteps: few, few_steps: 2}\n");
    Recipe four = recipe("data: x\ntrain: {timesteps: few, few_steps: 4}\n");
    assertThat(RecipeIdentity.run(two, 1)).isNotEqualTo(RecipeIdentity.run(four, 1));
    assertThat(RecipeIdentity.differences(two, four, 1))
        .extracting(RecipeIdentity.Difference::text)
        .containsExactly("train.few_steps was 2 and is 4");
  }

  @Test
  void aFileIsTheSameFromWhereverItIsNamed() throws IOException {
    Path data = Path.of("fixtures");
    assertThat(data).isDirectory();
    Recipe relative = recipe("data: fixtures\n");
    Recipe absolute = recipe("data: " + data.toAbsolutePath() + "\n");
    assertThat(RecipeIdentity.run(absolute, 1)).isEqualTo(RecipeIdentity.run(relative, 1));
    assertThat(RecipeIdentity.whole(absolute)).isEqualTo(RecipeIdentity.whole(relative));
    assertThat(RecipeIdentity.run(recipe("data: docs\n"), 1))
        .isNotEqualTo(RecipeIdentity.run(relative, 1));
  }

  @Test
  void aTextCannotPretendToBeAnotherKey() throws IOException {
    String one = "data: [{path: x, caption: \"p\\ndata.000000.repeats=2\"}]\n";
    String other = "data: [{path: x, caption: p, repeats: 2}]\n";
    assertThat(RecipeIdentity.run(recipe(one), 1))
        .isNotEqualTo(RecipeIdentity.run(recipe(other), 1));
  }

  @ParameterizedTest
  @CsvSource({
    "ORDER,1173472824657711729",
    "DRAW,6550329621777154351",
    "NOISE,-7916040263450970213",
    "TIMESTEP,-4169433751073962268",
    "POSTERIOR,8966055241581008776",
    "DROPOUT,1743829986535064853",
    "INITIAL,2969401617528541003",
    "SPAN,-8721386824542728330"
  })
  void drawsStayWhatTheyWere(Seeds purpose, long seed) {
    assertThat(purpose.at(7, 3, 1)).isEqualTo(seed);
  }
}
