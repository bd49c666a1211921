package io.lorweb.tiny.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.eval.statistics.Interval;
import io.lorweb.eval.suite.Evaluation;
import io.lorweb.eval.suite.Question;
import io.lorweb.eval.suite.Scored;
import io.lorweb.tiny.tasks.Catalogue;
import io.lorweb.tiny.tasks.Levels;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReportTest {

  private static final Catalogue CATALOGUE = new Catalogue();
  private static final Levels LEVELS = new Levels();
  private static final List<Figure> FIGURES = List.of(Figure.OUTPUT, Figure.ORACLE);
  private static final Path NONE = Path.of("none.png");

  private static Stream<Scored> scored(String task, double... values) {
    Question question = new Question(task, task, NONE, NONE, NONE, Optional.empty(), "");
    return Arrays.stream(values)
        .mapToObj(
            value ->
                new Scored(
                    "model",
                    question,
                    NONE,
                    task.equals("noto2flat")
                        ? Map.of("psnr", value)
                        : Map.of("psnr", value, "oracle", value > 15 ? 1.0 : 0.0)));
  }

  private static StageReport report() {
    List<Scored> scored =
        Stream.of(
                scored("invert", 10, 20, 30, 20),
                scored("noto2flat", 8),
                scored("sepia", 14),
                scored("tile", 12, 13))
            .flatMap(one -> one)
            .toList();
    List<Question> questions = scored.stream().map(Scored::question).toList();
    Evaluation evaluation =
        new Evaluation(
            "adapter",
            0,
            new TaskGroups(LEVELS, CATALOGUE.tasks()).byLevel(),
            List.of("model"),
            FIGURES.stream().map(Figure::metric).toList(),
            questions,
            questions,
            scored,
            List.of());
    return StageReport.of(
        evaluation, FIGURES, task -> LEVELS.of(CATALOGUE.task(task).orElseThrow()).label());
  }

  @Test
  void everyTaskWeighsTheSameWhateverItsItems() {
    StageReport.GroupRow seen = report().groups().get(0);

    // (20 + 8 + 14) / 3, not 102 / 6; Student's half width of three values 6 apart is 14.905.
    StageReport.Mean output = seen.figures().get(Figure.OUTPUT);
    assertThat(output.tasks()).isEqualTo(3);
    assertThat(output.mean()).isEqualTo(14);
    assertThat(output.low().orElseThrow()).isCloseTo(14 - 14.905, within(1e-3));
    assertThat(output.high().orElseThrow()).isCloseTo(14 + 14.905, within(1e-3));
    assertThat(seen.tasks()).isEqualTo(3);
  }

  @Test
  void twoTasksHaveNoInterval() {
    // Real pairs have no accuracy.
    assertThat(report().groups().get(0).figures())
        .containsEntry(
            Figure.ORACLE, new StageReport.Mean(2, 0.375, Optional.empty(), Optional.empty()));
  }

  @Test
  void aShareStaysBetweenNoneAndAll() {
    List<List<Double>> tasks = List.of(List.of(1.0), List.of(1.0), List.of(0.0));

    Interval share = Figure.ORACLE.interval(tasks, 0);
    assertThat(share.low()).isZero();
    assertThat(share.high()).isEqualTo(1);
    // 2/3 +- 4.303 / 3, of decibels.
    assertThat(Figure.OUTPUT.interval(tasks, 0).high()).isCloseTo(2.1009, within(1e-3));
  }

  @Test
  void groupsWithoutTasksHaveNoRow() {
    assertThat(report().groups())
        .extracting(StageReport.GroupRow::group)
        .containsExactly("seen", "U_FAM", "unseen, all");
  }

  @Test
  void theJsonHasEveryItem() {
    ObjectNode json = report().json();

    assertThat(json.at("/groups/0/figures/psnr/mean").asDouble()).isEqualTo(14);
    assertThat(json.at("/tasks/0/task").asText()).isEqualTo("invert");
    assertThat(json.at("/tasks/0/figures/psnr/items")).hasSize(4);
    assertThat(json.at("/tasks/0/figures/psnr/items/2").asDouble()).isEqualTo(30);
    assertThat(json.at("/tasks/0/figures/accuracy").isMissingNode()).isTrue();
    assertThat(json.at("/tasks/0/figures/oracle/mean").asDouble()).isCloseTo(0.75, within(1e-9));
    assertThat(json.at("/tasks/1/figures/oracle").isMissingNode()).isTrue();
  }

  @Test
  void theTextHasOneTableForEachUnit() {
    List<String> lines = new ReportText(report(), FIGURES).groups();

    assertThat(lines.get(0)).matches("dB +tasks +output");
    assertThat(lines.get(1)).matches("seen +3 +14\\.0 \\[-0\\.9, 28\\.9\\]");
    assertThat(lines).anyMatch(line -> line.matches("% +tasks +true task"));
    assertThat(lines).anyMatch(line -> line.matches("seen +2 +38"));
    assertThat(new ReportText(report(), FIGURES).tasks())
        .anyMatch(line -> line.matches("noto2flat +seen +1 +8\\.0 +-"));
  }

  @Test
  void theMarkdownSaysWhatMadeIt() {
    assertThat(new ReportText(report(), FIGURES).markdown("title", "lorweb tiny measure base", 9))
        .startsWith("# title\n\n`lorweb tiny measure base`\n\nSeed 9.")
        .contains("| seen | 3 | 14.0 [-0.9, 28.9] |\n", "| tile | U_FAM | 2 | 12.5 | 0 |\n");
  }

  @Test
  void whatRoundsToNothingHasNoSign() {
    assertThat(Figure.Unit.DECIBEL.shown(-0.04)).isEqualTo("0.0");
    assertThat(Figure.Unit.DECIBEL.shown(-0.06)).isEqualTo("-0.1");
    assertThat(Figure.Unit.PERCENT.shown(0.666)).isEqualTo("67");
  }
}
