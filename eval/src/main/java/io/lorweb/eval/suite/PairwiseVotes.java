package io.lorweb.eval.suite;

import io.lorweb.eval.judge.Outcome.Why;
import io.lorweb.eval.statistics.Wilson;
import java.util.Map;
import java.util.Optional;

/**
 * The first model's answers against another one's, question by question, as a judge chose.
 *
 * @param opponent the other model
 * @param wins questions on which the first model's answer is better
 * @param losses questions on which the opponent's is
 * @param identical both answers are the same picture: a tie that nobody was asked about
 * @param inconsistent asked either way round, the judge chose the same place: a tie
 * @param missing questions without an outcome, by reason
 * @param choices that the judge made, either way round
 * @param firstPlace those among them for the candidate that was shown first
 */
public record PairwiseVotes(
    String opponent,
    int wins,
    int losses,
    int identical,
    int inconsistent,
    Map<Why, Integer> missing,
    int choices,
    int firstPlace) {

  private static final double CONFIDENCE = 0.95;

  public PairwiseVotes {
    missing = Map.copyOf(missing);
  }

  /** The first model's share of the questions that were decided, with its 95 % interval. */
  public Optional<Wilson> winRate() {
    return wins + losses == 0
        ? Optional.empty()
        : Optional.of(Wilson.of(wins, wins + losses, CONFIDENCE));
  }

  /**
   * Of controls, the share of those asked that were chosen rightly, with its 95 % interval: a
   * choice that depends on the place is no right one.
   */
  public Optional<Wilson> rightRate() {
    int asked = wins + losses + inconsistent;
    return asked == 0 ? Optional.empty() : Optional.of(Wilson.of(wins, asked, CONFIDENCE));
  }

  /** Votes for the first model; a tie is half a vote for either. */
  double votesFor() {
    return wins + (identical + inconsistent) / 2.0;
  }

  /** Votes for the opponent. */
  double votesAgainst() {
    return losses + (identical + inconsistent) / 2.0;
  }
}
