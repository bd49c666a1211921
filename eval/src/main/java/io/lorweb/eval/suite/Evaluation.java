package io.lorweb.eval.suite;

import java.util.List;
import java.util.Optional;

/**
 * A suite carried out: every model's answer to every question that all of them answered, in
 * numbers. A question that one of them failed counts for none, so that nobody's mean gains by a
 * failure; it stands among the problems.
 *
 * @param name of the suite
 * @param seed of the suite
 * @param groups rows of the tables; none: one row of all tasks
 * @param models names; the first is the one that others are compared with
 * @param metrics columns
 * @param asked questions in the suite
 * @param compared those that count
 * @param scored model by model, question by question
 * @param problems what failed
 * @param facts what the models are and how they answered, where that is known; in an ablation its
 *     trials
 * @param routes how adapters routed the questions, where that was looked at
 * @param judgement what a judge said beside the metrics, if one was asked
 */
public record Evaluation(
    String name,
    long seed,
    List<Group> groups,
    List<String> models,
    List<Metric> metrics,
    List<Question> asked,
    List<Question> compared,
    List<Scored> scored,
    List<Problem> problems,
    List<ModelFacts> facts,
    List<Routes> routes,
    Optional<Judgement> judgement) {

  public Evaluation {
    groups = List.copyOf(groups);
    models = List.copyOf(models);
    metrics = List.copyOf(metrics);
    asked = List.copyOf(asked);
    compared = List.copyOf(compared);
    scored = List.copyOf(scored);
    problems = List.copyOf(problems);
    facts = List.copyOf(facts);
    routes = List.copyOf(routes);
  }

  /** Without facts, routes and a judge. */
  public Evaluation(
      String name,
      long seed,
      List<Group> groups,
      List<String> models,
      List<Metric> metrics,
      List<Question> asked,
      List<Question> compared,
      List<Scored> scored,
      List<Problem> problems) {
    this(
        name,
        seed,
        groups,
        models,
        metrics,
        asked,
        compared,
        scored,
        problems,
        List.of(),
        List.of(),
        Optional.empty());
  }

  /** The same questions with other models; without routes and pairs of the present ones. */
  public Evaluation with(List<String> others, List<Scored> theirs) {
    return new Evaluation(
        name,
        seed,
        groups,
        others,
        metrics,
        asked,
        compared,
        theirs,
        problems,
        facts,
        List.of(),
        judgement.map(Judgement::withoutDuels));
  }
}
