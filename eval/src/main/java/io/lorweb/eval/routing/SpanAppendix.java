package io.lorweb.eval.routing;

import io.lorweb.eval.report.Appendix;
import io.lorweb.eval.statistics.Auroc;
import io.lorweb.eval.statistics.Auroc.Case;
import io.lorweb.eval.statistics.Interval;
import io.lorweb.eval.statistics.Over;
import io.lorweb.eval.statistics.Wilson;
import io.lorweb.eval.suite.Evaluation;
import io.lorweb.eval.suite.Group;
import io.lorweb.eval.suite.Metric;
import io.lorweb.eval.suite.Question;
import io.lorweb.eval.suite.Routes;
import io.lorweb.eval.suite.Routes.Route;
import io.lorweb.eval.suite.Scored;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;

/**
 * How well the distance from the training's edits foretells failure: the area under the receiver
 * operating characteristic, and how often the warning of {@code apply} is right.
 */
public final class SpanAppendix {

  /** What counts as a failure, by the metric that tells; the first one of the suite's is taken. */
  private static final List<Failure> FAILURES =
      List.of(
          new Failure("oracle", "another task's result is nearer", value -> value < 0.5),
          new Failure("gain", "no better than b itself", value -> value <= 0));

  private record Failure(String metric, String words, DoublePredicate failed) {}

  /** A question whose distance and outcome are both known. */
  private record Outcome(Route route, boolean failed) {

    String task() {
      return route.question().task();
    }

    boolean warned() {
      return route.span().orElseThrow().outside();
    }
  }

  private SpanAppendix() {}

  /** Of one model; empty when its adapter tells no span or no metric tells failures. */
  public static Optional<Appendix> of(Evaluation evaluation, Routes routes) {
    return FAILURES.stream()
        .filter(
            failure ->
                evaluation.metrics().stream().map(Metric::id).anyMatch(failure.metric()::equals))
        .findFirst()
        .map(failure -> appendix(evaluation, routes, failure))
        .filter(appendix -> !appendix.rows().isEmpty());
  }

  private static Appendix appendix(Evaluation evaluation, Routes routes, Failure failure) {
    List<Outcome> outcomes = outcomes(evaluation, routes, failure);
    List<List<String>> rows = new ArrayList<>();
    row("all", outcomes, task -> true, evaluation.seed()).ifPresent(rows::add);
    for (Group group : evaluation.groups()) {
      row(group.name(), outcomes, group.tasks()::contains, evaluation.seed()).ifPresent(rows::add);
    }
    return new Appendix(
        "Does the distance foretell failure? " + routes.model(),
        List.of(
            "tasks",
            "questions",
            "failed: " + failure.words(),
            "AUROC of the distance",
            "warned",
            "failed, of those warned",
            "failed, of the others"),
        rows,
        Map.of());
  }

  private static List<Outcome> outcomes(Evaluation evaluation, Routes routes, Failure failure) {
    Map<Question, Double> values = new HashMap<>();
    for (Scored one : evaluation.scored()) {
      if (one.model().equals(routes.model()) && one.values().containsKey(failure.metric())) {
        values.put(one.question(), one.values().get(failure.metric()));
      }
    }
    return routes.routed().stream()
        .filter(route -> route.span().isPresent() && values.containsKey(route.question()))
        .map(route -> new Outcome(route, failure.failed().test(values.get(route.question()))))
        .toList();
  }

  private static Optional<List<String>> row(
      String name, List<Outcome> all, Predicate<String> tasks, long seed) {
    Map<String, List<Case>> byTask = new TreeMap<>();
    List<Outcome> own = all.stream().filter(one -> tasks.test(one.task())).toList();
    for (Outcome one : own) {
      byTask
          .computeIfAbsent(one.task(), task -> new ArrayList<>())
          .add(new Case(one.route().span().orElseThrow().distance(), one.failed()));
    }
    if (own.isEmpty()) {
      return Optional.empty();
    }
    String area =
        Auroc.of(clusters(byTask), seed)
            .map(SpanAppendix::area)
            .map(text -> byTask.size() < Over.FEWEST_TASKS ? text + " over questions" : text)
            .orElse("-");
    return Optional.of(
        List.of(
            name + " (" + byTask.size() + ")",
            String.valueOf(own.size()),
            share(own, Outcome::failed),
            area,
            share(own, Outcome::warned),
            share(own.stream().filter(Outcome::warned).toList(), Outcome::failed),
            share(own.stream().filter(one -> !one.warned()).toList(), Outcome::failed)));
  }

  private static String area(Interval area) {
    return area.known()
        ? String.format(Locale.ROOT, "%.2f [%.2f, %.2f]", area.mean(), area.low(), area.high())
        : String.format(Locale.ROOT, "%.2f, too few for an interval", area.mean());
  }

  /** Tasks, or where they are few, questions. */
  private static List<List<Case>> clusters(Map<String, List<Case>> byTask) {
    return byTask.size() < Over.FEWEST_TASKS
        ? byTask.values().stream().flatMap(List::stream).map(List::of).toList()
        : List.copyOf(byTask.values());
  }

  /** In percent, with its Wilson interval. */
  private static String share(List<Outcome> outcomes, Predicate<Outcome> which) {
    if (outcomes.isEmpty()) {
      return "-";
    }
    Wilson share = Wilson.of((int) outcomes.stream().filter(which).count(), outcomes.size(), 0.95);
    return String.format(
        Locale.ROOT,
        "%.0f %% [%.0f, %.0f]",
        100 * share.share(),
        100 * share.low(),
        100 * share.high());
  }
}
