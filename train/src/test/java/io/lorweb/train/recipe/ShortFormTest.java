package io.lorweb.train.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.analogy.Layout;
import io.lorweb.basis.BasisConfig;
import io.lorweb.basis.QueryMode;
import io.lorweb.config.Section;
import io.lorweb.config.YamlFile;
import io.lorweb.error.InputException;
import io.lorweb.tensor.DeviceSetting;
import io.lorweb.tensor.DtypeSetting;
import io.lorweb.tensor.MemorySetting;
import io.lorweb.train.recipe.Optimization.Method;
import io.lorweb.train.recipe.Optimization.Schedule;
import io.lorweb.train.recipe.Optimization.Schedule.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Our own form: defaults, refusals, and that a written recipe reads as itself. */
class ShortFormTest {

  @TempDir Path folder;

  private static RecipeFile.Read read(String text, String... sets) {
    YamlFile file = YamlFile.parse("own.yaml", text, name -> null);
    return RecipeFile.read(file, "own", List.of(sets), Optional.empty(), name -> null);
  }

  @Test
  void dataAloneIsEnough() {
    RecipeFile.Read read = read("data: pictures/");
    assertThat(read.notices()).isEmpty();
    assertThat(read.recipe())
        .isEqualTo(
            new Recipe(
                "own",
                Path.of("output/own"),
                0,
                new Base(
                    "tiny-kontext",
                    Optional.empty(),
                    DeviceSetting.AUTO,
                    DtypeSetting.AUTO,
                    MemorySetting.AUTO,
                    false,
                    Layout.QUERY,
                    OptionalInt.empty()),
                new Trained.Basis(
                    new BasisConfig(
                        16,
                        4,
                        32,
                        BasisConfig.PAPER.routing(),
                        QueryMode.CAT_A_A2_B,
                        true,
                        true,
                        BasisConfig.Pooling.AVG,
                        "image_encoder",
                        Optional.of("query")),
                    TargetLinears.ALL,
                    Optional.empty()),
                List.of(
                    new DataSource(
                        new DataSource.Source.Manifest(Path.of("pictures/"), Optional.empty()),
                        List.of(64),
                        DataSource.Extent.CELL,
                        false,
                        0.05,
                        "",
                        0,
                        false,
                        1,
                        Optional.empty())),
                new Objective(
                    Objective.Timesteps.SCHEDULER,
                    OptionalInt.empty(),
                    Objective.Weighting.NONE,
                    1,
                    Objective.ALL_QUADRANTS,
                    0,
                    0,
                    0),
                new Optimization(
                    1000,
                    8,
                    1,
                    Method.ADAMW,
                    1e-3,
                    0.9,
                    0.99,
                    1e-6,
                    0.05,
                    1,
                    new Schedule(Shape.COSINE, 50, 1, 1, 0.1)),
                new Saving(250, 4, 0, "fp16"),
                new Sampling(0, true, 2, 2.5, 42, List.of()),
                Optional.empty()));
  }

  @Test
  void largeModelsCheckpointAndUseTheGrid() {
    Recipe recipe = read("data: x\nmodel: black-forest-labs/FLUX.1-Kontext-dev").recipe();
    assertThat(recipe.base().checkpointing()).isTrue();
    assertThat(recipe.base().layout()).isEqualTo(Layout.GRID);
    assertThat(recipe.data().get(0).extent()).isEqualTo(DataSource.Extent.COMPOSITE);
    assertThat(recipe.data().get(0).resolutions()).containsExactly(512);
    assertThat(recipe.sampling().steps()).isEqualTo(28);
    assertThat(read("data: x\nmodel: no/where").notices()).hasSize(1);
  }

  @Test
  void dataComesInManyShapes() {
    List<DataSource> data =
        read("""
                data:
                  - one
                  - {path: two.jsonl, split: train, resolution: [64, 128], reverse: 0.5}
                  - {target: t, control: c, caption_ext: .caption, relation_captions: true}
                """)
            .recipe()
            .data();
    assertThat(data.stream().map(DataSource::source))
        .containsExactly(
            new DataSource.Source.Manifest(Path.of("one"), Optional.empty()),
            new DataSource.Source.Manifest(Path.of("two.jsonl"), Optional.of("train")),
            new DataSource.Source.Strips(Path.of("t"), Path.of("c"), "caption", true));
    assertThat(data.get(1).resolutions()).containsExactly(64, 128);
    assertThat(read("data: {path: z, flip_x: true}").recipe().data().get(0).flipX()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data=null | lacks the key 'data'",
        "trian.steps=3 | trian is not a known key; the nearest one is 'train'",
        "train.step=3 | the nearest one is 'train.steps'",
        "data[0].pth=3 | the nearest one is 'data[].path'",
        "data[0].jsonl=d | data[0].jsonl is not a known key; there are ",
        "data[0].target=3 | must have either a path, or a target and a control folder",
        "adapter.type=dora | must be lorweb, lora, base, vae or clip",
        "adapter={type: vae, kl: -1} | kl is -1.0 but must be",
        "adapter={type: clip, ema: 1} | must lie in [0, 1)",
        "adapter.heads=5 | not divisible",
        "train.layout=round | layout 'round' is unknown",
        "data={path: x, layout: grid} | a grid's target has four pictures",
        "adapter={type: base, fresh: true, grow: true} | fresh and grow are both true",
        "train.checkpointing=maybe | must be auto, true or false",
        "train.quadrants=[1, 2] | must be four numbers",
        "train.optimizer=lion | use adamw, adamw8bit or muon",
        "train.few_steps=2 | few_steps is 2 but the timesteps are scheduler",
        "train={timesteps: one_step, few_steps: 1} | but the timesteps are one_step",
        "train.timesteps=few | the timesteps few need few_steps",
        "train={timesteps: few, few_steps: 0} | few_steps is 0 but must lie in 1..100",
        "train={timesteps: few, few_steps: 101} | few_steps is 101 but must lie in 1..100",
        "train={timesteps: few, few_steps: 2.5} | train.few_steps is 2.5 but must be an integer",
        "train.lr=[1] | must be a finite number",
        "train=3 | train is 3 but must be a mapping",
        "sample.analogies=[{a: x}] | sample.analogies[0].a2 is missing",
        "save.every=0 | must be at least 1",
        "validate.evry=3 | the nearest one is 'validate.every'",
        "validate.every=0 | must be at least 1",
        "validate.split=' ' | must name a split",
        "validate=test | but must be a mapping",
      })
  void mistakesAreRefusedInOneSentence(String set, String message) {
    String text = "data: [{path: x}]\n";
    assertThatThrownBy(() -> read(text, set))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("own.yaml")
        .hasMessageContaining(message);
  }

  static Stream<String> recipes() {
    return Stream.of(
        "data: x",
        "data: [{target: t, control: c}]\nadapter: {type: lora, rank: 7, only: [attn]}",
        "data: [{path: m.jsonl, split: train}, y]\nadapter: {type: base, fresh: true, ema: 0.99}",
        "data: x\nadapter: {type: base, text: true}",
        "data: x\ntrain: {optimizer: muon}",
        "data: x\ntrain: {timesteps: few, few_steps: 2}",
        "data: x\nadapter: {type: vae, fresh: true, ema: 0.99, kl: 0.001, distance: psnr}",
        "data: x\nadapter: {type: clip, fresh: true}",
        """
        name: whole
        out: somewhere/else
        model: black-forest-labs/FLUX.1-Kontext-dev
        data: {path: x, resolution: [256, 512], extent: cell, reference_crops: true,
               caption_dropout: 0.25, caption: "make it so: 100%", reverse: 0.5, flip_x: true,
               repeats: 3, layout: query}
        adapter: {loras_num: 8, rank: 2, keys_dim: 64, heads: 4, activation: tanh, mixing: sum,
                  query: aa'bb', external: false, projection: false, pooling: max, dropout: 0.1,
                  ignore: [norm]}
        train: {steps: 3, batch: 2, accumulation: 4, lr: 0.00003, optimizer: adamw8bit,
                betas: [0.8, 0.95], eps: 1e-8, weight_decay: 0, clip: 0.5, schedule: step,
                warmup: 7, cycles: 2, step_size: 9, gamma: 0.3, timesteps: lognorm_blend,
                weighting: flattened, guidance: 2.5, quadrants: [0, 0.5, 0, 1], entropy: 0.01,
                balance: 0.02, seed: 123456789012, checkpointing: false, layout: separate,
                text_length: 128, encoder_folder: enc, device: "cuda:1", dtype: bf16,
                memory: int8}
        save: {every: 5, keep: 2, milestone: 10, dtype: bf16}
        sample: {every: 5, first: false, steps: 4, guidance: 3, seed: 5,
                 analogies: [{a: 1.png, a2: 2.png, b: 3.png, prompt: hi}, {strip: s.png}]}
        validate: {split: val, every: 7, examples: 5}
        """);
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void writtenRecipeReadsAsItself(String text) throws IOException {
    Recipe recipe = read(text).recipe();
    Path file = folder.resolve("config.yaml");
    RecipeYaml.write(file, recipe);
    assertThat(RecipeFile.read(file, List.of(), Optional.empty()).recipe()).isEqualTo(recipe);
    assertThat(Files.readString(file)).contains("name:");
  }

  @Test
  void tableNamesExactlyTheKeysThatAreRead() {
    Set<String> asked = new HashSet<>();
    for (String text :
        List.of(
            "data: x\nsample: {analogies: [{strip: s}, {a: 1, a2: 2, b: 3}]}\nvalidate: {every: 9}",
            "data: {target: t, control: c}\nadapter: {type: lora}",
            "data: x\nadapter: {type: vae}",
            "data: x\nadapter: {type: base}\ntrain: {dtype: fp32, checkpointing: true}")) {
      YamlFile file = YamlFile.parse("own.yaml", text, name -> null);
      ShortData.spellOut(file);
      ShortForm.read(
          new Section(file, "", "", file.root(), asked), "own", new java.util.ArrayList<>());
    }
    asked.removeAll(
        Set.of("data", "adapter", "train", "save", "sample", "sample.analogies", "validate"));
    assertThat(asked).containsExactlyInAnyOrderElementsOf(RecipeKeys.shortForm().all().keySet());
  }

  @Test
  void timestepsAreThoseOfAFewSteps() {
    Objective objective =
        read("data: x\ntrain: {timesteps: few, few_steps: 3}").recipe().objective();
    assertThat(objective.timesteps()).isEqualTo(Objective.Timesteps.FEW);
    assertThat(objective.fewSteps()).hasValue(3);
    assertThat(RecipeYaml.text(read("data: x").recipe())).doesNotContain("few_steps");
  }

  @Test
  void theOptimizerIsChosen() {
    assertThat(read("data: x\ntrain: {optimizer: muon}").recipe().optimization().method())
        .isEqualTo(Method.MUON);
  }

  @Test
  void referenceFormBecomesShortForm() throws IOException {
    Path paper = Path.of("examples/training/paper.yaml");
    Recipe recipe = RecipeFile.read(paper, List.of(), Optional.empty()).recipe();
    Path file = folder.resolve("config.yaml");
    RecipeYaml.write(file, recipe);
    assertThat(RecipeFile.read(file, List.of(), Optional.empty()).recipe()).isEqualTo(recipe);
  }

  @Test
  void baseTrainingIsRead() {
    assertThat(read("data: x\nadapter: {type: base, ema: 0.999}").recipe().trained())
        .isEqualTo(new Trained.Transformer(false, false, false, OptionalDouble.of(0.999)));
    Path own = Path.of("examples/training/own.yaml");
    assertThat(RecipeFile.read(own, List.of("train.batch=2"), Optional.empty()).recipe().name())
        .isEqualTo("my-edit");
  }
}
