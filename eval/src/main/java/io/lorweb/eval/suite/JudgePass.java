package io.lorweb.eval.suite;

import io.lorweb.eval.judge.Judge;
import io.lorweb.eval.judge.Outcome;
import io.lorweb.eval.judge.Outcome.Given;
import io.lorweb.eval.judge.Outcome.Missing;
import io.lorweb.eval.judge.Outcome.Why;
import io.lorweb.eval.judge.Prompt;
import io.lorweb.eval.judge.Scores;
import io.lorweb.eval.judge.Sheet;
import io.lorweb.work.Progress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Shows the answers of an evaluation to a judge. */
final class JudgePass {

  private static final Metric ACCURACY = new Metric("judge-accuracy", "judge: accuracy", true, 2);
  private static final Metric CONSISTENCY =
      new Metric("judge-consistency", "judge: consistency", true, 2);

  private final Judge judge;
  private final Evaluation evaluation;
  private final Progress progress;
  private final UnansweredLog open = new UnansweredLog();
  private final List<Remark> remarks = new ArrayList<>();

  private JudgePass(Judge judge, Evaluation evaluation, Progress progress) {
    this.judge = judge;
    this.evaluation = evaluation;
    this.progress = progress;
  }

  /**
   * {@code evaluation} with what the judge says: scores as further columns, choices beside.
   *
   * @param progress a listener for a piece of work of this name
   */
  static Evaluation of(Judge judge, Evaluation evaluation, Progress progress) {
    return new JudgePass(judge, evaluation, progress).judged();
  }

  private Evaluation judged() {
    JudgedPairs pairs = new JudgedPairs(judge, evaluation, open, remarks, progress);
    // First of all: under a budget nothing else is worth more than knowing what the judge is worth.
    List<PairwiseVotes> controls =
        judge.settings().asked().controls() > 0 ? pairs.controls() : List.of();
    Map<Scored, Outcome<Scores>> scores =
        judge.settings().asked().scores() ? scores() : new LinkedHashMap<>();
    List<PairwiseVotes> duels = judge.settings().asked().pairwise() ? pairs.duels() : List.of();
    Map<String, String> prompts = new HashMap<>();
    if (judge.settings().asked().scores()) {
      prompts.put(name(Prompt.SCORES), Prompt.SCORES.hash());
    }
    if (judge.settings().asked().pairs()) {
      prompts.put(name(Prompt.CHOICE), Prompt.CHOICE.hash());
    }
    Judgement judgement =
        new Judgement(
            judge.settings().model(),
            judge.settings().host(),
            judge.settings().temperature(),
            prompts,
            judge.cost(),
            (int) scores.values().stream().filter(Given.class::isInstance).count(),
            missing(scores.values()),
            duels,
            controls,
            remarks);
    List<Metric> metrics = new ArrayList<>(evaluation.metrics());
    if (judge.settings().asked().scores()) {
      metrics.add(ACCURACY);
      metrics.add(CONSISTENCY);
    }
    return new Evaluation(
        evaluation.name(),
        evaluation.seed(),
        evaluation.groups(),
        evaluation.models(),
        metrics,
        evaluation.asked(),
        evaluation.compared(),
        withScores(scores),
        open.after(evaluation.problems()),
        evaluation.facts(),
        evaluation.routes(),
        Optional.of(judgement));
  }

  private static String name(Prompt prompt) {
    return prompt.name().toLowerCase(Locale.ROOT);
  }

  /** Question by question: when a budget ends, those in front have all their scores. */
  private Map<Scored, Outcome<Scores>> scores() {
    Map<Question, List<Scored>> byQuestion = new LinkedHashMap<>();
    evaluation.compared().forEach(question -> byQuestion.put(question, new ArrayList<>()));
    evaluation.scored().forEach(one -> byQuestion.get(one.question()).add(one));
    Map<Scored, Sheet> sheets = new LinkedHashMap<>();
    byQuestion.forEach(
        (question, answers) ->
            answers.forEach(
                one ->
                    sheets.put(
                        one,
                        new Sheet(
                            Prompt.SCORES,
                            List.of(question.a(), question.a2(), question.b(), one.output())))));
    Map<Sheet, Outcome<String>> replies =
        judge.ask(List.copyOf(sheets.values()), progress.in("judge, scores"));
    Map<Scored, Outcome<Scores>> scores = new LinkedHashMap<>();
    sheets.forEach(
        (one, sheet) -> {
          Outcome<Scores> outcome = replies.get(sheet).then(Scores::parse);
          scores.put(one, outcome);
          if (outcome instanceof Missing<Scores> missing) {
            open.add(one.model(), one.question(), "no scores of the judge", missing);
          } else if (outcome instanceof Given<Scores> given) {
            remarks.add(remark(one, given.value()));
          }
        });
    return scores;
  }

  private static Remark remark(Scored one, Scores scores) {
    return new Remark(
        one.question().id(),
        one.model(),
        String.format(
            Locale.ROOT, "accuracy %d, consistency %d", scores.accuracy(), scores.consistency()),
        scores.explanation());
  }

  /** Scores become values where all models have them, so that no mean gains by a gap. */
  private List<Scored> withScores(Map<Scored, Outcome<Scores>> scores) {
    Map<Question, Integer> given = new HashMap<>();
    scores.forEach(
        (one, outcome) ->
            given.merge(one.question(), outcome instanceof Given<Scores> ? 1 : 0, Integer::sum));
    List<Scored> all = new ArrayList<>();
    for (Scored one : evaluation.scored()) {
      boolean complete = given.getOrDefault(one.question(), 0) == evaluation.models().size();
      if (complete && scores.get(one) instanceof Given<Scores> found) {
        Map<String, Double> values = new HashMap<>(one.values());
        values.put(ACCURACY.id(), (double) found.value().accuracy());
        values.put(CONSISTENCY.id(), (double) found.value().consistency());
        all.add(new Scored(one.model(), one.question(), one.output(), values));
      } else {
        all.add(one);
      }
    }
    return all;
  }

  private static Map<Why, Integer> missing(Iterable<Outcome<Scores>> outcomes) {
    Map<Why, Integer> counts = new EnumMap<>(Why.class);
    for (Outcome<Scores> outcome : outcomes) {
      if (outcome instanceof Missing<Scores> missing) {
        counts.merge(missing.why(), 1, Integer::sum);
      }
    }
    return counts;
  }
}
