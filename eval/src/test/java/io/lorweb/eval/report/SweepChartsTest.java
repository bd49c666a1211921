package io.lorweb.eval.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.analogy.Layout;
import io.lorweb.eval.suite.EvaluatedModel.Way;
import io.lorweb.eval.suite.Evaluation;
import io.lorweb.eval.suite.LearnedWeights;
import io.lorweb.eval.suite.Metric;
import io.lorweb.eval.suite.ModelFacts;
import io.lorweb.eval.suite.Question;
import io.lorweb.eval.suite.Scored;
import io.lorweb.image.Picture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SweepChartsTest {

  private static final Path NONE = Path.of("none.png");

  private static ModelFacts facts(String model, double strength, int steps, int demonstrations) {
    return new ModelFacts(
        model,
        Way.ANALOGY,
        false,
        demonstrations,
        Optional.of("fedcba9876543210"),
        Optional.of(new LearnedWeights(List.of("x"), List.of("0123"), Optional.of(8), 4, 100)),
        Optional.of(
            new ModelFacts.Run(
                steps,
                2.5,
                Optional.of(20),
                Optional.empty(),
                Optional.of(strength),
                Optional.of(Layout.GRID),
                "cpu",
                "float32")),
        Optional.of(strength));
  }

  private static Evaluation evaluation(List<ModelFacts> facts) {
    List<Question> questions = new ArrayList<>();
    List<Scored> scored = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      questions.add(new Question("q" + i, "one", NONE, NONE, NONE, Optional.empty(), ""));
    }
    for (ModelFacts one : facts) {
      for (int i = 0; i < questions.size(); i++) {
        double strength = one.run().orElseThrow().strength().orElseThrow();
        double value = 20 - 3 * Math.pow(1 - strength, 2) + Math.sin(7 * i);
        scored.add(new Scored(one.model(), questions.get(i), NONE, Map.of("psnr", value)));
      }
    }
    return new Evaluation(
        "test",
        5,
        List.of(),
        facts.stream().map(ModelFacts::model).toList(),
        List.of(new Metric("psnr", "PSNR, dB", true, 1)),
        questions,
        questions,
        scored,
        List.of(),
        facts,
        List.of(),
        Optional.empty());
  }

  @Test
  void modelsThatDifferByOneNumberAloneAreALine() {
    List<ModelFacts> facts =
        List.of(
            facts("full", 1, 8, 1),
            facts("half", 0.5, 8, 1),
            facts("double", 2, 8, 1),
            facts("long", 1, 16, 1),
            facts("k=2", 1, 8, 2));

    assertThat(Sweep.of(facts))
        .containsExactly(
            new Sweep("strength", List.of(Map.of(0.5, "half", 1.0, "full", 2.0, "double"))));
    assertThat(Sweep.of(facts).get(0).values()).containsExactly(0.5, 1.0, 2.0);
  }

  @Test
  void whereSomethingUnknownDiffersThereIsNoLine() {
    List<ModelFacts> facts =
        List.of(
            facts("a", 1, 8, 1), facts("b", 0.5, 8, 1), facts("c", 2, 8, 1), facts("d", 2, 8, 1));

    assertThat(Sweep.of(facts)).isEmpty();
  }

  @Test
  void everyLineHasItsOwnColour() {
    List<ModelFacts> facts = new ArrayList<>();
    for (double strength : new double[] {-1, 0, 0.5, 1, 1.5, 2}) {
      facts.add(facts("s=" + strength, strength, 8, 1));
      facts.add(facts("long s=" + strength, strength, 16, 1));
    }
    Map<String, Picture> charts = SweepCharts.of(evaluation(facts));

    assertThat(charts).containsOnlyKeys("PSNR, dB against strength, all");
    Picture chart = charts.get("PSNR, dB against strength, all");
    assertThat(count(chart, 0x0072b2)).isGreaterThan(100);
    assertThat(count(chart, 0xd55e00)).isGreaterThan(100);
    assertThat(count(chart, 0x009e73)).isZero();
  }

  private static int count(Picture picture, int colour) {
    byte[] rgb = picture.toBytes();
    int count = 0;
    for (int i = 0; i < rgb.length; i += 3) {
      int one = (rgb[i] & 255) << 16 | (rgb[i + 1] & 255) << 8 | rgb[i + 2] & 255;
      count += one == colour ? 1 : 0;
    }
    return count;
  }
}
