package io.lorweb.eval.statistics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far people agree with a judge and among themselves about pairs of pictures, by DreamSim's
 * protocol (Fu et al., 2023), as LoRWeB's user study uses it (docs/spec/LORWEB.md 10.3).
 *
 * @param withJudge mean over people of the share of their votes that equal the judge's
 * @param among mean over pairs of people of the share of equal votes on items that both saw
 * @param people who voted on at least one item that the judge voted on
 * @param pairs of people with at least one item in common
 * @param spread mean over items of the standard deviation of people's votes
 * @param judgeFromMean root mean square over items of the judge's vote less people's mean
 */
public record Agreement(
    OptionalDouble withJudge,
    OptionalDouble among,
    int people,
    int pairs,
    OptionalDouble spread,
    OptionalDouble judgeFromMean) {

  /**
   * Votes are 1 for the first candidate, 0 for the other, and 0.5 for no difference.
   *
   * @param votes by person, then by item
   * @param judge by item; items that it did not vote on are left out of what concerns it
   */
  public static Agreement of(Map<String, Map<String, Double>> votes, Map<String, Double> judge) {
    List<Map<String, Double>> people = List.copyOf(votes.values());
    List<Double> withJudge = new ArrayList<>();
    List<Double> among = new ArrayList<>();
    for (int i = 0; i < people.size(); i++) {
      share(people.get(i), judge).ifPresent(withJudge::add);
      for (int j = i + 1; j < people.size(); j++) {
        share(people.get(i), people.get(j)).ifPresent(among::add);
      }
    }
    Map<String, List<Double>> byItem = new LinkedHashMap<>();
    people.forEach(
        one ->
            one.forEach(
                (item, vote) -> byItem.computeIfAbsent(item, i -> new ArrayList<>()).add(vote)));
    List<Double> spreads = byItem.values().stream().map(Agreement::deviation).toList();
    List<Double> squares =
        byItem.entrySet().stream()
            .filter(entry -> judge.containsKey(entry.getKey()))
            .map(entry -> judge.get(entry.getKey()) - plainMean(entry.getValue()))
            .map(away -> away * away)
            .toList();
    OptionalDouble square = mean(squares);
    return new Agreement(
        mean(withJudge),
        mean(among),
        withJudge.size(),
        among.size(),
        mean(spreads),
        square.isPresent() ? OptionalDouble.of(Math.sqrt(square.getAsDouble())) : square);
  }

  /** Agreement with the judge as a share of that among people: 1 is a judge like one of them. */
  public OptionalDouble ratio() {
    return withJudge.isPresent() && among.isPresent() && among.getAsDouble() > 0
        ? OptionalDouble.of(withJudge.getAsDouble() / among.getAsDouble())
        : OptionalDouble.empty();
  }

  /** The share of equal votes on items that both have. */
  private static Optional<Double> share(Map<String, Double> one, Map<String, Double> other) {
    int common = 0;
    int equal = 0;
    for (Map.Entry<String, Double> vote : one.entrySet()) {
      Double theirs = other.get(vote.getKey());
      if (theirs != null) {
        common++;
        equal += theirs.equals(vote.getValue()) ? 1 : 0;
      }
    }
    return common == 0 ? Optional.empty() : Optional.of((double) equal / common);
  }

  /** Of all the votes that there are on an item, not of a sample of more. */
  private static double deviation(List<Double> votes) {
    double mean = plainMean(votes);
    return Math.sqrt(votes.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum() / votes.size());
  }

  private static double plainMean(List<Double> values) {
    return values.stream().mapToDouble(v -> v).average().orElseThrow();
  }

  private static OptionalDouble mean(List<Double> values) {
    return values.stream().mapToDouble(v -> v).average();
  }
}
