package io.lorweb.parts;

import java.util.Arrays;
import java.util.List;

/**
 * A tensor that a file must hold, and what the model takes from it.
 *
 * @param spellings its names, the usual one first
 * @param shape of it
 * @param views by the model's own names
 */
record StoredTensor(List<String> spellings, long[] shape, List<View> views) {

  /**
   * Some rows of a tensor under another name.
   *
   * @param name that the model asks for
   * @param from first row
   * @param shape of the view; its first axis counts the rows
   * @param order of its values
   */
  record View(String name, long from, long[] shape, Order order) {}

  /** How a view has the values of its tensor. */
  enum Order {
    AS_STORED,
    /** The second half of the rows comes first. */
    EXCHANGED,
    /** Rows are the columns of the whole tensor. */
    TRANSPOSED
  }

  StoredTensor {
    spellings = List.copyOf(spellings);
    views = List.copyOf(views);
  }

  /** A tensor that is one of the model's as it lies. */
  static StoredTensor same(String name, long... shape) {
    return renamed(name, name, shape);
  }

  /** A tensor that is one of the model's under another name. */
  static StoredTensor renamed(String stored, String name, long... shape) {
    return new StoredTensor(
        List.of(stored), shape, List.of(new View(name, 0, shape, Order.AS_STORED)));
  }

  /** A matrix that is one of the model's transposed. */
  static StoredTensor transposed(String stored, String name, long rows, long columns) {
    long[] turned = {columns, rows};
    return new StoredTensor(
        List.of(stored),
        new long[] {rows, columns},
        List.of(new View(name, 0, turned, Order.TRANSPOSED)));
  }

  /** This one, also known as {@code other}. */
  StoredTensor or(String other) {
    return new StoredTensor(List.of(spellings.get(0), other), shape, views);
  }

  /** A square 1 x 1 convolution that the model has as a matrix. */
  StoredTensor asConvolution() {
    long[] four = Arrays.copyOf(shape, 4);
    four[2] = 1;
    four[3] = 1;
    return new StoredTensor(spellings, four, views);
  }

  /** The same under the model's own names, one tensor for each view. */
  List<StoredTensor> apart() {
    return views.stream().map(view -> same(view.name(), view.shape())).toList();
  }
}
