package io.lorweb.tiny.measure;

import io.lorweb.tiny.tasks.Level;
import io.lorweb.tiny.tasks.Task;
import java.util.List;
import java.util.OptionalDouble;

/**
 * All items of one task.
 *
 * @param items at least one
 */
public record TaskResult(Task task, Level level, List<Measured> items) {

  public TaskResult {
    items = List.copyOf(items);
    if (items.isEmpty()) {
      throw new IllegalArgumentException(task.name() + " has no items");
    }
  }

  /** The figure's values, item by item. */
  public List<Double> values(Figure figure) {
    return items.stream()
        .filter(item -> item.values().containsKey(figure))
        .map(item -> item.values().get(figure))
        .toList();
  }

  /** Their mean, if the task has the figure. */
  public OptionalDouble mean(Figure figure) {
    return values(figure).stream().mapToDouble(Double::doubleValue).average();
  }
}
