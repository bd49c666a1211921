package io.lorweb.eval.report;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.lorweb.eval.judge.Judge;
import io.lorweb.eval.judge.Outcome.Why;
import io.lorweb.eval.suite.Judgement;
import io.lorweb.eval.suite.PairwiseVotes;
import io.lorweb.eval.suite.Remark;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A judgement as the part {@code judge} of {@code summary.json}: with the rates and strengths that
 * follow from its counts, and every reason, also where nothing is missing for it.
 */
record JudgementRecord(
    String model,
    String host,
    double temperature,
    Map<String, String> prompts,
    long requests,
    long tokens,
    long reused,
    int scored,
    Map<Why, Integer> unscored,
    List<Votes> duels,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<Votes> controls,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<Remark> remarks,
    Map<String, Double> logStrengths) {

  /** A share with its interval. */
  record Rate(double share, double low, double high) {}

  /** Votes of one pair of models. */
  record Votes(
      String opponent,
      Optional<Rate> winRate,
      int wins,
      int losses,
      int identical,
      int inconsistent,
      Map<Why, Integer> missing,
      int choices,
      int firstPlace) {

    static Votes of(PairwiseVotes one) {
      return new Votes(
          one.opponent(),
          one.winRate().map(rate -> new Rate(rate.share(), rate.low(), rate.high())),
          one.wins(),
          one.losses(),
          one.identical(),
          one.inconsistent(),
          every(one.missing()),
          one.choices(),
          one.firstPlace());
    }

    PairwiseVotes votes() {
      return new PairwiseVotes(
          opponent, wins, losses, identical, inconsistent, some(missing), choices, firstPlace);
    }
  }

  /**
   * @param first the model that all others met
   */
  static JudgementRecord of(Judgement judgement, String first) {
    return new JudgementRecord(
        judgement.model(),
        judgement.host(),
        judgement.temperature(),
        judgement.prompts(),
        judgement.cost().requests(),
        judgement.cost().tokens(),
        judgement.cost().reused(),
        judgement.scored(),
        every(judgement.unscored()),
        judgement.duels().stream().map(Votes::of).toList(),
        judgement.controls().stream().map(Votes::of).toList(),
        judgement.remarks(),
        judgement.strengths(first));
  }

  Judgement judgement() {
    return new Judgement(
        model,
        host,
        temperature,
        prompts,
        new Judge.Cost(requests, tokens, reused),
        scored,
        some(unscored),
        duels.stream().map(Votes::votes).toList(),
        controls.stream().map(Votes::votes).toList(),
        remarks);
  }

  private static Map<Why, Integer> every(Map<Why, Integer> counts) {
    Map<Why, Integer> every = new EnumMap<>(Why.class);
    for (Why why : Why.values()) {
      every.put(why, counts.getOrDefault(why, 0));
    }
    return every;
  }

  private static Map<Why, Integer> some(Map<Why, Integer> counts) {
    Map<Why, Integer> some = new EnumMap<>(counts);
    some.values().removeIf(count -> count == 0);
    return some;
  }
}
