package io.lorweb.study.report;

import io.lorweb.eval.statistics.Agreement;
import io.lorweb.eval.statistics.BradleyTerry;
import io.lorweb.eval.statistics.Wilson;
import io.lorweb.study.design.Design;
import io.lorweb.study.design.Design.Item;
import io.lorweb.study.votes.Person;
import io.lorweb.study.votes.Vote;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a study has found. People who missed a check and votes on pictures that were not all painted
 * do not count; how many that are is said.
 *
 * @param study title
 * @param simulated whether the votes are a simulation's, which proves nothing about people
 * @param people who have begun
 * @param finished who have answered everything
 * @param excluded who missed a check
 * @param unpainted votes that were given before all pictures were painted
 * @param votes that count
 * @param left share of votes for the left picture, of those that chose one
 * @param pairs the first model against every other one
 * @param tasks the same by task
 * @param strengths Bradley and Terry's log strengths by model, mean 0
 * @param judge how people agree with the run's VLM judge and among themselves
 */
public record StudyReport(
    String study,
    boolean simulated,
    int people,
    int finished,
    int excluded,
    int unpainted,
    int votes,
    Optional<Rate> left,
    List<Pair> pairs,
    Map<String, List<Pair>> tasks,
    Map<String, Double> strengths,
    Agreed judge) {

  /** Votes that every pair of models gets beforehand, so that strengths are finite. */
  private static final double PRIOR = 0.5;

  /** As in the paper's figure 6. */
  private static final double FIGURE = 0.68;

  private static final double USUAL = 0.95;

  /**
   * A share of votes.
   *
   * @param share in [0, 1]
   * @param of votes
   * @param low end of the 95 % Wilson interval
   * @param high the other end
   * @param low68 end of the 68 % interval, as in the paper's figure 6
   * @param high68 the other end
   */
  public record Rate(double share, int of, double low, double high, double low68, double high68) {

    static Optional<Rate> of(int won, int decided) {
      if (decided == 0) {
        return Optional.empty();
      }
      Wilson usual = Wilson.of(won, decided, USUAL);
      Wilson figure = Wilson.of(won, decided, FIGURE);
      return Optional.of(
          new Rate(usual.share(), decided, usual.low(), usual.high(), figure.low(), figure.high()));
    }
  }

  /**
   * The first model against another.
   *
   * @param first its name
   * @param opponent the other's name
   * @param wins votes for the first
   * @param losses votes for the other
   * @param none votes that saw no difference
   * @param rate of wins, of the votes that chose
   */
  public record Pair(
      String first, String opponent, int wins, int losses, int none, Optional<Rate> rate) {}

  /** {@link Agreement} with the share that its ratio is; absent where nothing is known. */
  public record Agreed(
      Optional<Double> withJudge,
      Optional<Double> among,
      Optional<Double> ratio,
      int people,
      int pairs,
      Optional<Double> spread,
      Optional<Double> judgeFromMean) {

    static Agreed of(Agreement one) {
      return new Agreed(
          boxed(one.withJudge()),
          boxed(one.among()),
          boxed(one.ratio()),
          one.people(),
          one.pairs(),
          boxed(one.spread()),
          boxed(one.judgeFromMean()));
    }

    private static Optional<Double> boxed(OptionalDouble value) {
      return value.stream().boxed().findFirst();
    }
  }

  /** What these votes say. */
  public static StudyReport of(Design design, List<Person> people, List<Vote> all) {
    Map<String, List<Vote>> byPerson = new LinkedHashMap<>();
    all.forEach(vote -> byPerson.computeIfAbsent(vote.link(), l -> new ArrayList<>()).add(vote));
    List<String> missed =
        byPerson.entrySet().stream()
            .filter(entry -> entry.getValue().stream().anyMatch(vote -> missed(design, vote)))
            .map(Map.Entry::getKey)
            .toList();
    List<Vote> asked =
        all.stream()
            .filter(vote -> item(design, vote).isPresent())
            .filter(vote -> !missed.contains(vote.link()))
            .toList();
    List<Vote> counted = asked.stream().filter(Vote::painted).toList();
    List<Vote> chosen = counted.stream().filter(vote -> vote.chosen().isPresent()).toList();
    int left = (int) chosen.stream().filter(v -> v.chosen().get().equals(v.left())).count();
    Map<String, List<Vote>> byTask = new TreeMap<>();
    for (Vote vote : counted) {
      byTask
          .computeIfAbsent(item(design, vote).orElseThrow().task(), task -> new ArrayList<>())
          .add(vote);
    }
    Map<String, List<Pair>> tasks = new LinkedHashMap<>();
    byTask.forEach((task, votes) -> tasks.put(task, pairs(design, votes)));
    List<Pair> pairs = pairs(design, counted);
    return new StudyReport(
        design.title(),
        design.simulated(),
        people.size(),
        (int) people.stream().filter(person -> person.finished().isPresent()).count(),
        missed.size(),
        asked.size() - counted.size(),
        counted.size(),
        Rate.of(left, chosen.size()),
        pairs,
        tasks,
        strengths(design, pairs),
        Agreed.of(Agreement.of(byItem(design, counted), design.judge())));
  }

  private static boolean missed(Design design, Vote vote) {
    return vote.painted()
        && design.checks().stream()
            .filter(check -> check.id().equals(vote.item()))
            .anyMatch(check -> !vote.chosen().equals(Optional.of(check.first())));
  }

  /** Of those that are voted on: neither check nor practice. */
  private static Optional<Item> item(Design design, Vote vote) {
    return design.items().stream().filter(item -> item.id().equals(vote.item())).findFirst();
  }

  private static List<Pair> pairs(Design design, List<Vote> votes) {
    String first = design.models().get(0);
    return design.models().stream()
        .skip(1)
        .map(opponent -> pair(design, first, opponent, votes))
        .toList();
  }

  private static Pair pair(Design design, String first, String opponent, List<Vote> votes) {
    int wins = 0;
    int losses = 0;
    int none = 0;
    for (Vote vote : votes) {
      Item item = item(design, vote).orElseThrow();
      if (!item.opponent().equals(opponent)) {
        continue;
      }
      if (vote.chosen().isEmpty()) {
        none++;
      } else if (vote.chosen().get().equals(item.first())) {
        wins++;
      } else {
        losses++;
      }
    }
    return new Pair(first, opponent, wins, losses, none, Rate.of(wins, wins + losses));
  }

  /** No difference is half a vote for either. */
  private static Map<String, Double> strengths(Design design, List<Pair> pairs) {
    List<String> models = design.models();
    double[][] wins = new double[models.size()][models.size()];
    for (Pair pair : pairs) {
      int other = models.indexOf(pair.opponent());
      wins[0][other] = pair.wins() + pair.none() / 2.0;
      wins[other][0] = pair.losses() + pair.none() / 2.0;
    }
    double[] strengths = BradleyTerry.logStrengths(wins, PRIOR);
    Map<String, Double> byModel = new LinkedHashMap<>();
    for (int i = 0; i < strengths.length; i++) {
      byModel.put(models.get(i), strengths[i]);
    }
    return byModel;
  }

  private static Map<String, Map<String, Double>> byItem(Design design, List<Vote> votes) {
    return votes.stream()
        .collect(
            Collectors.groupingBy(
                Vote::link,
                LinkedHashMap::new,
                Collectors.toMap(Vote::item, vote -> value(design, vote))));
  }

  private static double value(Design design, Vote vote) {
    String first = item(design, vote).orElseThrow().first();
    return vote.chosen().map(chosen -> chosen.equals(first) ? 1.0 : 0.0).orElse(0.5);
  }
}
