package io.lorweb.eval.report;

import io.lorweb.eval.suite.Evaluation;
import io.lorweb.eval.suite.LearnedWeights;
import io.lorweb.eval.suite.ModelFacts;
import io.lorweb.eval.suite.ModelFacts.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What reports say of the models: a row for each, and which of their settings differ.
 *
 * @param sentences what a comparison must bear in mind
 * @param table a row for each model
 */
public record ModelsText(List<String> sentences, Table table) {

  private static final String NONE = "-";

  /** Letters of a fingerprint that are shown; the summary has all. */
  private static final int SHOWN = 12;

  private static final List<String> COLUMNS =
      List.of(
          "model",
          "by",
          "weights",
          "N",
          "r",
          "learned parameters",
          "steps",
          "fit",
          "guidance",
          "strength",
          "layout",
          "demonstrations",
          "instruction",
          "seconds a picture");

  /** Settings that must be the same for a fair comparison. */
  private static final Map<String, Function<ModelFacts, Optional<String>>> COMPARED = compared();

  /** Of an evaluation that knows; earlier ones did not. */
  static Optional<ModelsText> of(Evaluation evaluation) {
    List<ModelFacts> facts = evaluation.facts();
    return facts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ModelsText(
                sentences(facts),
                new Table(COLUMNS, facts.stream().map(ModelsText::row).toList())));
  }

  private static List<String> row(ModelFacts one) {
    Optional<LearnedWeights> weights = one.weights();
    Optional<Run> run = one.run();
    return List.of(
        one.model(),
        one.by().name().toLowerCase(Locale.ROOT),
        weights.map(ModelsText::files).orElse(NONE),
        weights.flatMap(LearnedWeights::elements).map(String::valueOf).orElse(NONE),
        weights.map(w -> String.valueOf(w.rank())).orElse(NONE),
        weights.map(w -> String.format(Locale.ROOT, "%,d", w.parameters())).orElse(NONE),
        run.map(r -> String.valueOf(r.steps())).orElse(NONE),
        run.flatMap(Run::fit).map(String::valueOf).orElse(NONE),
        run.map(r -> number(r.guidance())).orElse(NONE),
        run.flatMap(Run::strength).map(ModelsText::number).orElse(NONE),
        run.flatMap(Run::layout).map(layout -> layout.label()).orElse(NONE),
        String.valueOf(one.demonstrations()),
        one.prompted() ? "yes" : "no",
        one.seconds().map(s -> String.format(Locale.ROOT, "%.2f", s)).orElse(NONE));
  }

  private static String files(LearnedWeights weights) {
    List<String> files = new ArrayList<>();
    for (int i = 0; i < weights.files().size(); i++) {
      String print = weights.fingerprints().get(i);
      files.add(weights.files().get(i) + " " + print.substring(0, Math.min(SHOWN, print.length())));
    }
    return String.join(", ", files);
  }

  static String number(double value) {
    return value == Math.rint(value)
        ? String.valueOf((long) value)
        : String.format(Locale.ROOT, "%s", value);
  }

  private static List<String> sentences(List<ModelFacts> facts) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "Behind the files stand the beginnings of their fingerprints. Seconds are those of one"
            + " picture with routing and fit, while others were made beside it.");
    List<ModelFacts> ran = facts.stream().filter(one -> one.run().isPresent()).toList();
    if (ran.size() > 1) {
      List<String> differing = new ArrayList<>();
      COMPARED.forEach((name, value) -> differing(name, value, ran).ifPresent(differing::add));
      sentences.add(
          differing.isEmpty()
              ? "All models that were run had the same "
                  + String.join(", ", COMPARED.keySet())
                  + "."
              : "Not all models ran under the same settings: "
                  + String.join("; ", differing)
                  + ".");
    }
    return sentences;
  }

  /** A setting with its values and whose they are; empty where all have the same. */
  private static Optional<String> differing(
      String name, Function<ModelFacts, Optional<String>> value, List<ModelFacts> facts) {
    Map<String, List<String>> models = new LinkedHashMap<>();
    for (ModelFacts one : facts) {
      models
          .computeIfAbsent(value.apply(one).orElse("none"), v -> new ArrayList<>())
          .add(one.model());
    }
    return models.size() == 1
        ? Optional.empty()
        : Optional.of(
            name
                + " "
                + models.entrySet().stream()
                    .map(e -> e.getKey() + " (" + String.join(", ", e.getValue()) + ")")
                    .collect(Collectors.joining(", ")));
  }

  private static Map<String, Function<ModelFacts, Optional<String>>> compared() {
    Map<String, Function<ModelFacts, Optional<String>>> compared = new LinkedHashMap<>();
    compared.put(
        "base", one -> one.base().map(base -> base.substring(0, Math.min(SHOWN, base.length()))));
    compared.put("steps", one -> one.run().map(run -> String.valueOf(run.steps())));
    compared.put("fit", one -> one.run().flatMap(Run::fit).map(String::valueOf));
    compared.put("explain", one -> one.run().flatMap(Run::explain).map(String::valueOf));
    compared.put("guidance", one -> one.run().map(run -> number(run.guidance())));
    compared.put("strength", one -> one.run().flatMap(Run::strength).map(ModelsText::number));
    compared.put("layout", one -> one.run().flatMap(Run::layout).map(layout -> layout.label()));
    compared.put("demonstrations", one -> Optional.of(String.valueOf(one.demonstrations())));
    compared.put("instruction", one -> Optional.of(one.prompted() ? "given" : "none"));
    compared.put("device", one -> one.run().map(Run::device));
    compared.put("number format", one -> one.run().map(Run::dtype));
    return compared;
  }
}
