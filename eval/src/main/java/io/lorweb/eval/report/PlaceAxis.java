package io.lorweb.eval.report;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Where places lie from left to right.
 *
 * @param shares of the width, one for each place
 * @param room share of the width that each has for itself
 * @param distorted whether places are numbers that do not lie as far apart as they differ
 */
public record PlaceAxis(List<Double> shares, double room, boolean distorted) {

  /** Numbers that would lie closer than this share of an even step stand at even steps. */
  private static final double CLOSEST = 0.5;

  private static final String NUMBER = "[-+]?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?";

  public PlaceAxis {
    shares = List.copyOf(shares);
  }

  /** Whether all of these are numbers, so that they can be an axis of a plot. */
  public static boolean numbers(List<String> places) {
    return places.stream().allMatch(place -> place.matches(NUMBER));
  }

  /** At even steps. */
  static PlaceAxis even(int count) {
    return even(count, false);
  }

  private static PlaceAxis even(int count, boolean distorted) {
    List<Double> shares = IntStream.range(0, count).mapToObj(i -> (i + 0.5) / count).toList();
    return new PlaceAxis(shares, 1.0 / count, distorted);
  }

  /** Numbers by their values, where they rise and none hides its neighbour; else at even steps. */
  static PlaceAxis of(List<String> places) {
    int count = places.size();
    if (count < 3 || !numbers(places)) {
      return even(count);
    }
    List<Double> values = places.stream().map(Double::valueOf).toList();
    double span = values.get(count - 1) - values.get(0);
    double least = Double.POSITIVE_INFINITY;
    for (int i = 1; i < count; i++) {
      least = Math.min(least, values.get(i) - values.get(i - 1));
    }
    double step = span / (count - 1);
    if (least < CLOSEST * step) {
      return even(count, true);
    }
    double edge = 0.5 / count;
    return new PlaceAxis(
        values.stream()
            .map(value -> edge + (value - values.get(0)) / span * (1 - 2 * edge))
            .toList(),
        least / step / count,
        false);
  }

  /** Where a place lies, 0 at the left end and 1 at the right. */
  double at(int place) {
    return shares.get(place);
  }
}
