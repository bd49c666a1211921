package io.lorweb.eval.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lorweb.basis.Mixture;
import io.lorweb.basis.Span;
import io.lorweb.eval.report.Appendix;
import io.lorweb.eval.suite.Evaluation;
import io.lorweb.eval.suite.Group;
import io.lorweb.eval.suite.Metric;
import io.lorweb.eval.suite.Question;
import io.lorweb.eval.suite.Routes;
import io.lorweb.eval.suite.Routes.Route;
import io.lorweb.eval.suite.Scored;
import io.lorweb.image.Picture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class RoutingAppendixTest {

  private static final List<String> PATHS = List.of("block.0.to_q", "block.1.to_q");
  private static final Path FILE = Path.of("x.png");

  private final List<Route> routed = new ArrayList<>();

  private void add(String task, double distance, double rank, float... coefficients) {
    Question question =
        new Question(task + "/" + routed.size(), task, FILE, FILE, FILE, Optional.of(FILE), "");
    routed.add(
        new Route(
            question,
            new Mixture(PATHS, 2, coefficients),
            Optional.of(new Span.Score(distance, rank))));
  }

  private Evaluation evaluation(Metric metric, double... values) {
    List<Question> questions = routed.stream().map(Route::question).toList();
    List<Scored> scored = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      scored.add(new Scored("LoRWeB", questions.get(i), FILE, Map.of(metric.id(), values[i])));
    }
    return new Evaluation(
        "routes",
        0,
        List.of(new Group("near", Set.of("x", "y"))),
        List.of("LoRWeB"),
        List.of(metric),
        questions,
        questions,
        scored,
        List.of());
  }

  @Test
  void nearestTasksAreThoseThatDepartFromTheMeanAlike() {
    add("x", 0.1, 0, 1, 0, 0, 0);
    add("y", 0.2, 0.5, 0.9f, 0, 0, 0.1f);
    add("z", 0.9, 1, -1, 0, 0.5f, 0);
    Evaluation evaluation = evaluation(new Metric("gain", "gain", true, 2), 1, 1, -1);

    Appendix appendix = RoutingAppendix.of(evaluation, new Routes("LoRWeB", routed));

    assertThat(appendix.heading()).isEqualTo("Routing of LoRWeB");
    assertThat(appendix.rows()).extracting(row -> row.get(0)).containsExactly("x", "y", "z");
    assertThat(appendix.rows().get(0).get(4)).startsWith("y 0.9").contains(", z -");
    assertThat(appendix.rows().get(0).get(3)).as("one question is like itself").isEqualTo("1.00");
    assertThat(appendix.rows())
        .extracting(row -> row.get(5))
        .containsExactly("0.10", "0.20", "0.90");
    assertThat(appendix.charts()).hasSize(3);
  }

  /** Ends of a scale are where rounding may leave a chart without a colour. */
  @Test
  void everyCoefficientHasAColour() {
    for (int i = 1; i <= 40; i++) {
      routed.clear();
      add("x", 0, 0, i / 41f, -i / 41f, 0, 0);
      add("y", 0, 0, -i / 41f, i / 41f, 0, 0.1f);
      TaskMixtures mixtures = TaskMixtures.of(new Routes("LoRWeB", routed));

      // The largest and the least coefficient have nearly the ends of the scale, 0 its middle.
      Set<Integer> coefficients = colours(HeatMaps.coefficients(mixtures, "c"));
      assertThat(coefficients).anyMatch(near(0x2166ac)).anyMatch(near(0xb2182b)).contains(0xffffff);
      assertThat(colours(HeatMaps.departures(mixtures, "d"))).anyMatch(near(0x08306b));
    }
  }

  private static Set<Integer> colours(Picture picture) {
    byte[] rgb = picture.toBytes();
    Set<Integer> colours = new HashSet<>();
    for (int i = 0; i < rgb.length; i += 3) {
      colours.add(((rgb[i] & 255) << 16) | ((rgb[i + 1] & 255) << 8) | (rgb[i + 2] & 255));
    }
    return colours;
  }

  /** At most 4 levels off in every channel. */
  private static Predicate<Integer> near(int colour) {
    return other -> {
      int most = 0;
      for (int shift = 0; shift <= 16; shift += 8) {
        most = Math.max(most, Math.abs(((other >> shift) & 255) - ((colour >> shift) & 255)));
      }
      return most <= 4;
    };
  }

  @Test
  void departuresAreFromTheMeanOfTasksNotOfQuestions() {
    add("x", 0, 0, 1, 0, 0, 0);
    add("x", 0, 0, 1, 0, 0, 0);
    add("x", 0, 0, 1, 0, 0, 0);
    add("y", 0, 0, 0, 0, 0, 0);

    TaskMixtures mixtures = TaskMixtures.of(new Routes("LoRWeB", routed));

    assertThat(mixtures.mean()).containsExactly(0.5, 0, 0, 0);
    assertThat(mixtures.departures().get("x")).containsExactly(0.5, 0, 0, 0);
    // One of two coefficients is off by 0.5.
    assertThat(mixtures.departure("x", 0)).isCloseTo(0.5 / Math.sqrt(2), within(1e-12));
    assertThat(mixtures.departure("x", 1)).isZero();
  }

  @Test
  void theSpreadIsOneForUniformMixturesAndZeroForOneElementAlone() {
    List<String> one = List.of("a");
    assertThat(RoutingEntropy.of(new Mixture(one, 4, new float[] {0.25f, 0.25f, 0.25f, 0.25f})))
        .isCloseTo(1, within(1e-9));
    assertThat(RoutingEntropy.of(new Mixture(one, 4, new float[] {0, -0.7f, 0, 0}))).isZero();
    assertThat(RoutingEntropy.of(new Mixture(one, 4, new float[] {0.5f, -0.5f, 0, 0})))
        .as("ln 2 / ln 4")
        .isCloseTo(0.5, within(1e-6));
    assertThat(RoutingEntropy.of(new Mixture(one, 4, new float[4]))).isZero();
    assertThat(RoutingEntropy.of(new Mixture(one, 1, new float[] {1}))).isZero();
  }

  @Test
  void theMapKeepsDistancesOfMixturesThatLieInAPlane() {
    add("x", 0, 0, 3, 0, 0, 0);
    add("x", 0, 0, 0, 4, 0, 0);
    add("y", 0, 0, 0, 0, 0, 0);
    Routes routes = new Routes("LoRWeB", routed);

    Plane plane = Plane.of(routes, TaskMixtures.of(routes));

    assertThat(plane.across() + plane.up()).isCloseTo(1, within(1e-9));
    assertThat(plane.across()).isGreaterThan(plane.up());
    assertThat(distance(plane, 0, 1)).isCloseTo(5, within(1e-6));
    assertThat(distance(plane, 0, 2)).isCloseTo(3, within(1e-6));
    assertThat(distance(plane, 1, 2)).isCloseTo(4, within(1e-6));
  }

  private static double distance(Plane plane, int i, int j) {
    Plane.Point p = plane.points().get(i);
    Plane.Point q = plane.points().get(j);
    return Math.hypot(p.x() - q.x(), p.y() - q.y());
  }

  @Test
  void theSpanIsAskedWhetherItForetellsFailure() {
    add("x", 0.1, 0.1, 1, 0, 0, 0);
    add("x", 0.3, 0.5, 1, 0, 0, 0);
    add("y", 0.2, 0.3, 1, 0, 0, 0);
    add("z", 0.9, 0.95, 1, 0, 0, 0);
    Evaluation evaluation = evaluation(new Metric("gain", "gain", true, 2), 3, -1, 2, 0);

    Appendix appendix = SpanAppendix.of(evaluation, new Routes("LoRWeB", routed)).orElseThrow();

    List<String> all = appendix.rows().get(0);
    assertThat(all.subList(0, 3)).containsExactly("all (3)", "4", "50 % [15, 85]");
    assertThat(all.get(3))
        .as("both failures lie farther than both others")
        .isEqualTo("1.00, too few for an interval over questions");
    assertThat(all.get(4)).startsWith("25 %");
    assertThat(all.get(5)).startsWith("100 %");
    assertThat(all.get(6)).startsWith("33 %");
    assertThat(appendix.rows().get(1).subList(0, 2)).containsExactly("near (2)", "3");
  }

  @Test
  void withoutAMetricThatTellsFailuresNothingIsSaid() {
    add("x", 0.1, 0.1, 1, 0, 0, 0);
    Evaluation evaluation = evaluation(new Metric("psnr", "PSNR", true, 2), 20);

    assertThat(SpanAppendix.of(evaluation, new Routes("LoRWeB", routed))).isEmpty();
  }
}
