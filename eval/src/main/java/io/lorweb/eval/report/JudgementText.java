package io.lorweb.eval.report;

import io.lorweb.eval.judge.Outcome.Why;
import io.lorweb.eval.statistics.Wilson;
import io.lorweb.eval.suite.Evaluation;
import io.lorweb.eval.suite.Judgement;
import io.lorweb.eval.suite.PairwiseVotes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What reports say of a judge, in words and plain cells.
 *
 * @param sentences who judged, and how much
 * @param columns of the table of pairs
 * @param rows one for each opponent; none when no pairs were judged
 */
public record JudgementText(List<String> sentences, List<String> columns, List<List<String>> rows) {

  private static final double PERCENT = 100;

  /** Of an evaluation with a judge. */
  static Optional<JudgementText> of(Evaluation evaluation) {
    return evaluation.judgement().map(one -> of(one, evaluation.models().get(0)));
  }

  private static JudgementText of(Judgement judgement, String first) {
    List<String> sentences = new ArrayList<>();
    sentences.add(who(judgement));
    if (judgement.prompts().containsKey("scores")) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "Scores are from 1 to 10. Answers with scores: %d; without: %s. A question without"
                  + " all its scores counts for no model in the judge's columns.",
              judgement.scored(),
              missing(judgement.unscored())));
    }
    if (!judgement.controls().isEmpty()) {
      sentences.add(controls(judgement.controls()));
    }
    if (judgement.duels().isEmpty()) {
      return new JudgementText(sentences, List.of(), List.of());
    }
    sentences.add(
        String.format(
                Locale.ROOT,
                "Pairs: %s's answer against another model's, in random order. The win rate is of the",
                first)
            + " questions that were decided, in brackets its 95 % Wilson interval. Identical"
            + " pictures tie without being shown; where the judge chose the same place either way"
            + " round, the pair ties as inconsistent. Log strengths after Bradley and Terry, ties"
            + " as half votes, mean 0.");
    Map<String, Double> strengths = judgement.strengths(first);
    if (strengths.containsKey(first)) {
      sentences.add("Log strength of " + first + ": " + number(strengths.get(first)) + ".");
    }
    List<String> columns =
        new ArrayList<>(
            List.of("against", first + " wins, %", "wins", "losses", "identical", "inconsistent"));
    Arrays.stream(Why.values()).map(Why::words).forEach(columns::add);
    columns.add("first place chosen");
    columns.add("log strength");
    return new JudgementText(
        sentences,
        columns,
        judgement.duels().stream()
            .map(one -> row(one, Optional.ofNullable(strengths.get(one.opponent()))))
            .toList());
  }

  private static String who(Judgement judgement) {
    String prompts =
        new TreeMap<>(judgement.prompts())
            .entrySet().stream()
                .map(prompt -> prompt.getKey() + " " + prompt.getValue())
                .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%s at %s, temperature %s; prompts: %s. The last run sent %d requests (%d tokens) and"
            + " reused %d earlier answers to the same pictures.",
        judgement.model(),
        judgement.host(),
        judgement.temperature(),
        prompts,
        judgement.cost().requests(),
        judgement.cost().tokens(),
        judgement.cost().reused());
  }

  /** Whether the judge can be believed. */
  private static String controls(List<PairwiseVotes> controls) {
    return "Controls, pairs whose right choice is known (the true b' against what cannot be right):"
        + controls.stream().map(JudgementText::control).collect(Collectors.joining(";"))
        + ". A judge whose interval does not lie wholly above 50 % is not to be believed.";
  }

  private static String control(PairwiseVotes one) {
    return String.format(
        Locale.ROOT,
        " against %s %s right (%d right, %d wrong, %d inconsistent, %d identical; without: %s)",
        one.opponent(),
        one.rightRate().map(rate -> rate(rate) + " %").orElse("no answer, so nothing known to be"),
        one.wins(),
        one.losses(),
        one.inconsistent(),
        one.identical(),
        missing(one.missing()));
  }

  private static String missing(Map<Why, Integer> counts) {
    return Arrays.stream(Why.values())
        .map(why -> counts.getOrDefault(why, 0) + " " + why.words())
        .collect(Collectors.joining(", "));
  }

  private static List<String> row(PairwiseVotes one, Optional<Double> strength) {
    List<String> cells = new ArrayList<>();
    cells.add(one.opponent());
    cells.add(one.winRate().map(JudgementText::rate).orElse("-"));
    for (int count : List.of(one.wins(), one.losses(), one.identical(), one.inconsistent())) {
      cells.add(String.valueOf(count));
    }
    for (Why why : Why.values()) {
      cells.add(String.valueOf(one.missing().getOrDefault(why, 0)));
    }
    cells.add(one.firstPlace() + " of " + one.choices());
    cells.add(strength.map(JudgementText::number).orElse("-"));
    return List.copyOf(cells);
  }

  private static String rate(Wilson rate) {
    return String.format(
        Locale.ROOT,
        "%.1f [%.1f, %.1f]",
        PERCENT * rate.share(),
        PERCENT * rate.low(),
        PERCENT * rate.high());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
