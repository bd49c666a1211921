package io.lorweb.eval.routing;

import io.lorweb.basis.Span;
import io.lorweb.eval.report.Appendix;
import io.lorweb.eval.suite.Evaluation;
import io.lorweb.eval.suite.Question;
import io.lorweb.eval.suite.Routes;
import io.lorweb.eval.suite.Routes.Route;
import io.lorweb.image.Picture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How an adapter routes a suite's tasks: the spread of its mixtures, whether the questions of one
 * task are routed alike, which tasks are neighbours, and all of it as pictures. The paper reports
 * none of this (docs/spec/LORWEB.md section 10.5).
 */
public final class RoutingAppendix {

  /** Neighbours that are named. */
  private static final int NEAREST = 3;

  private RoutingAppendix() {}

  /** Of one model. */
  public static Appendix of(Evaluation evaluation, Routes routes) {
    TaskMixtures mixtures = TaskMixtures.of(routes);
    Map<String, List<Route>> byTask =
        routes.routed().stream()
            .collect(
                Collectors.groupingBy(
                    route -> route.question().task(), TreeMap::new, Collectors.toList()));
    List<List<String>> rows = new ArrayList<>();
    byTask.forEach((task, routed) -> rows.add(row(task, routed, mixtures)));
    Map<String, Picture> charts = new LinkedHashMap<>();
    String of = ", " + routes.model();
    String departures = "How far each task's coefficients depart from the mean of all tasks" + of;
    charts.put(departures, HeatMaps.departures(mixtures, departures));
    String coefficients = "Coefficients of the Linears that tell tasks apart most" + of;
    charts.put(coefficients, HeatMaps.coefficients(mixtures, coefficients));
    String plane = "Map of analogies by their mixtures" + of;
    charts.put(plane, PlaneChart.of(Plane.of(routes, mixtures), evaluation.groups(), plane));
    return new Appendix(
        "Routing of " + routes.model(),
        List.of(
            "task",
            "questions",
            "entropy over ln N",
            "alike within the task (cosine)",
            "nearest tasks (cosine)",
            "distance from the training's edits"),
        rows,
        charts);
  }

  private static List<String> row(String task, List<Route> routed, TaskMixtures mixtures) {
    double[] own = mixtures.departures().get(task);
    double entropy =
        routed.stream().mapToDouble(r -> RoutingEntropy.of(r.mixture())).average().orElse(0);
    double alike =
        routed.stream()
            .mapToDouble(r -> TaskMixtures.cosine(own, mixtures.departure(r.mixture())))
            .average()
            .orElse(0);
    return List.of(
        Question.named(task),
        String.valueOf(routed.size()),
        number(entropy),
        number(alike),
        nearest(task, mixtures),
        routed.stream().allMatch(route -> route.span().isPresent())
            ? number(
                routed.stream()
                    .map(route -> route.span().orElseThrow())
                    .mapToDouble(Span.Score::distance)
                    .average()
                    .orElse(0))
            : "-");
  }

  private static String nearest(String task, TaskMixtures mixtures) {
    double[] own = mixtures.departures().get(task);
    return mixtures.departures().entrySet().stream()
        .filter(other -> !other.getKey().equals(task))
        .map(other -> Map.entry(other.getKey(), TaskMixtures.cosine(own, other.getValue())))
        .sorted(Comparator.comparingDouble(other -> -other.getValue()))
        .limit(NEAREST)
        .map(other -> Question.named(other.getKey()) + " " + number(other.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
