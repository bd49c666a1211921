package io.lorweb.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lorweb.LoadOptions;
import io.lorweb.Settings;
import io.lorweb.image.Picture;
import io.lorweb.image.PngWriter;
import io.lorweb.suite.Contestant;
import io.lorweb.suite.Contestant.Way;
import io.lorweb.suite.Evaluation;
import io.lorweb.suite.Metric;
import io.lorweb.suite.Problem;
import io.lorweb.suite.Question;
import io.lorweb.suite.Scored;
import io.lorweb.suite.Suite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {

  private static final String COMMAND = "lorweb eval run test.yaml --out <DIR>";

  private static final List<Metric> METRICS =
      List.of(
          new Metric("psnr", "PSNR, dB", true, 1, answer -> OptionalDouble.empty()),
          new Metric("clip-similarity", "CLIP", true, 3, answer -> OptionalDouble.empty()));

  @TempDir Path folder;
  private Evaluation evaluation;

  @BeforeEach
  void evaluate() {
    List<Contestant> contestants = new ArrayList<>();
    for (String name : List.of("first", "second")) {
      contestants.add(
          new Contestant(name, Way.COPY, false, LoadOptions.defaults(), Settings.defaults()));
    }
    List<Question> questions = new ArrayList<>();
    List<Scored> scored = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Path picture = folder.resolve(i + ".png");
      PngWriter.write(picture, Picture.filled(400, 200, 0x102030 * i), Map.of());
      questions.add(
          new Question(
              "q<" + i, i < 4 ? "one" : "two", picture, picture, picture, Optional.empty(), ""));
    }
    for (Contestant contestant : contestants) {
      double better = contestant.name().equals("second") ? 2 : 0;
      for (Question question : questions) {
        scored.add(
            new Scored(
                contestant.name(),
                question,
                question.b(),
                Map.of("psnr", 20 + better, "clip-similarity", 0.5)));
      }
    }
    Suite suite =
        new Suite(
            "a & b",
            5,
            List.of(new Suite.Data(folder, Optional.empty(), List.of(), 0)),
            List.of(),
            contestants,
            List.of("psnr", "clip-similarity"),
            Optional.empty(),
            Optional.empty());
    evaluation =
        new Evaluation(
            suite,
            METRICS,
            questions,
            questions,
            scored,
            List.of(new Problem("first", "q9", "<gone>")));
  }

  @Test
  void markdownGivesEveryFigureWithItsInterval() {
    String text = MarkdownReport.of(evaluation, COMMAND);

    assertThat(text)
        .startsWith("# a & b\n\n`" + COMMAND + "`")
        .contains(
            "## all (2 tasks, 6 questions)",
            "| model | PSNR, dB, higher | CLIP, higher |",
            "| first | 20.0 [20.0, 20.0] | **0.500** [0.500, 0.500] |",
            "| second | **22.0** [22.0, 22.0]; +2.0, p 0.500 |",
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
            "+2.0, p 0.500",
            "q&lt;1",
            "first, q9: &lt;gone&gt;",
            "2 more questions are left out here")
        .doesNotContain("q<1", "<gone>", "http://", "https://");
    // Two charts; of four questions a, a', b and two answers.
    assertThat(page.split("data:image/png;base64,", -1)).hasSize(1 + 2 + 4 * 5);
  }

  @Test
  void jsonHoldsTablesAnswersAndProblems() {
    JsonNode json = JsonReport.of(evaluation, folder);

    assertThat(json.at("/tables/0/models/second/mean").asDouble()).isEqualTo(22);
    assertThat(json.at("/tables/0/differences/second/p").asDouble()).isEqualTo(0.5);
    assertThat(json.at("/answers")).hasSize(12);
    assertThat(json.at("/answers/0/output").asText()).isEqualTo("0.png");
    assertThat(json.at("/problems/0/what").asText()).isEqualTo("<gone>");
  }
}
