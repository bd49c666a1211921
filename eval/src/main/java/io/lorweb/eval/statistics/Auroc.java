package io.lorweb.eval.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hipparchus.stat.ranking.NaturalRanking;

/**
 * How well a score foretells an event: the area under the receiver operating characteristic, which
 * is the chance that the score of a case with the event is higher than that of one without (ties
 * count half). 0.5 is a coin, 1 a score that never errs.
 */
public final class Auroc {

  /**
   * @param score the higher, the likelier the event is said to be
   * @param event whether it came
   */
  public record Case(double score, boolean event) {}

  /** Resamples of fewer clusters are too much alike for an interval. */
  public static final int FEWEST_CLUSTERS = 10;

  private Auroc() {}

  /**
   * The area with its 95 % bootstrap interval over clusters, such as tasks: cases of one cluster
   * are drawn together, since they are alike. Of fewer than {@link #FEWEST_CLUSTERS} clusters there
   * is no interval.
   *
   * @param seed the same seed draws the same resamples
   * @return empty when all cases have the event or none has
   */
  public static Optional<Interval> of(List<List<Case>> clusters, long seed) {
    double area = area(clusters.stream().flatMap(List::stream).toList());
    if (Double.isNaN(area)) {
      return Optional.empty();
    }
    if (clusters.size() < FEWEST_CLUSTERS) {
      return Optional.of(Interval.unknown(area));
    }
    double[] bounds =
        Resamples.interval(
            clusters.size(),
            seed,
            drawn -> {
              List<Case> cases = new ArrayList<>();
              for (int cluster : drawn) {
                cases.addAll(clusters.get(cluster));
              }
              return area(cases);
            });
    return Optional.of(new Interval(area, bounds[0], bounds[1]));
  }

  /** By Mann and Whitney's statistic; NaN when all cases have the event or none has. */
  static double area(List<Case> cases) {
    double[] ranks = new NaturalRanking().rank(cases.stream().mapToDouble(Case::score).toArray());
    double sum = 0;
    double events = 0;
    for (int i = 0; i < ranks.length; i++) {
      if (cases.get(i).event()) {
        sum += ranks[i];
        events++;
      }
    }
    double others = cases.size() - events;
    return events == 0 || others == 0
        ? Double.NaN
        : (sum - events * (events + 1) / 2) / (events * others);
  }
}
