package io.lorweb;

import static io.lorweb.SquareModel.A;
import static io.lorweb.SquareModel.A2;
import static io.lorweb.SquareModel.B;
import static io.lorweb.SquareModel.OTHER_B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.analogy.Subject;
import io.lorweb.error.InputException;
import io.lorweb.image.Mask;
import io.lorweb.image.Picture;
import io.lorweb.record.RunRecord;
import io.lorweb.record.RunRecord.Detail;
import io.lorweb.sample.RatioTable;
import io.lorweb.sample.StepCache;
import io.lorweb.work.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs with a step cache, and with a text length that follows the prompt. */
class StepCachingTest {

  private static final Settings SIX = SquareModel.SETTINGS.sampling(s -> s.steps(6));

  private static LoRWeB lorweb;
  private static Analogy analogy;
  private static RatioTable table;

  @TempDir Path folder;

  @BeforeAll
  static void load() {
    lorweb = LoRWeB.load(SquareModel.options());
    analogy = lorweb.analogy(A, A2);
    table = analogy.calibrate(List.of(B, OTHER_B), SIX, Progress.NONE);
  }

  @AfterAll
  static void close() {
    lorweb.close();
  }

  private static Settings cached(double threshold) {
    return SIX.sampling(s -> s.stepCache(new StepCache(threshold, 4, table)));
  }

  private static List<Integer> skipped(Result result) {
    return result.run().settings().sampling().skippedSteps().orElseThrow();
  }

  @Test
  void aTableTellsWhatItWasMeasuredOn() {
    assertThat(table.model()).isEqualTo(lorweb.files().model());
    assertThat(table.adapter()).isEqualTo(lorweb.files().adapter()).isPresent();
    assertThat(table.steps()).isEqualTo(6);
    assertThat(table.guidance()).isEqualTo(2.5);
    double one = analogy.calibrate(List.of(B), SIX, Progress.NONE).ratios().get(3);
    double other = analogy.calibrate(List.of(OTHER_B), SIX, Progress.NONE).ratios().get(3);
    assertThat(table.ratios().get(3)).isEqualTo((one + other) / 2).isNotEqualTo(one);
  }

  @Test
  void aThresholdOfNothingIsThePlainRun() {
    Result result = analogy.apply(B, cached(0));
    assertThat(skipped(result)).isEmpty();
    assertThat(result.picture()).isEqualTo(analogy.apply(B, SIX).picture());
  }

  @Test
  void whatWasSkippedIsOnRecordAndRepeated() {
    Result first = analogy.apply(B, cached(1));
    assertThat(skipped(first))
        .isEqualTo(new StepCache(1, 4, table).skipped(6))
        .contains(3)
        .doesNotContain(2);
    assertThat(first.picture()).isNotEqualTo(analogy.apply(B, SIX).picture());
    Path file = folder.resolve("b2.png");
    RunRecord.of(first).write(file, first, Detail.EMBED);

    Settings read = RunRecord.read(file, List.of(), Optional.empty()).settings();

    assertThat(read).isEqualTo(first.run().settings());
    assertThat(analogy.apply(B, read).picture()).isEqualTo(first.picture());
    Settings listed = SIX.sampling(s -> s.skippedSteps(skipped(first)));
    assertThat(analogy.apply(B, listed).picture()).isEqualTo(first.picture());
  }

  @Test
  void masksAndEstimatesKnowSkippedSteps() {
    Mask nothing = Mask.of(Picture.filled(B.width(), B.height(), 0));
    Result masked = analogy.apply(Subject.of(B).within(nothing), cached(1), Progress.NONE);
    assertThat(masked.picture()).isEqualTo(B);
    Settings listed = SIX.sampling(s -> s.skippedSteps(List.of(3, 4, 5, 6)));
    assertThat(analogy.estimate(B.size(), listed).multiplyAdds())
        .isEqualTo(analogy.estimate(B.size(), SIX).multiplyAdds() / 3);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> lorweb.edit(B, cached(1)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("with an adapter");
    RatioTable own = lorweb.calibrate(List.of(B), SIX, Progress.NONE);
    assertThat(own.adapter()).isEmpty();
    Settings edited = SIX.sampling(s -> s.stepCache(new StepCache(1, 4, own)));
    assertThat(skipped(lorweb.edit(B, edited))).isNotEmpty();
    assertThatThrownBy(() -> analogy.apply(B, edited)).hasMessageContaining("without an adapter");
    assertThatThrownBy(() -> analogy.calibrate(List.of(B), cached(1), Progress.NONE))
        .hasMessageContaining("full runs");
    assertThatThrownBy(() -> analogy.apply(B, SIX.sampling(s -> s.skippedSteps(List.of(7)))))
        .hasMessageContainingAll("holds 7", "6 steps");
  }

  /** "make it red" has its tokens and an end: the length that was used stands beside the wish. */
  @Test
  void theTextLengthFollowsThePrompt() {
    int tokens = lorweb.model().prompts().tokens("make it red");
    int needed = (tokens + 7) / 8 * 8;
    Settings open =
        Settings.defaults()
            .wording(w -> w.prompt("make it red").textLengthAuto(true))
            .sampling(s -> s.steps(2))
            .canvas(c -> c.maxArea(4096));
    Settings.Wording used = analogy.apply(B, open).run().settings().wording();
    assertThat(used.textLength()).hasValue(needed);
    assertThat(used.textLengthAuto()).contains(true);
    assertThat(needed).isGreaterThanOrEqualTo(tokens).isLessThan(tokens + 8);
    assertThat(analogy.apply(B, open).picture())
        .isEqualTo(
            analogy.apply(B, SquareModel.SETTINGS.wording(w -> w.textLength(needed))).picture());

    Settings away = open.wording(w -> w.negativePrompt("x ".repeat(50)).cfg(2));
    assertThat(length(away)).isGreaterThan(50);
    assertThat(length(away.wording(w -> w.cfg(1)))).isEqualTo(needed);
    assertThat(length(open.wording(w -> w.prompt("x ".repeat(2000))))).isEqualTo(512);
    assertThat(length(open.wording(w -> w.textLength(9)))).isEqualTo(9);
  }

  private static int length(Settings settings) {
    Planner.Planned planned = lorweb.planner().edit(settings);
    return planned.plan().wording().textLength();
  }
}
