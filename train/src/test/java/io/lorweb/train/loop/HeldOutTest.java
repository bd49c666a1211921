package io.lorweb.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.train.recipe.DataSource;
import io.lorweb.train.recipe.Recipe;
import io.lorweb.train.recipe.Sampling;
import io.lorweb.train.recipe.TargetLinears;
import io.lorweb.train.recipe.Trained;
import io.lorweb.train.recipe.Validation;
import io.lorweb.train.runs.RunHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loss on a split that the run does not learn from. */
class HeldOutTest {

  private static final int PAIRS = 6;

  @TempDir Path folder;
  private Path pairs;

  @BeforeEach
  void drawPairs() {
    pairs = SmallRun.pairs(folder.resolve("pairs"), PAIRS);
  }

  /** The last two pairs of {@code task} are the split "test". */
  private Path manifest(String task) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < PAIRS; i++) {
      lines.add(
          String.format(
              Locale.ROOT,
              "{\"before\": \"%s/before/%d.png\", \"after\": \"%s/after/%d.png\", \"task\":"
                  + " \"%s\", \"split\": \"%s\"}",
              task,
              i,
              task,
              i,
              task,
              i < PAIRS - 2 ? "train" : "test"));
    }
    return Files.write(pairs.resolve(task + ".jsonl"), lines);
  }

  private Recipe recipe(String task, String out, int steps) throws IOException {
    Recipe small = SmallRun.small(SmallRun.recipe(pairs, folder.resolve(out), steps));
    DataSource data = small.data().get(0);
    return SmallRun.with(
        small, data.withSource(new DataSource.Source.Manifest(manifest(task), Optional.empty())));
  }

  private static Recipe validated(Recipe recipe, int every) {
    return SmallRun.with(recipe, Optional.of(new Validation("test", every, 8)));
  }

  private static List<Double> train(Recipe recipe) {
    return SmallRun.losses(recipe, false, Long.MAX_VALUE);
  }

  private static List<RunHistory.Validation> curve(Recipe recipe) {
    return RunHistory.read(recipe.out()).validations();
  }

  private static byte[] adapter(Recipe recipe) throws IOException {
    return Files.readAllBytes(recipe.out().resolve("small.safetensors"));
  }

  @Test
  void fallsWhileAnEasyEditIsLearnedAndIsLargerForTheAdapterOfAnother() throws IOException {
    Recipe right = longer(validated(recipe("negative", "right", 40), 20));
    train(right);
    List<RunHistory.Validation> curve = curve(right);
    assertThat(curve.stream().map(RunHistory.Validation::step)).containsExactly(0L, 20L, 40L);
    double before = curve.get(0).loss();
    double after = curve.get(2).loss();
    assertThat(after).isLessThan(0.8 * before);

    Recipe other = longer(recipe("tint", "other", 40));
    train(other);
    Recipe wrong = validated(recipe("negative", "wrong", 1), 1);
    train(
        SmallRun.with(
            wrong,
            new Trained.Basis(
                SmallRun.BASIS,
                TargetLinears.ALL,
                Optional.of(other.out().resolve("small.safetensors")))));
    double another = curve(wrong).get(0).loss();
    assertThat(another).isGreaterThan(1.1 * after);
  }

  private static Recipe longer(Recipe recipe) {
    return SmallRun.with(recipe, SmallRun.optimization(recipe.optimization().steps(), 4, 1));
  }

  @Test
  void disturbsNothing() throws IOException {
    Recipe without = recipe("negative", "without", 6);
    Recipe with = validated(recipe("negative", "with", 6), 1);

    assertThat(train(with)).isEqualTo(train(without));
    assertThat(adapter(with)).isEqualTo(adapter(without));
    assertThat(curve(without)).isEmpty();
  }

  @Test
  void isTheSameAfterAnInterruptionAndWithAnotherSeed() throws IOException {
    Recipe whole = validated(recipe("negative", "whole", 8), 2);
    train(whole);
    Recipe parts = validated(recipe("negative", "parts", 8), 2);
    SmallRun.losses(parts, false, 5);
    SmallRun.losses(parts, true, Long.MAX_VALUE);

    assertThat(curve(parts)).isEqualTo(curve(whole));
    assertThat(curve(whole).stream().map(RunHistory.Validation::step))
        .containsExactly(0L, 2L, 4L, 6L, 8L);
    assertThat(RunHistory.read(whole.out()).steps()).hasSize(8);
  }

  @Test
  void aLoraAndAWholeTransformerAreMeasuredToo() throws IOException {
    List<Trained> all =
        List.of(
            new Trained.Lora(2, TargetLinears.ALL),
            new Trained.Transformer(false, false, false, OptionalDouble.of(0.5)));
    for (Trained trained : all) {
      Recipe recipe =
          SmallRun.with(
              validated(recipe("negative", trained.getClass().getSimpleName(), 2), 5), trained);
      train(recipe);
      assertThat(curve(recipe).stream().map(RunHistory.Validation::step)).containsExactly(0L, 2L);
      // Nothing is learned at first: all begin with the base's loss.
      assertThat(curve(recipe).get(0).loss()).isBetween(0.05, 5.0);
      assertThat(curve(recipe).get(1).loss()).isNotEqualTo(curve(recipe).get(0).loss());
    }
  }

  @Test
  void sheetsShowHeldOutExamplesBesideTrainingExamples() throws IOException {
    Recipe recipe =
        SmallRun.with(
            validated(recipe("negative", "sheets", 2), 1),
            new Sampling(2, false, 1, 1, 42, List.of()));
    train(recipe);

    List<RunHistory.Sheet> sheets = RunHistory.read(recipe.out()).sheets();
    assertThat(sheets).hasSize(2);
    assertThat(sheets.stream().filter(RunHistory.Sheet::heldOut)).hasSize(1);
    Picture one = PictureReader.read(sheets.get(0).file());
    assertThat(PictureReader.read(sheets.get(1).file())).isNotEqualTo(one);
  }

  @Test
  void refusesASplitThatIsTrainedOnOrNotThere() throws IOException {
    Recipe recipe = recipe("negative", "out", 2);
    assertThatThrownBy(
            () -> train(SmallRun.with(recipe, Optional.of(new Validation("train", 1, 8)))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is trained on these entries, too");
    assertThatThrownBy(() -> train(SmallRun.with(recipe, Optional.of(new Validation("val", 1, 8)))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("validate.split is 'val'");
  }

  @Test
  void refusesWhatHasNoSuchLoss() throws IOException {
    Recipe recipe = validated(recipe("negative", "out", 2), 1);
    assertThatThrownBy(
            () -> SmallRun.with(recipe, new Trained.Clip(false, false, OptionalDouble.empty())))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("adapter.type must be lorweb, lora or base");
  }
}
