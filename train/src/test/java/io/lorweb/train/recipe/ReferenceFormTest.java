package io.lorweb.train.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.analogy.Layout;
import io.lorweb.basis.BasisConfig;
import io.lorweb.basis.QueryMode;
import io.lorweb.config.Change;
import io.lorweb.config.KnownKeys;
import io.lorweb.config.Section;
import io.lorweb.config.YamlFile;
import io.lorweb.error.InputException;
import io.lorweb.tensor.DeviceSetting;
import io.lorweb.tensor.DtypeSetting;
import io.lorweb.train.recipe.Objective.Timesteps;
import io.lorweb.train.recipe.Objective.Weighting;
import io.lorweb.train.recipe.Optimization.Method;
import io.lorweb.train.recipe.Optimization.Schedule;
import io.lorweb.train.recipe.Optimization.Schedule.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference's YAML means here what it means there, or is refused. */
class ReferenceFormTest {

  private static final String SHIPPED = text("shipped.yaml");

  @TempDir Path folder;

  private static String text(String resource) {
    try (InputStream in = ReferenceFormTest.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RecipeFile.Read read(String... sets) {
    return parse(SHIPPED, sets);
  }

  private static RecipeFile.Read parse(String text, String... sets) {
    Map<String, String> environment = Map.of("DATA", "/pictures", "STEPS", "77");
    YamlFile file = YamlFile.parse("run.yaml", text, environment::get);
    return RecipeFile.read(file, "run", List.of(sets), Optional.empty(), environment::get);
  }

  @Test
  void shippedFileIsRead() {
    Recipe recipe = read().recipe();
    assertThat(recipe.name()).isEqualTo("first_run");
    assertThat(recipe.out()).isEqualTo(Path.of("output/first_run"));
    assertThat(recipe.base().model()).isEqualTo("black-forest-labs/FLUX.1-Kontext-dev");
    assertThat(recipe.base().device()).isEqualTo(DeviceSetting.AUTO);
    assertThat(recipe.base().dtype()).isEqualTo(DtypeSetting.AUTO);
    assertThat(recipe.base().layout()).isEqualTo(Layout.GRID);
    assertThat(recipe.base().checkpointing()).isTrue();
    assertThat(recipe.data())
        .containsExactly(
            new DataSource(
                new DataSource.Source.Strips(
                    Path.of("./data/relation252k_processed/target"),
                    Path.of("./data/relation252k_processed/control"),
                    "txt",
                    true),
                List.of(512),
                DataSource.Extent.COMPOSITE,
                false,
                0.05,
                "",
                0,
                false,
                1,
                Optional.empty()));
    assertThat(recipe.optimization())
        .isEqualTo(
            new Optimization(
                10_000, 6, 1, Method.ADAMW8BIT, 1e-3, 0.9, 0.99, 1e-6, 0.05, 1, Schedule.CONSTANT));
    assertThat(recipe.objective())
        .isEqualTo(
            new Objective(
                Timesteps.WEIGHTED,
                OptionalInt.empty(),
                Weighting.EFFECTIVE,
                1,
                Objective.ALL_QUADRANTS,
                0,
                0,
                0));
    assertThat(recipe.saving()).isEqualTo(new Saving(250, 4, 500, "fp16"));
    assertThat(recipe.sampling())
        .isEqualTo(
            new Sampling(
                500,
                true,
                20,
                4,
                42,
                List.of(
                    new Sampling.Strip(
                        Path.of("data/first_run/one.jpg"), "give the animal a crown"))));
  }

  @Test
  void keysThatTheShippedFileLacksTakeThePapersValues() {
    RecipeFile.Read read = read("network.linear=4");
    BasisConfig config = ((Trained.Basis) read.recipe().trained()).config();
    assertThat(config)
        .isEqualTo(
            new BasisConfig(
                32,
                4,
                128,
                BasisConfig.PAPER.routing(),
                QueryMode.CAT_A_A2_B,
                true,
                true,
                BasisConfig.Pooling.AVG,
                BasisConfig.CLIP_L,
                Optional.of("grid")));
    assertThat(read.notices())
        .contains(
            "network.network_kwargs lacks loras_num: assuming 32, as in the paper",
            "network.network_kwargs lacks lora_softmax: assuming true, as in the paper",
            "network.network_kwargs lacks query_mode: assuming cat-aa'b, as in the paper");
    assertThat(read("network.network_kwargs.loras_num=8").notices())
        .noneMatch(notice -> notice.contains("loras_num"));
  }

  @Test
  void keysWithoutEffectAreNamedOnce() {
    assertThat(read().notices().stream().filter(n -> n.startsWith("without effect here: ")))
        .singleElement()
        .asString()
        .contains(
            "logging.use_wandb (true)",
            "sample.sampler,",
            "sample.width (1024)",
            "network.linear_alpha (1)",
            "train.debug_save_target_images (true)",
            "datasets[0].cache_latents_to_disk,");
  }

  /** Every key of the table that is accepted without effect, in a file of its own. */
  static Stream<String> idleKeys() {
    return RecipeKeys.reference().all().entrySet().stream()
        .filter(entry -> entry.getValue().verdict() == KnownKeys.Verdict.IDLE)
        .map(Map.Entry::getKey);
  }

  @ParameterizedTest
  @MethodSource("idleKeys")
  void everyKeyWithoutEffectIsAcceptedAndNamed(String key) {
    String path = key.replace("[]", "[0]");
    RecipeFile.Read read = read(path + "=some value");
    assertThat(read.notices()).anyMatch(n -> n.contains(path + " (some value)"));
    assertThat(read.recipe()).isEqualTo(read().recipe());
  }

  static Stream<String> limitedKeys() {
    return RecipeKeys.reference().all().entrySet().stream()
        .filter(entry -> entry.getValue().verdict() == KnownKeys.Verdict.ONLY)
        .map(Map.Entry::getKey);
  }

  @ParameterizedTest
  @MethodSource("limitedKeys")
  void everyKeyThatWouldChangeTheMeaningIsRefused(String key) {
    String path = key.replace("[]", "[0]").replace(".*", "");
    assertThatThrownBy(() -> read(path + "=another"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("run.yaml, setting 'set': " + path);
    assertThat(read(key.replace("[]", "[0]").replace(".*", "") + "=null").recipe())
        .isEqualTo(read().recipe());
  }

  @Test
  void tableNamesExactlyTheKeysThatAreRead() {
    Set<String> asked = new HashSet<>();
    for (String set :
        List.of(
            "network.type=attlora",
            "network.type=lora",
            "datasets[0].manifest=data.jsonl",
            "model.layout=grid",
            "validate={split: test}")) {
      YamlFile file = YamlFile.parse("run.yaml", SHIPPED, name -> null);
      new Change(set).apply(file, "config.process[0]", name -> null);
      var process =
          (com.fasterxml.jackson.databind.node.ObjectNode) file.root().at("/config/process/0");
      if (set.contains("manifest")) {
        var data = (com.fasterxml.jackson.databind.node.ObjectNode) process.at("/datasets/0");
        data.remove(List.of("folder_path", "control_path"));
      }
      Section section = new Section(file, "config.process[0]", "", process, asked);
      ReferenceForm.read("x", section, new java.util.ArrayList<>());
    }
    Set<String> used = new HashSet<>();
    RecipeKeys.reference()
        .all()
        .forEach(
            (key, value) -> {
              if (value.verdict().ordinal() <= KnownKeys.Verdict.OWN.ordinal()) {
                used.add(key);
              }
            });
    // Mappings are asked for by name, too.
    asked.removeIf(
        key -> used.stream().anyMatch(u -> u.startsWith(key + ".") || u.startsWith(key + "[]")));
    assertThat(asked).containsExactlyInAnyOrderElementsOf(used);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train.learning_rate=1 | run.yaml, setting 'set': train.learning_rate is not a known key",
        "train.stepz=1 | the nearest one is 'train.steps'",
        "network.loras_num=3 | the nearest one is 'network.network_kwargs.loras_num'",
        "datasets[0].folder_pth=x | the nearest one is 'datasets[].folder_path'",
        "nettwork.linear=3 | the nearest one is 'network",
        "train.steps=many | train.steps is \"many\" but must be an integer",
        "train.steps=0 | steps is 0 but must be at least 1",
        "train.lr=fast | train.lr is \"fast\" but must be a finite number",
        "train.train_text_encoder=true | text encoders stay as they are: say false or leave",
        "train.loss_type=mae | say mse",
        "train.do_cfg=true | train.do_cfg is true",
        "train.timestep_type=few | the timesteps few need few_steps",
        "train.few_steps=2 | few_steps is 2 but the timesteps are weighted",
        "train.optimizer=prodigy | use adamw, adamw8bit or muon",
        "train.lr_scheduler=polynomial | must be one of constant, linear, cosine",
        "train.timestep_type=weigthed | the nearest is 'weighted'",
        "train.optimizer_params.betas=[0.9] | must be two numbers",
        "datasets[0].is_analogy=true | exactly one must be true",
        "datasets[0].is_box_analogy=false | exactly one must be true",
        "datasets[0].scale=2 | datasets[0].scale is 2",
        "datasets[1].scale=2 | must be the number of one of the list's 1 elements",
        "datasets[0].manifest=x | excludes folder_path and control_path",
        "datasets[0].resolution=[] | must be one or more numbers",
        "network.type=lokr | use attlora or lora",
        "network.network_kwargs.lora_heads=3 | lora_keys_dim 128 is not divisible by lora_heads 3",
        "network.network_kwargs.query_mode=aab | query mode 'aab' is unknown",
        "network.network_kwargs.query_projection_type=mlp | must be linear or none",
        "model.memory=disk | must be auto, resident, stream or int8",
        "device=tpu | must be auto, cpu, cuda or cuda:N",
        "save.dtype=int4 | must be fp32, bf16 or fp16",
        "noequals | must be KEY=VALUE",
        "a..b=1 | is not a path",
        "train.lr.more=1 | has no keys of its own",
      })
  void whatCannotBeHonouredIsRefusedInOneSentence(String set, String message) {
    assertThatThrownBy(() -> read(set))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void errorsNameTheLine() {
    String wrong = SHIPPED.replace("batch_size: 6", "batch_siz: 6");
    long line = SHIPPED.lines().takeWhile(l -> !l.contains("batch_size")).count() + 1;
    assertThatThrownBy(() -> parse(wrong))
        .hasMessage(
            "run.yaml, line %d: train.batch_siz is not a known key; the nearest one is"
                + " 'train.batch_size'",
            line);
  }

  @Test
  void setsChangeListsAndMakeMissingMappings() {
    Recipe recipe =
        read(
                "datasets.0.folder_path=DIR",
                "datasets[0].resolution=[256, 512]",
                "train.lr_scheduler=cosine",
                "train.lr_scheduler_params.num_warmup_steps=100",
                "train.quadrant_weights=[0, 0, 0, 1]",
                "network.network_kwargs.only_if_contains=[single]",
                "config.name=other")
            .recipe();
    assertThat(((DataSource.Source.Strips) recipe.data().get(0).source()).target())
        .isEqualTo(Path.of("DIR"));
    assertThat(recipe.data().get(0).resolutions()).containsExactly(256, 512);
    assertThat(recipe.optimization().schedule())
        .isEqualTo(new Schedule(Shape.COSINE, 100, 1, 1, 0.1));
    assertThat(recipe.objective().quadrants()).containsExactly(0.0, 0.0, 0.0, 1.0);
    assertThat(((Trained.Basis) recipe.trained()).targets().onlyIfContains())
        .containsExactly("single");
    assertThat(recipe.name()).isEqualTo("other");
  }

  @ParameterizedTest
  @CsvSource({
    "flux_shift, SHIFT, NONE",
    "shift, SHIFT, NONE",
    "linear, LINEAR, NONE",
    "sigmoid, SIGMOID, NONE",
    "weighted, WEIGHTED, EFFECTIVE",
    "lognorm_blend, LOGNORM_BLEND, NONE",
    "next_sample, NEXT_SAMPLE, NONE",
    "one_step, ONE_STEP, NONE"
  })
  void timestepTypes(String type, Timesteps timesteps, Weighting weighting) {
    Objective objective = read("train.timestep_type=" + type).recipe().objective();
    assertThat(objective.timesteps()).isEqualTo(timesteps);
    assertThat(objective.weighting()).isEqualTo(weighting);
  }

  @Test
  void fewStepsAndMuonAreOurExtensions() {
    Recipe recipe =
        read("train.timestep_type=few", "train.few_steps=2", "train.optimizer=muon").recipe();
    assertThat(recipe.objective().timesteps()).isEqualTo(Timesteps.FEW);
    assertThat(recipe.objective().fewSteps()).hasValue(2);
    assertThat(recipe.optimization().method()).isEqualTo(Method.MUON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "intended", "effective", "flattened"})
  void weightingIsChosenByOurKey(String name) {
    RecipeFile.Read read = read("train.timestep_weighting=" + name);
    assertThat(read.recipe().objective().weighting().name().toLowerCase(Locale.ROOT))
        .isEqualTo(name);
    assertThat(read.notices()).noneMatch(n -> n.contains("bell curve"));
    assertThat(read().notices()).anyMatch(n -> n.contains("bell curve"));
  }

  @Test
  void accumulationIsAveraged() {
    RecipeFile.Read legacy = read("train.gradient_accumulation_steps=4");
    assertThat(legacy.recipe().optimization().accumulation()).isEqualTo(4);
    assertThat(legacy.notices()).anyMatch(n -> n.contains("averaged over 4 batches"));
    assertThatThrownBy(
            () -> read("train.gradient_accumulation_steps=4", "train.gradient_accumulation=2"))
        .hasMessageContaining("excludes gradient_accumulation");
    assertThatThrownBy(() -> read("train.gradient_accumulation=-1"))
        .hasMessageContaining("gradient_accumulation is -1 but must be at least 1");
  }

  @Test
  void otherChoicesAreMapped() {
    assertThat(read("network.type=lora", "network.linear=128").recipe().trained())
        .isEqualTo(new Trained.Lora(128, TargetLinears.ALL));
    assertThat(read("datasets[0].is_bidirectional_analogy=true").recipe().data().get(0).reverse())
        .isEqualTo(0.5);
    assertThat(read("device=cpu").recipe().base().dtype()).isEqualTo(DtypeSetting.AUTO);
    assertThat(read("device=cpu").notices()).anyMatch(n -> n.contains("as auto does"));
    assertThat(read("network.dropout=0.1").recipe().objective().dropout()).isZero();
    assertThat(
            read("network.dropout=0.1", "network.dropout_applies=true")
                .recipe()
                .objective()
                .dropout())
        .isEqualTo(0.1);
    assertThat(
            read("datasets[0].is_box_analogy=false", "datasets[0].is_analogy=true")
                .recipe()
                .base()
                .layout())
        .isEqualTo(Layout.SEPARATE);
    assertThat(read("model.layout=query").recipe().base().layout()).isEqualTo(Layout.QUERY);
    assertThat(read("train.disable_sampling=true").recipe().sampling().every()).isZero();
    assertThat(read("model.device=cuda:1").recipe().base().device())
        .isEqualTo(new DeviceSetting("cuda:1"));
    assertThat(read("training_seed=").recipe().seed()).isZero();
    assertThat(read("training_seed=7").recipe().seed()).isEqualTo(7);
  }

  @Test
  void environmentIsSubstituted() {
    String text =
        SHIPPED
            .replace("\"./data/relation252k_processed/target\"", "${DATA}/target")
            .replace("steps: 10000", "steps: ${STEPS}");
    Recipe recipe = parse(text).recipe();
    assertThat(((DataSource.Source.Strips) recipe.data().get(0).source()).target())
        .isEqualTo(Path.of("/pictures/target"));
    assertThat(recipe.optimization().steps()).isEqualTo(77);
    assertThatThrownBy(() -> parse(SHIPPED.replace("cuda:0", "${NOWHERE}")))
        .hasMessageContaining("the environment has no variable NOWHERE");
  }

  @Test
  void severalProcessesAreRefused() {
    String two = "config: {name: x, process: [{type: sd_trainer}, {type: sd_trainer}]}";
    assertThatThrownBy(() -> parse(two)).hasMessageContaining("exactly one mapping");
    assertThatThrownBy(() -> parse("job: train\n" + SHIPPED.replace("job: extension", "")))
        .hasMessageContaining("job is 'train' but must be extension");
    assertThatThrownBy(() -> parse(SHIPPED + "\nextra: 1\n")).hasMessageContaining("extra");
  }

  @Test
  void samplesOfPaperAreRead() throws IOException {
    Path paper = Path.of("examples/training/paper.yaml");
    RecipeFile.Read read = RecipeFile.read(paper, List.of(), Optional.of(folder));
    assertThat(read.recipe().out()).isEqualTo(folder);
    assertThat(((Trained.Basis) read.recipe().trained()).config().lorasNum()).isEqualTo(32);
    assertThat(read.notices()).noneMatch(n -> n.contains("lacks"));
  }
}
