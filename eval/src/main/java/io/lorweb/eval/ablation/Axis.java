package io.lorweb.eval.ablation;

import io.lorweb.error.InputException;
import io.lorweb.eval.report.PlaceAxis;
import java.util.ArrayList;
import java.util.List;

/**
 * A key of the recipe and the values that it goes through.
 *
 * @param key such as {@code adapter.loras_num}
 * @param values at least one, as they stand after {@code key=}
 */
public record Axis(String key, List<String> values) {

  public Axis {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw InputException.of("values of '%s' is empty: name at least one", key);
    }
  }

  /** Every combination of the values of {@code axes}; the last axis changes fastest. */
  static List<Variant> grid(List<Axis> axes) {
    List<Variant> grid = List.of();
    for (Axis axis : axes) {
      grid =
          grid.isEmpty()
              ? axis.points()
              : grid.stream()
                  .flatMap(one -> axis.points().stream().map(next -> joined(one, next)))
                  .toList();
    }
    return grid;
  }

  private List<Variant> points() {
    return values.stream()
        .map(
            value ->
                new Variant(
                    label() + "=" + value.replaceAll("[^A-Za-z0-9._+-]+", "_"),
                    List.of(key + "=" + value)))
        .toList();
  }

  private static Variant joined(Variant one, Variant next) {
    List<String> sets = new ArrayList<>(one.sets());
    sets.addAll(next.sets());
    return new Variant(one.name() + " " + next.name(), sets);
  }

  /** The key's last word. */
  String label() {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  /** Whether all values are numbers, so that they can be an axis of a plot. */
  boolean numeric() {
    return PlaceAxis.numbers(values);
  }
}
