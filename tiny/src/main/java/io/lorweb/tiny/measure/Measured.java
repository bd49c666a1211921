package io.lorweb.tiny.measure;

import io.lorweb.image.Picture;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured of one item.
 *
 * @param values finite; figures that make no sense for the item are absent
 * @param row pictures to look at, in the order of a sheet; may be empty
 */
public record Measured(Map<Figure, Double> values, List<Picture> row) {

  public Measured {
    values = new EnumMap<>(values);
    row = List.copyOf(row);
    values.forEach(
        (figure, value) -> {
          if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(figure + " is " + value);
          }
        });
  }

  /** The values alone. */
  Measured withoutPictures() {
    return new Measured(values, List.of());
  }
}
