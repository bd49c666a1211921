package io.lorweb.tiny.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.eval.metric.Psnr;
import io.lorweb.eval.suite.Answer;
import io.lorweb.eval.suite.Measure;
import io.lorweb.eval.suite.Question;
import io.lorweb.image.Picture;
import io.lorweb.tiny.drawings.Pool;
import io.lorweb.tiny.drawings.Split;
import io.lorweb.tiny.drawings.TestPool;
import io.lorweb.tiny.pairs.Pair;
import io.lorweb.tiny.pairs.PairDraw;
import io.lorweb.tiny.tasks.Catalogue;
import io.lorweb.tiny.tasks.EditTask;
import io.lorweb.tiny.tasks.Task;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OracleTest {

  private static final Catalogue CATALOGUE = new Catalogue();
  private static final Oracle.Results GREYS =
      new Oracle.Results(
          Map.of(
              "dark", Picture.filled(1, 1, 0x101010),
              "middle", Picture.filled(1, 1, 0x808080),
              "grey", Picture.filled(1, 1, 0x808080),
              "bright", Picture.filled(1, 1, 0xF0F0F0)));

  @TempDir Path folder;

  private Pool pool() {
    return TestPool.in(folder, 32, IntStream.range(0, 60).mapToObj(i -> "thing-" + i).toList());
  }

  private static Pair pair(Pool pool, String task) {
    Task wanted = CATALOGUE.task(task).orElseThrow();
    return new PairDraw(pool, 0).draw(wanted, Split.TEST, 1).get(0);
  }

  @Test
  void theNearestResultIsRightAndTheOthersAreNot() {
    // 0x40 is 48 away from dark and 64 from the middle.
    Picture output = Picture.filled(1, 1, 0x404040);

    assertThat(GREYS.nearest("dark", output)).isTrue();
    assertThat(GREYS.nearest("middle", output)).isFalse();
    assertThat(GREYS.nearest("bright", output)).isFalse();
  }

  @Test
  void resultsThatAreTheSameAreBothNearest() {
    Picture output = Picture.filled(1, 1, 0x707070);

    assertThat(GREYS.nearest("middle", output)).isTrue();
    assertThat(GREYS.nearest("grey", output)).isTrue();
  }

  @Test
  void aPerfectOutputIsOfTheTrueTaskAndOfNoOther() {
    Pool pool = pool();
    Oracle oracle = new Oracle(pool, CATALOGUE.edits());
    for (String name : List.of("invert", "bgred", "fliph", "shadow+pixel4", "blur")) {
      Pair pair = pair(pool, name);
      Oracle.Results results = oracle.results(pair).orElseThrow();

      assertThat(results.pictures()).hasSize(90);
      assertThat(OutputScore.of(pair.after(), pair, Optional.of(results)))
          .containsEntry(Figure.OUTPUT, 60.0)
          .containsEntry(Figure.ORACLE, 1.0)
          .containsEntry(Figure.GAIN, 60 - Psnr.of(pair.before(), pair.after()));
      assertThat(CATALOGUE.edits().stream().filter(t -> results.nearest(t.name(), pair.after())))
          .extracting(EditTask::name)
          .containsExactly(name);
    }
  }

  @Test
  void anUntouchedPictureGainsNothingAndIsOfNoTask() {
    Pool pool = pool();
    Pair pair = pair(pool, "invert");

    assertThat(
            OutputScore.of(pair.before(), pair, new Oracle(pool, CATALOGUE.edits()).results(pair)))
        .containsEntry(Figure.GAIN, 0.0)
        .containsEntry(Figure.ORACLE, 0.0);
  }

  @Test
  void realPairsHaveNoRivals() {
    Pool pool = pool();
    Pair pair = pair(pool, "noto2flat");

    assertThat(new Oracle(pool, CATALOGUE.edits()).results(pair)).isEmpty();
    assertThat(OutputScore.of(pair.after(), pair, Optional.empty()))
        .doesNotContainKey(Figure.ORACLE);
  }

  @Test
  void asAMetricItKnowsItsOwnPairsOnly() {
    Pool pool = pool();
    Measure metric = OracleMetric.of(pool, CATALOGUE);
    // No task of the 90: its own result competes all the same.
    for (String task : List.of("invert", "border:teal:thick")) {
      Pair pair = pair(pool, task);
      String id = task + "/" + pair.style().id() + "/" + pair.name();

      assertThat(metric.of().apply(answer(id, pair, pair.after()))).hasValue(1);
      assertThat(metric.of().apply(answer(id, pair, pair.before()))).hasValue(0);
      assertThat(metric.of().apply(answer("else/" + id, pair, pair.after()))).isEmpty();
      assertThat(metric.of().apply(answer(id + "x", pair, pair.after()))).isEmpty();
    }
  }

  private static Answer answer(String id, Pair pair, Picture output) {
    Path none = Path.of("none.png");
    return new Answer(
        new Question(id, "task", none, none, none, Optional.empty(), ""),
        pair.before(),
        pair.after(),
        pair.before(),
        Optional.of(pair.after()),
        output);
  }
}
