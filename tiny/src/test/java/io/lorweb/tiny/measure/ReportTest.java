package io.lorweb.tiny.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.eval.statistics.Interval;
import io.lorweb.tiny.tasks.Catalogue;
import io.lorweb.tiny.tasks.Levels;
import io.lorweb.tiny.tasks.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

  private static final Catalogue CATALOGUE = new Catalogue();
  private static final Levels LEVELS = new Levels();
  private static final List<Figure> FIGURES = List.of(Figure.OUTPUT, Figure.ORACLE);

  private static TaskResult result(String name, double... values) {
    Task task = CATALOGUE.task(name).orElseThrow();
    return new TaskResult(
        task,
        LEVELS.of(task),
        Arrays.stream(values)
            .mapToObj(
                value ->
                    new Measured(
                        name.equals("noto2flat")
                            ? Map.of(Figure.OUTPUT, value)
                            : Map.of(Figure.OUTPUT, value, Figure.ORACLE, value > 15 ? 1.0 : 0.0),
                        List.of()))
            .toList());
  }

  private static Report report() {
    return Report.of(
        FIGURES,
        TaskGroup.byLevel(LEVELS),
        List.of(result("invert", 10, 20, 30, 20), result("noto2flat", 8), result("tile", 12, 13)),
        0);
  }

  @Test
  void everyTaskWeighsTheSameWhateverItsItems() {
    Report.Row seen = report().row("seen").orElseThrow();

    // (20 + 8) / 2, not 88 / 5.
    assertThat(seen.cell(Figure.OUTPUT).orElseThrow().interval().mean()).isEqualTo(14);
    assertThat(seen.cell(Figure.OUTPUT).orElseThrow().interval().low()).isEqualTo(8);
    assertThat(seen.cell(Figure.OUTPUT).orElseThrow().interval().high()).isEqualTo(20);
    assertThat(seen.cell(Figure.OUTPUT).orElseThrow().tasks()).isEqualTo(2);
    // Real pairs have no accuracy.
    assertThat(seen.cell(Figure.ORACLE).orElseThrow())
        .isEqualTo(new Report.Cell(1, new Interval(0.75, 0.75, 0.75)));
  }

  @Test
  void groupsWithoutTasksHaveNoRow() {
    assertThat(report().rows())
        .extracting(Report.Row::group)
        .containsExactly("seen", "U_FAM", "unseen, all");
  }

  @Test
  void theJsonHasEveryItem() {
    ObjectNode json = new ObjectMapper().createObjectNode();
    ReportJson.write(report(), json);

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
    List<String> lines = new ReportText(report()).groups();

    assertThat(lines.get(0)).matches("dB +tasks +output");
    assertThat(lines.get(1)).matches("seen +2 +14\\.0 \\[8\\.0, 20\\.0\\]");
    assertThat(lines).anyMatch(line -> line.matches("% +tasks +true task"));
    assertThat(lines).anyMatch(line -> line.matches("seen +1 +75 \\[75, 75\\]"));
    assertThat(new ReportText(report()).tasks())
        .anyMatch(line -> line.matches("noto2flat +seen +1 +8\\.0 +-"));
  }

  @Test
  void theMarkdownSaysWhatMadeIt() {
    assertThat(new ReportText(report()).markdown("title", "lorweb tiny measure base", 9))
        .startsWith("# title\n\n`lorweb tiny measure base`\n\nSeed 9.")
        .contains("| seen | 2 | 14.0 [8.0, 20.0] |\n", "| tile | U_FAM | 2 | 12.5 | 0 |\n");
  }

  @Test
  void valuesMustBeNumbers() {
    assertThatThrownBy(() -> new Measured(Map.of(Figure.OUTPUT, Double.NaN), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatRoundsToNothingHasNoSign() {
    assertThat(Figure.Unit.DECIBEL.shown(-0.04)).isEqualTo("0.0");
    assertThat(Figure.Unit.DECIBEL.shown(-0.06)).isEqualTo("-0.1");
    assertThat(Figure.Unit.PERCENT.shown(0.666)).isEqualTo("67");
  }
}
