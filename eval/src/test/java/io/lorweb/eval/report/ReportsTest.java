package io.lorweb.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.analogy.Layout;
import io.lorweb.config.JsonFile;
import io.lorweb.error.InputException;
import io.lorweb.eval.suite.EvaluatedModel.Way;
import io.lorweb.eval.suite.Evaluation;
import io.lorweb.eval.suite.LearnedWeights;
import io.lorweb.eval.suite.Metric;
import io.lorweb.eval.suite.ModelFacts;
import io.lorweb.eval.suite.Problem;
import io.lorweb.eval.suite.Question;
import io.lorweb.eval.suite.Scored;
import io.lorweb.image.Picture;
import io.lorweb.image.PngWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {

  private static final String COMMAND = "lorweb eval run test.yaml --out <DIR>";

  private static final List<Metric> METRICS =
      List.of(
          new Metric("psnr", "PSNR, dB", true, 1), new Metric("clip-similarity", "CLIP", true, 3));

  @TempDir Path folder;
  private Evaluation evaluation;

  @BeforeEach
  void evaluate() {
    List<String> models = List.of("first", "second");
    List<Question> questions = new ArrayList<>();
    List<Scored> scored = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Path picture = folder.resolve(i + ".png");
      PngWriter.write(picture, Picture.filled(400, 200, 0x102030 * i), Map.of());
      questions.add(
          new Question(
              "q<" + i, i < 4 ? "one" : "two", picture, picture, picture, Optional.empty(), ""));
    }
    for (String model : models) {
      double better = model.equals("second") ? 2 : 0;
      for (Question question : questions) {
        scored.add(
            new Scored(
                model,
                question,
                question.b(),
                Map.of("psnr", 20 + better + spread(question), "clip-similarity", 0.5)));
      }
    }
    evaluation =
        new Evaluation(
            "a & b",
            5,
            List.of(),
            models,
            METRICS,
            questions,
            questions,
            scored,
            List.of(new Problem("first", "q9", "<gone>")));
  }

  private static double spread(Question question) {
    return question.id().charAt(2) % 2 == 0 ? 0.5 : -0.5;
  }

  /** scipy 1.17 for the intervals (Welch's, of four and two values). */
  @Test
  void markdownGivesEveryFigureWithItsInterval() {
    String text = MarkdownReport.of(evaluation, COMMAND);

    assertThat(text)
        .startsWith("# a & b\n\n`" + COMMAND + "`")
        .contains(
            "## all (2 tasks, 6 questions; intervals over questions)",
            "| model | PSNR, dB, higher | CLIP, higher |",
            "| first | 20.0 [18.5, 21.5] | **0.500** no interval |",
            "| second | **22.0** [20.5, 23.5]; +2.0 no interval, too few tasks |",
            "- first, q9: <gone>");
  }

  @Test
  void htmlShowsTablesChartsPicturesAndProblemsAndNeedsNothingElse() {
    String page = HtmlReport.of(evaluation, COMMAND);

    assertThat(page)
        .contains(
            "<title>a &amp; b</title>",
            "--out &lt;DIR&gt;",
            "<b>22.0</b>",
            "+2.0 no interval, too few tasks",
            "q&lt;1",
            "first, q9: &lt;gone&gt;",
            "2 more questions are left out here")
        .doesNotContain("q<1", "<gone>", "http://", "https://");
    // Two charts; of four questions a, a', b and two answers.
    assertThat(page.split("data:image/png;base64,", -1)).hasSize(1 + 2 + 4 * 5);
  }

  @Test
  void metricsWithoutATruthLeaveTheirColumnOutOrSayHowManyTheyHave() {
    List<Scored> open =
        evaluation.scored().stream().map(one -> without(one, one.question().task())).toList();
    List<Scored> mixed = evaluation.scored().stream().map(one -> without(one, "two")).toList();

    String none = MarkdownReport.of(scored(open), COMMAND);
    assertThat(none)
        .contains("## all (2 tasks, 6 questions; intervals over questions)")
        .doesNotContain("PSNR");
    String page = HtmlReport.of(scored(open), COMMAND);
    assertThat(page).contains("Task by task: CLIP").doesNotContain("PSNR", "Preservation");
    assertThat(MarkdownReport.of(scored(mixed), COMMAND))
        .contains(
            "## all (2 tasks, 6 questions; intervals over questions)",
            "| model | PSNR, dB, higher (1 task, 4 questions; intervals over questions) | CLIP, higher |");
    assertThat(HtmlReport.of(scored(mixed), COMMAND)).contains("Preservation");
    SummaryFile written = new SummaryFile(scored(open), COMMAND);
    written.write(folder);
    assertThat(SummaryFile.read(folder)).isEqualTo(written);
  }

  private static Scored without(Scored one, String task) {
    return one.question().task().equals(task)
        ? new Scored(one.model(), one.question(), one.output(), Map.of("clip-similarity", 0.5))
        : one;
  }

  private Evaluation scored(List<Scored> scored) {
    return new Evaluation(
        evaluation.name(),
        evaluation.seed(),
        evaluation.groups(),
        evaluation.models(),
        evaluation.metrics(),
        evaluation.asked(),
        evaluation.compared(),
        scored,
        List.of());
  }

  @Test
  void theSummaryHoldsTablesAnswersAndProblems() {
    JsonNode json = new SummaryFile(evaluation, COMMAND).json(folder);

    assertThat(json.at("/tables/0/models/second/mean").asDouble()).isEqualTo(22);
    assertThat(json.at("/tables/0/over").asText()).isEqualTo("items");
    assertThat(json.at("/tables/0/models/second").has("low")).isTrue();
    assertThat(json.at("/tables/0/differences/second/difference").asDouble()).isEqualTo(2);
    assertThat(json.at("/tables/0/differences/second").has("low")).isFalse();
    assertThat(json.at("/tables/0/differences/second").has("p")).isFalse();
    assertThat(json.at("/answers")).hasSize(12);
    assertThat(json.at("/answers/0/output").asText()).isEqualTo("0.png");
    assertThat(json.at("/problems/0/what").asText()).isEqualTo("<gone>");
  }

  @Test
  void reportsCanBeMadeOfTheSummaryAlone() {
    SummaryFile written = new SummaryFile(evaluation, COMMAND);
    written.write(folder);

    SummaryFile read = SummaryFile.read(folder);

    assertThat(read).isEqualTo(written);
    assertThat(HtmlReport.of(read.evaluation(), read.command()))
        .isEqualTo(HtmlReport.of(evaluation, COMMAND));
    assertThatThrownBy(() -> SummaryFile.read(folder.resolve("none")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("summary.json is missing");
    ObjectNode json = written.json(folder);
    // Earlier ones had none.
    json.remove("appendices");
    JsonFile.write(folder.resolve("summary.json"), json);
    assertThat(SummaryFile.read(folder)).isEqualTo(written);
    ((ObjectNode) json.at("/answers/0")).put("question", "nobody's");
    JsonFile.write(folder.resolve("summary.json"), json);
    assertThatThrownBy(() -> SummaryFile.read(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'nobody's' is answered but is no question of the file");
  }

  @Test
  void tablesStandByThemselvesAsCommaSeparatedValuesAndAsLatex() {
    TableFiles.write(new SummaryFile(evaluation, COMMAND), folder);

    assertThat(folder.resolve("tables/results.csv"))
        .content()
        .isEqualTo(
            String.join(
                "\r\n",
                "group,metric,model,tasks,questions,interval_over,mean,low,high,difference,"
                    + "difference_low,difference_high,p",
                "all,psnr,first,2,6,items,20.0,18.536850115558465,21.463149884441535,,,,",
                "all,psnr,second,2,6,items,22.0,20.536850115558465,23.463149884441535,2.0,,,",
                "all,clip-similarity,first,2,6,items,0.5,,,,,,",
                "all,clip-similarity,second,2,6,items,0.5,,,0.0,,,",
                ""));
    assertThat(folder.resolve("tables/results.tex"))
        .content()
        .contains(
            "\\begin{tabular}{lrr}",
            "second & \\textbf{22.0} [20.5, 23.5] & \\textbf{0.500} no interval \\\\",
            "second & +2.0 no interval, too few tasks &");
    assertThat(Latex.text("a_b 5 % & {c} \\ x^2"))
        .isEqualTo("a\\_b 5 \\% \\& \\{c\\} \\textbackslash{} x\\textasciicircum{}2");
    assertThat(new Table(List.of("a,b", "c"), List.of(List.of("say \"x\"", "1"))).csv())
        .isEqualTo("\"a,b\",c\r\n\"say \"\"x\"\"\",1\r\n");
  }

  @Test
  void theModelsAndWhatTheyDifferInAreNamed() {
    Evaluation known =
        new Evaluation(
            evaluation.name(),
            evaluation.seed(),
            List.of(),
            evaluation.models(),
            METRICS,
            evaluation.asked(),
            evaluation.compared(),
            evaluation.scored(),
            List.of(),
            List.of(facts("first", 20, 8), facts("second", 0, 8)),
            List.of(),
            Optional.empty());

    assertThat(MarkdownReport.of(known, COMMAND))
        .contains(
            "Not all models ran under the same settings: fit 20 (first), 0 (second).",
            "| first | analogy | x.safetensors 0123456789ab | 8 | 4 | 1,234,567 | 8 | 20 | 2.5 | 1 |"
                + " grid | 1 | no | 0.25 |");
    assertThat(HtmlReport.of(known, COMMAND)).contains("x.safetensors 0123456789ab", "1,234,567");
    SummaryFile written = new SummaryFile(known, COMMAND);
    written.write(folder);
    assertThat(SummaryFile.read(folder)).isEqualTo(written);
  }

  private static ModelFacts facts(String model, int fit, int steps) {
    return new ModelFacts(
        model,
        Way.ANALOGY,
        false,
        1,
        Optional.of("fedcba9876543210"),
        Optional.of(
            new LearnedWeights(
                List.of("x.safetensors"),
                List.of("0123456789abcdef"),
                Optional.of(8),
                4,
                1_234_567)),
        Optional.of(
            new ModelFacts.Run(
                steps,
                2.5,
                Optional.of(fit),
                Optional.empty(),
                Optional.of(1.0),
                Optional.of(Layout.GRID),
                "cpu",
                "float32")),
        Optional.of(0.25));
  }
}
