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
import io.lorweb.tiny.pairs.SubjectKind;
import io.lorweb.tiny.tasks.Catalogue;
import io.lorweb.tiny.tasks.EditTask;
import io.lorweb.tiny.tasks.Task;
import java.nio.file.Path;
import java.util.HashMap;
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
  void scenesAndPhotographsAreFoundAgain() {
    Pool pool = pool();
    Oracle oracle = new Oracle(pool, CATALOGUE.edits());
    for (SubjectKind kind : SubjectKind.values()) {
      Pair pair =
          kind.draw(pool, 0).draw(CATALOGUE.task("invert").orElseThrow(), Split.TEST, 1).get(0);
      Oracle.Results results = oracle.results(pair).orElseThrow();

      assertThat(results.pictures()).containsEntry("invert", pair.after());
      assertThat(oracle.before(pair.hand(), pair.name()).orElseThrow().picture())
          .isEqualTo(pair.before());
      assertThat(results.nearest("invert", pair.after())).isTrue();
      assertThat(results.nearest("invert", pair.before())).isFalse();
    }
    assertThat(oracle.before("photograph", "nobody")).isEmpty();
    assertThat(oracle.before("scene", "train-1")).isEmpty();
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
      assertThat(values(pool, pair, pair.after(), Optional.empty()))
          .containsOnlyKeys("psnr", "copy", "gain", "oracle")
          .containsEntry("psnr", 60.0)
          .containsEntry("oracle", 1.0)
          .containsEntry("gain", 60 - Psnr.of(pair.before(), pair.after()));
      assertThat(CATALOGUE.edits().stream().filter(t -> results.nearest(t.name(), pair.after())))
          .extracting(EditTask::name)
          .containsExactly(name);
    }
  }

  @Test
  void anUntouchedPictureGainsNothingAndIsOfNoTask() {
    Pool pool = pool();
    Pair pair = pair(pool, "invert");

    assertThat(values(pool, pair, pair.before(), Optional.empty()))
        .containsEntry("gain", 0.0)
        .containsEntry("oracle", 0.0);
  }

  @Test
  void realPairsHaveNoRivals() {
    Pool pool = pool();
    Pair pair = pair(pool, "noto2flat");

    assertThat(new Oracle(pool, CATALOGUE.edits()).results(pair)).isEmpty();
    assertThat(values(pool, pair, pair.after(), Optional.empty()))
        .containsOnlyKeys("psnr", "copy", "gain");
    assertThat(values(pool, pair, pair.after(), Optional.of("invert"))).containsOnlyKeys("wrong");
  }

  @Test
  void afterAWrongDemonstrationTheShownTaskIsToldFromTheTrueOne() {
    Pool pool = pool();
    Pair pair = pair(pool, "invert");
    Picture shown =
        new Oracle(pool, CATALOGUE.edits()).results(pair).orElseThrow().pictures().get("bgred");

    assertThat(values(pool, pair, shown, Optional.of("bgred")))
        .containsOnlyKeys("wrong", "wrong_true", "wrong_shown")
        .containsEntry("wrong", Psnr.of(shown, pair.after()))
        .containsEntry("wrong_true", 0.0)
        .containsEntry("wrong_shown", 1.0);
    assertThat(values(pool, pair, pair.after(), Optional.of("bgred")))
        .containsEntry("wrong", 60.0)
        .containsEntry("wrong_true", 1.0)
        .containsEntry("wrong_shown", 0.0);
  }

  private static Map<String, Double> values(
      Pool pool, Pair pair, Picture output, Optional<String> shown) {
    Path none = Path.of("none.png");
    String id = pair.id() + (shown.isPresent() ? "/wrong" : "");
    Question question =
        new Question(
            id,
            pair.task().name(),
            none,
            none,
            none,
            Optional.empty(),
            "",
            shown,
            Optional.empty());
    Answer answer =
        new Answer(
            question,
            pair.before(),
            pair.after(),
            pair.before(),
            Optional.of(pair.after()),
            output);
    Map<String, Double> values = new HashMap<>();
    new OutputProbe(pool, CATALOGUE, true)
        .measures(MeasuredStage.ADAPTER.figures())
        .forEach(
            (key, measure) ->
                measure.get().of().apply(answer).ifPresent(value -> values.put(key, value)));
    return values;
  }

  @Test
  void asAMetricItKnowsItsOwnPairsOnly() {
    Pool pool = pool();
    Measure metric = OracleMetric.of(pool, CATALOGUE);
    // No task of the 90: its own result competes all the same.
    for (String task : List.of("invert", "border:teal:thick")) {
      Pair pair = pair(pool, task);
      String id = task + "/" + pair.hand() + "/" + pair.name();

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
