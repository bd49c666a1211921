package io.lorweb.train.loop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.analogy.Layout;
import io.lorweb.basis.BasisAdapter;
import io.lorweb.basis.BasisConfig;
import io.lorweb.basis.Router;
import io.lorweb.basis.Span;
import io.lorweb.error.InputException;
import io.lorweb.tensor.DeviceSetting;
import io.lorweb.tensor.DtypeSetting;
import io.lorweb.tensor.MemorySetting;
import io.lorweb.tensor.Scope;
import io.lorweb.train.data.DataIdentity;
import io.lorweb.train.data.LinearPng;
import io.lorweb.train.data.TrainingSet;
import io.lorweb.train.recipe.Base;
import io.lorweb.train.recipe.Objective;
import io.lorweb.train.recipe.Optimization;
import io.lorweb.train.recipe.Recipe;
import io.lorweb.train.recipe.Sampling;
import io.lorweb.train.recipe.Saving;
import io.lorweb.train.recipe.TargetLinears;
import io.lorweb.train.recipe.Trained;
import io.lorweb.train.runs.StepMetrics;
import io.lorweb.weights.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {

  @TempDir Path folder;
  private Recipe recipe;

  @BeforeEach
  void drawPairs() {
    Path data = SmallRun.pairs(folder.resolve("pairs"), 5);
    recipe = SmallRun.recipe(data, folder.resolve("whole"), 12);
  }

  private static List<Double> train(Recipe recipe, boolean resume, long stopAfter) {
    return SmallRun.losses(recipe, resume, stopAfter);
  }

  private static List<Double> train(Recipe recipe) {
    return train(recipe, false, Long.MAX_VALUE);
  }

  private static byte[] adapter(Recipe recipe) throws IOException {
    return Files.readAllBytes(recipe.out().resolve("small.safetensors"));
  }

  @Test
  void learnsToLowerTheLoss() {
    Recipe longer = SmallRun.with(recipe, SmallRun.optimization(60, 8, 1));
    List<Double> losses = train(longer);

    double first = losses.subList(0, 10).stream().mapToDouble(d -> d).average().orElseThrow();
    double last = losses.subList(50, 60).stream().mapToDouble(d -> d).average().orElseThrow();
    assertThat(last).isLessThan(0.8 * first);
  }

  @Test
  void twiceTheSameRecipeGivesTheSameBytes() throws IOException {
    List<Double> first = train(recipe);
    Recipe again = SmallRun.with(recipe, folder.resolve("again"));

    assertThat(train(again)).isEqualTo(first);
    assertThat(adapter(again)).isEqualTo(adapter(recipe));
  }

  @Test
  void aRunStoppedTwiceTakesTheSameStepsAsOneThatWentThrough() throws IOException {
    List<Double> whole = train(recipe);
    Recipe parts = SmallRun.with(recipe, folder.resolve("parts"));

    List<Double> pieced = new ArrayList<>(train(parts, false, 5));
    pieced.addAll(train(parts, true, 2));
    pieced.addAll(train(parts, true, Long.MAX_VALUE));

    assertThat(pieced).isEqualTo(whole);
    assertThat(adapter(parts)).isEqualTo(adapter(recipe));
  }

  @Test
  void resumingAtTheEndDoesNothingMore() throws IOException {
    train(recipe);
    byte[] before = adapter(recipe);

    assertThat(train(recipe, true, Long.MAX_VALUE)).isEmpty();
    assertThat(adapter(recipe)).isEqualTo(before);
  }

  @Test
  void aDamagedStateIsPassedOverForTheOneBefore() throws IOException {
    List<Double> whole = train(recipe);
    Path newest = recipe.out().resolve("state").resolve("000000012.safetensors");
    byte[] bytes = Files.readAllBytes(newest);
    bytes[bytes.length / 2] ^= 1;
    Files.write(newest, bytes);

    assertThat(train(recipe, true, Long.MAX_VALUE)).isEqualTo(whole.subList(8, 12));
  }

  @Test
  void keepsTheNewestAdaptersAndTheMilestones() throws IOException {
    train(SmallRun.with(recipe, new Saving(2, 2, 6, "fp16")));

    try (Stream<Path> files = Files.list(recipe.out())) {
      assertThat(files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith("tensors")))
          .containsExactlyInAnyOrder(
              "small_000000006.safetensors",
              "small_000000010.safetensors",
              "small_000000012.safetensors",
              "small.safetensors");
    }
  }

  @Test
  void theAdapterOpensAsOneAndSaysHowItRoutes() {
    train(SmallRun.with(recipe, new Saving(12, 1, 0, "fp16")));

    Path file = recipe.out().resolve("small.safetensors");
    try (BasisAdapter adapter = BasisAdapter.open(file, Optional.empty())) {
      assertThat(adapter.notices()).isEmpty();
      assertThat(adapter.config().layout()).contains("query");
      assertThat(adapter.config().lorasNum()).isEqualTo(4);
      assertThat(adapter.bases()).hasSize(3 * 14 + 6 * 6);
      assertThat(adapter.metadata().get("training_info")).contains("\"step\": 12");
    }
  }

  @Test
  void checkpointingBlocksChangesNothing() throws IOException {
    List<Double> plain = train(recipe);
    Recipe other =
        SmallRun.with(SmallRun.with(recipe, base(Layout.QUERY, true)), folder.resolve("c"));

    List<Double> checkpointed = train(other);
    for (int i = 0; i < plain.size(); i++) {
      assertThat(checkpointed.get(i)).isCloseTo(plain.get(i), withinRelative(plain.get(i)));
    }
  }

  private static org.assertj.core.data.Offset<Double> withinRelative(double value) {
    return org.assertj.core.data.Offset.offset(1e-5 * value);
  }

  private static Base base(Layout layout, boolean checkpointing) {
    return new Base(
        "tiny-kontext",
        Optional.empty(),
        DeviceSetting.CPU,
        DtypeSetting.FP32,
        MemorySetting.RESIDENT,
        checkpointing,
        layout,
        OptionalInt.empty());
  }

  @Test
  void accumulatingIsTheMeanOverAllExamples() {
    // Ten examples in batches of 4, 4 and 2, in the epoch's order; without learning in between.
    Recipe apart = SmallRun.with(recipe, still(3, 1));
    Recipe together = SmallRun.with(SmallRun.with(recipe, still(1, 3)), folder.resolve("t"));

    List<StepMetrics> steps = metrics(apart);
    double mean = 0;
    for (StepMetrics step : steps) {
      mean += step.loss() * Math.round(step.samplesPerSecond() * step.seconds()) / 10;
    }
    assertThat(metrics(together).get(0).loss()).isCloseTo(mean, withinRelative(mean));
  }

  private static Optimization still(int steps, int accumulation) {
    return new Optimization(
        steps,
        4,
        accumulation,
        Optimization.Method.ADAMW,
        0,
        0.9,
        0.99,
        1e-6,
        0,
        1,
        Optimization.Schedule.CONSTANT);
  }

  private static List<StepMetrics> metrics(Recipe recipe) {
    List<StepMetrics> steps = new ArrayList<>();
    TrainListener listener =
        new TrainListener() {
          @Override
          public void step(StepMetrics metrics, long of) {
            steps.add(metrics);
          }
        };
    new TrainingRun(recipe, false, Workers::alone, listener).run();
    return steps;
  }

  @Test
  void theAdapterTellsWhichEditsItLearnedFromUnlessTheyAreTooFew() {
    train(recipe);
    Path many = SmallRun.pairs(folder.resolve("many"), Span.FEWEST / 2);
    Recipe spanning = SmallRun.small(SmallRun.recipe(many, folder.resolve("spanning"), 1));

    train(spanning);

    Path file = spanning.out().resolve("small.safetensors");
    try (BasisAdapter few =
            BasisAdapter.open(recipe.out().resolve("small.safetensors"), Optional.empty());
        BasisAdapter adapter = BasisAdapter.open(file, Optional.empty());
        Router router = adapter.router()) {
      assertThat(few.spans().edits()).isEmpty();
      Span span = adapter.spans().edits().orElseThrow();
      assertThat(span.width()).isEqualTo(router.queryWidth() / 3);
      assertThat(span.references()).hasSize(span.width() * (Span.FEWEST * 2 / 3));
      // Half of the references show the same edit as any of the others.
      assertThat(span.distances()).hasSize(Span.FEWEST - Span.FEWEST * 2 / 3).isSorted();
      assertThat(span.distances()[0]).isBetween(0f, 0.9f);
      // The pictures that were edited are b of the same draws.
      Span pictures = adapter.spans().pictures().orElseThrow();
      assertThat(pictures.references()).hasSize(span.references().length);
      assertThat(pictures.references()).isNotEqualTo(span.references());
    }
  }

  @Test
  void everyLayoutAndEveryKindOfLearnerRuns() throws IOException {
    List<Recipe> kinds =
        List.of(
            SmallRun.with(recipe, base(Layout.GRID, false)),
            SmallRun.with(recipe, base(Layout.SEPARATE, true)),
            SmallRun.with(recipe, new Trained.Lora(4, TargetLinears.ALL)),
            SmallRun.with(
                recipe, new Trained.Transformer(false, false, false, OptionalDouble.of(0.9))),
            SmallRun.with(
                SmallRun.with(
                    recipe, new Trained.Transformer(true, false, false, OptionalDouble.empty())),
                base(Layout.QUERY, true)),
            SmallRun.with(
                recipe,
                new Objective(
                    Objective.Timesteps.WEIGHTED,
                    OptionalInt.empty(),
                    Objective.Weighting.EFFECTIVE,
                    1,
                    List.of(0.0, 0.0, 0.0, 1.0),
                    0.01,
                    0.01,
                    0.1)));
    for (int i = 0; i < kinds.size(); i++) {
      Recipe kind = SmallRun.with(kinds.get(i), folder.resolve("kind" + i));
      Recipe eight =
          SmallRun.with(
              kind,
              new Optimization(
                  3,
                  2,
                  2,
                  Optimization.Method.ADAMW8BIT,
                  1e-3,
                  0.9,
                  0.99,
                  1e-6,
                  0,
                  1,
                  Optimization.Schedule.CONSTANT));
      assertThat(train(eight)).hasSize(3).allMatch(loss -> loss > 0 && loss < 100);
      try (Checkpoint file = Checkpoint.open(kind.out().resolve("small.safetensors"))) {
        assertThat(file.names()).isNotEmpty();
      }
    }
  }

  @Test
  void makesASheetOfSamples() {
    train(SmallRun.with(recipe, new Sampling(6, true, 2, 1, 42, List.of())));

    for (String step : List.of("000000000", "000000006", "000000012")) {
      assertThat(recipe.out().resolve("samples").resolve("step_" + step + ".png")).exists();
    }
  }

  @Test
  void aSheetThatCannotBeMadeIsRefusedBeforeTheFirstStep() {
    Path missing = folder.resolve("missing.png");
    Sampling.Shown shown = new Sampling.Triplet(missing, missing, missing, "");
    Recipe late = SmallRun.with(recipe, new Sampling(6, false, 2, 1, 42, List.of(shown)));

    assertThatThrownBy(() -> train(late))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("missing.png");
    assertThat(recipe.out().resolve("metrics.jsonl")).doesNotExist();
  }

  @Test
  void aDivergingRunStopsAndKeepsItsLastCheckpoint() {
    Optimization wild =
        new Optimization(
            12,
            3,
            1,
            Optimization.Method.ADAMW,
            1e30,
            0.9,
            0.99,
            1e-6,
            0,
            1,
            Optimization.Schedule.CONSTANT);
    Recipe diverging = SmallRun.with(SmallRun.with(recipe, wild), new Saving(1, 5, 0, "fp32"));

    assertThatThrownBy(() -> train(diverging))
        .isInstanceOf(TrainingFailed.class)
        .hasMessageContaining("learning rate");
    assertThat(recipe.out().resolve("state")).isNotEmptyDirectory();
  }

  @Test
  void neitherOverwritesARunNorMixesTwo() {
    train(recipe);

    assertThatThrownBy(() -> train(recipe))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("setting 'resume'");
    Recipe other = SmallRun.with(recipe, SmallRun.optimization(12, 2, 1));
    assertThatThrownBy(() -> train(other, true, Long.MAX_VALUE))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("other settings: train.batch was 3 and is 2", "setting 'out'")
        .message()
        .doesNotContain("train.lr");
  }

  /** What a run says, and its losses. */
  private static List<String> notes(Recipe recipe, boolean resume) {
    List<String> notes = new ArrayList<>();
    new TrainingRun(
            recipe,
            resume,
            Workers::alone,
            new TrainListener() {
              @Override
              public void note(String sentence) {
                notes.add(sentence);
              }
            })
        .run();
    return notes;
  }

  @Test
  void aRunCanBeMadeLonger() throws IOException {
    train(recipe);
    Recipe longer = SmallRun.with(recipe, SmallRun.optimization(16, 3, 1));

    assertThat(notes(longer, true))
        .anyMatch(note -> note.contains("16 steps instead of 12; its schedule (cosine)"))
        .anyMatch(note -> note.contains("step 13 has the learning rate"));
    assertThat(new String(Files.readAllBytes(recipe.out().resolve("metrics.jsonl")), UTF_8))
        .contains("\"step\":16");
    assertThatThrownBy(() -> train(recipe, true, Long.MAX_VALUE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("train.steps is 12 but the run in");
  }

  @Test
  void otherDataAreNoticed() throws IOException {
    train(recipe, false, 6);
    Path data = folder.resolve("pairs").resolve("tint");
    for (String side : List.of("before", "after")) {
      Files.copy(data.resolve(side).resolve("0.png"), data.resolve(side).resolve("99.png"));
    }

    assertThat(notes(recipe, true)).anyMatch(note -> note.startsWith("the data are not those"));
    assertThat(notes(recipe, true)).noneMatch(note -> note.startsWith("the data are not those"));
  }

  @Test
  void picturesThatMayHaveBeenReadAsTheyAreStoredAreNoticed() throws IOException {
    LinearPng.tag(folder.resolve("pairs/negative/before/0.png"));
    train(recipe, false, 6);
    DataIdentity data = TrainingSet.open(recipe.data(), recipe.base().layout(), 16).identity();
    try (Stream<Path> states = Files.list(recipe.out().resolve("state"))) {
      for (Path state : states.filter(file -> file.toString().endsWith(".json")).toList()) {
        String json = Files.readString(state);
        assertThat(json).contains(data.fingerprint());
        Files.writeString(state, json.replace(data.fingerprint(), data.stored()));
      }
    }

    assertThat(notes(recipe, true))
        .anyMatch(note -> note.startsWith("pictures with other colour profiles (1, the first is "));
    assertThat(notes(recipe, true)).noneMatch(note -> note.contains("colour profiles"));
  }

  @Test
  void aFolderBelongsToOneRunAtATime() {
    try (RunLock lock = RunLock.take(recipe.out())) {
      assertThatThrownBy(() -> train(recipe))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("another process is training in " + recipe.out());
    }
    assertThat(train(recipe)).isNotEmpty();
  }

  @Test
  void startsWithTheValuesOfAnotherAdapter() {
    train(recipe);
    Path given = recipe.out().resolve("small.safetensors");
    Recipe next =
        SmallRun.with(
            SmallRun.with(SmallRun.with(recipe, folder.resolve("next")), from(4, given)),
            still(1, 1));

    train(next);

    try (Checkpoint before = Checkpoint.open(given);
        Checkpoint after = Checkpoint.open(next.out().resolve("small.safetensors"));
        Scope scope = new Scope()) {
      assertThat(after.names()).isEqualTo(before.names());
      for (String name : before.names()) {
        assertThat(after.tensor(name).equal(before.tensor(name))).as(name).isTrue();
      }
    }
  }

  @Test
  void anAdapterOfOtherSizesIsNoStart() {
    train(recipe);
    Path given = recipe.out().resolve("small.safetensors");

    assertThatThrownBy(
            () ->
                train(SmallRun.with(SmallRun.with(recipe, folder.resolve("next")), from(8, given))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("small.safetensors")
        .hasMessageContaining("loras_num");
  }

  private static Trained.Basis from(int lorasNum, Path adapter) {
    BasisConfig c = SmallRun.BASIS;
    BasisConfig sized =
        new BasisConfig(
            lorasNum,
            c.rank(),
            c.keysDim(),
            c.routing(),
            c.query(),
            c.external(),
            c.projection(),
            c.pooling(),
            c.encoder(),
            c.layout());
    return new Trained.Basis(sized, TargetLinears.ALL, Optional.of(adapter));
  }
}
