package io.lorweb.eval.ablation;

import io.lorweb.eval.suite.Evaluation;
import io.lorweb.eval.suite.Question;
import io.lorweb.eval.suite.Scored;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes one model of the trials of a variant: the mean over seeds, question by question. */
final class SeedMeans {

  private SeedMeans() {}

  /**
   * @param variants variant by model's name; models that are no trials stay themselves
   */
  static Evaluation of(Evaluation trials, Map<String, String> variants) {
    Map<String, Map<Question, List<Scored>>> grouped = new LinkedHashMap<>();
    for (String model : trials.models()) {
      grouped.put(variants.getOrDefault(model, model), new LinkedHashMap<>());
    }
    for (Scored one : trials.scored()) {
      String variant = variants.getOrDefault(one.model(), one.model());
      grouped.get(variant).computeIfAbsent(one.question(), question -> new ArrayList<>()).add(one);
    }
    List<Scored> means = new ArrayList<>();
    grouped.forEach(
        (variant, questions) ->
            questions.forEach((question, seeds) -> means.add(mean(variant, question, seeds))));
    return trials.with(List.copyOf(grouped.keySet()), means);
  }

  /** Its picture is the first seed's. */
  private static Scored mean(String variant, Question question, List<Scored> seeds) {
    Map<String, Double> values =
        seeds.get(0).values().keySet().stream()
            .filter(metric -> seeds.stream().allMatch(one -> one.values().containsKey(metric)))
            .collect(
                Collectors.toMap(
                    metric -> metric,
                    metric ->
                        seeds.stream()
                            .mapToDouble(one -> one.values().get(metric))
                            .average()
                            .orElseThrow()));
    return new Scored(variant, question, seeds.get(0).output(), values);
  }
}
