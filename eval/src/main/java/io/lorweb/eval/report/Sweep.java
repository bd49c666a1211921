package io.lorweb.eval.report;

import io.lorweb.eval.suite.ModelFacts;
import io.lorweb.eval.suite.ModelFacts.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Models that differ by one number alone.
 *
 * @param number what they differ by
 * @param lines models by that number; models of different lines differ by other things, too
 */
record Sweep(String number, List<Map<Double, String>> lines) {

  /** Two values are a comparison and no line. */
  private static final int FEWEST = 3;

  /** Numbers that a suite can set for a model. */
  private static final Map<String, Function<ModelFacts, Optional<Double>>> NUMBERS = numbers();

  Sweep {
    lines = List.copyOf(lines);
  }

  /** All values of the number, upwards. */
  List<Double> values() {
    TreeSet<Double> values = new TreeSet<>();
    lines.forEach(line -> values.addAll(line.keySet()));
    return List.copyOf(values);
  }

  /** Those among {@code facts}, number by number. */
  static List<Sweep> of(List<ModelFacts> facts) {
    List<Sweep> sweeps = new ArrayList<>();
    NUMBERS.forEach(
        (name, number) -> {
          List<Map<Double, String>> lines = lines(facts, name, number);
          if (!lines.isEmpty()) {
            sweeps.add(new Sweep(name, lines));
          }
        });
    return sweeps;
  }

  private static List<Map<Double, String>> lines(
      List<ModelFacts> facts, String name, Function<ModelFacts, Optional<Double>> number) {
    Map<List<Object>, List<ModelFacts>> alike = new LinkedHashMap<>();
    for (ModelFacts one : facts) {
      if (number.apply(one).isPresent()) {
        alike.computeIfAbsent(rest(one, name), key -> new ArrayList<>()).add(one);
      }
    }
    List<Map<Double, String>> lines = new ArrayList<>();
    for (List<ModelFacts> models : alike.values()) {
      Map<Double, String> line = new TreeMap<>();
      models.forEach(one -> line.put(number.apply(one).orElseThrow(), one.model()));
      // Two of one number differ by something that facts do not tell.
      if (line.size() >= FEWEST && line.size() == models.size()) {
        lines.add(line);
      }
    }
    return lines;
  }

  /** All that a model is but {@code number}. */
  private static List<Object> rest(ModelFacts one, String number) {
    List<Object> rest = new ArrayList<>();
    rest.add(List.of(one.by(), one.prompted(), one.base(), one.weights()));
    rest.add(one.run().map(run -> List.of(run.layout(), run.device(), run.dtype())));
    NUMBERS.forEach(
        (name, value) -> {
          if (!name.equals(number)) {
            rest.add(value.apply(one));
          }
        });
    return rest;
  }

  private static Map<String, Function<ModelFacts, Optional<Double>>> numbers() {
    Map<String, Function<ModelFacts, Optional<Double>>> numbers = new LinkedHashMap<>();
    numbers.put("strength", one -> one.run().flatMap(Run::strength));
    numbers.put("steps", one -> one.run().map(run -> (double) run.steps()));
    numbers.put("guidance", one -> one.run().map(Run::guidance));
    numbers.put("fit", one -> one.run().flatMap(Run::fit).map(Integer::doubleValue));
    numbers.put(
        "demonstrations",
        one -> Optional.of((double) one.demonstrations()).filter(count -> count > 0));
    return numbers;
  }
}
