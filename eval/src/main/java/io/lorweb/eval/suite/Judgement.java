package io.lorweb.eval.suite;

import io.lorweb.eval.judge.Judge;
import io.lorweb.eval.judge.Outcome.Why;
import io.lorweb.eval.statistics.BradleyTerry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a judge said about an evaluation, beside the scores, which are columns of its tables.
 *
 * @param model of the judge
 * @param host that it was asked at
 * @param temperature of its answers
 * @param prompts hash by the prompt's name: figures of other prompts are not to be compared
 * @param cost of this run
 * @param scored answers that have scores
 * @param unscored answers that have none, by reason
 * @param duels one for each opponent of the first model; none when none were asked for
 * @param controls the true b' against what cannot be right: what the judge is worth
 * @param remarks what the judge wrote, in the order asked
 */
public record Judgement(
    String model,
    String host,
    double temperature,
    Map<String, String> prompts,
    Judge.Cost cost,
    int scored,
    Map<Why, Integer> unscored,
    List<PairwiseVotes> duels,
    List<PairwiseVotes> controls,
    List<Remark> remarks) {

  /** Half a vote for either side of every pair beforehand: strengths stay finite. */
  private static final double PRIOR = 0.5;

  public Judgement {
    prompts = Map.copyOf(prompts);
    unscored = Map.copyOf(unscored);
    duels = List.copyOf(duels);
    controls = List.copyOf(controls);
    remarks = List.copyOf(remarks);
  }

  /** Without pairs of models: of models that are no longer apart there are none. */
  Judgement withoutDuels() {
    return new Judgement(
        model, host, temperature, prompts, cost, scored, unscored, List.of(), controls, remarks);
  }

  /**
   * Bradley-Terry log strengths with mean 0, of those models that have votes.
   *
   * @param first the model that all others met
   */
  public Map<String, Double> strengths(String first) {
    List<PairwiseVotes> met =
        duels.stream().filter(one -> one.votesFor() + one.votesAgainst() > 0).toList();
    Map<String, Double> strengths = new LinkedHashMap<>();
    if (met.isEmpty()) {
      return strengths;
    }
    List<String> names = new ArrayList<>(List.of(first));
    double[][] wins = new double[met.size() + 1][met.size() + 1];
    for (PairwiseVotes one : met) {
      wins[0][names.size()] = one.votesFor();
      wins[names.size()][0] = one.votesAgainst();
      names.add(one.opponent());
    }
    double[] logs = BradleyTerry.logStrengths(wins, PRIOR);
    for (int i = 0; i < logs.length; i++) {
      strengths.put(names.get(i), logs[i]);
    }
    return strengths;
  }
}
