package io.lorweb.train.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts prepared analogies and sums them up in {@code analogy_dataset_summary.txt}. */
final class AnalogyCounts {

  private final Map<String, Long> perCategory = new TreeMap<>();
  private final Map<String, Long> perDirection = new TreeMap<>();

  /** Counts one entry of the metadata. */
  void add(JsonNode entry) {
    perCategory.merge(entry.path("category").asText(), 1L, Long::sum);
    perDirection.merge(entry.path("direction").asText(), 1L, Long::sum);
  }

  Map<String, Long> perCategory() {
    return perCategory;
  }

  /**
   * The text of the summary.
   *
   * @param failures what was left out
   */
  String summary(List<String> failures) {
    StringBuilder text = new StringBuilder();
    line(text, "Analogies", perCategory.values().stream().mapToLong(Long::longValue).sum());
    line(text, "Forward", perDirection.getOrDefault("forward", 0L));
    line(text, "Reverse", perDirection.getOrDefault("reverse", 0L));
    line(text, "Categories", perCategory.size());
    text.append("\nAnalogies per category:\n");
    perCategory.forEach((name, count) -> line(text, "  " + name, count));
    if (!failures.isEmpty()) {
      text.append("\nLeft out:\n");
      failures.forEach(failure -> text.append("  ").append(failure).append('\n'));
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String name, long count) {
    text.append(name).append(": ").append(count).append('\n');
  }
}
