package io.lorweb.ablation;

import io.lorweb.error.InputException;
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
      List<Variant> wider = new ArrayList<>();
      for (String value : axis.values()) {
        String name = axis.label() + "=" + value.replaceAll("[^A-Za-z0-9._+-]+", "_");
        String set = axis.key() + "=" + value;
        if (grid.isEmpty()) {
          wider.add(new Variant(name, List.of(set)));
        }
        for (Variant one : grid) {
          List<String> sets = new ArrayList<>(one.sets());
          sets.add(set);
          wider.add(new Variant(one.name() + " " + name, sets));
        }
      }
      grid = wider;
    }
    return grid;
  }

  /** The key's last word. */
  String label() {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  /** Whether all values are numbers, so that they can be an axis of a plot. */
  boolean numeric() {
    return values.stream().allMatch(value -> value.matches("[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?"));
  }
}
