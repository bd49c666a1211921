package io.lorweb.parts;

import io.lorweb.error.InputException;
import io.lorweb.packed.StoredWeight;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * The tensors of a part with their meanings' shapes, from which geometry is told.
 *
 * @param file that messages name
 * @param weights by name without the part's prefix
 */
record Shapes(Path file, Map<String, StoredWeight> weights) {

  /** More blocks than any model has: nobody lists the names of so many. */
  private static final int MOST_BLOCKS = 10_000;

  /** Refuses a configuration whose names alone would fill the memory. */
  void requireBlocks(int count) {
    if (count > MOST_BLOCKS) {
      throw InputException.of("%s cannot have %d blocks", file, count);
    }
  }

  boolean has(String name) {
    return weights.containsKey(name);
  }

  Set<String> names() {
    return weights.keySet();
  }

  /**
   * A size of a tensor.
   *
   * @param axes that it must have
   */
  int size(String name, int axis, int axes) {
    StoredWeight weight = weights.get(name);
    if (weight == null) {
      throw InputException.of("%s is incomplete: it lacks the tensor %s", file, name);
    }
    long[] shape = weight.resting().shape();
    if (shape.length != axes || shape[axis] < 1 || shape[axis] > Integer.MAX_VALUE) {
      throw InputException.of(
          "%s: tensor %s has the shape %s, but must have %d dimensions",
          file, name, Arrays.toString(shape), axes);
    }
    return (int) shape[axis];
  }

  /** Rows of a matrix. */
  int rows(String name) {
    return size(name, 0, 2);
  }

  /** Columns of a matrix. */
  int columns(String name) {
    return size(name, 1, 2);
  }

  /** How many of a list there are: {@code list.0.}, {@code list.1.} and so on, without a gap. */
  int count(String list) {
    int largest = -1;
    for (String name : names()) {
      if (name.startsWith(list + ".")) {
        String index = name.substring(list.length() + 1).split("\\.", 2)[0];
        if (index.matches("\\d{1,6}")) {
          largest = Math.max(largest, Integer.parseInt(index));
        }
      }
    }
    for (int i = 0; i <= largest; i++) {
      String at = list + "." + i + ".";
      if (names().stream().noneMatch(name -> name.startsWith(at))) {
        throw InputException.of(
            "%s is incomplete: it lacks every tensor of %s%d", file, list + ".", i);
      }
    }
    return largest + 1;
  }
}
