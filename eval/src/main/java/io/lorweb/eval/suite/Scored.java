package io.lorweb.eval.suite;

import java.nio.file.Path;
import java.util.Map;

/**
 * A model's answer to one question in numbers.
 *
 * @param values by metric; those that make no sense for the question are absent
 */
public record Scored(String model, Question question, Path output, Map<String, Double> values) {

  public Scored {
    values = Map.copyOf(values);
  }
}
