package io.lorweb.eval.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lorweb.LoRWeB;
import io.lorweb.Settings;
import io.lorweb.analogy.Layout;
import io.lorweb.basis.BasisAdapter;
import io.lorweb.error.InputException;
import io.lorweb.eval.suite.EvaluatedModel.Way;
import io.lorweb.image.PngText;
import io.lorweb.model.LoadedFiles;
import io.lorweb.record.RunJson;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a model is made of and how it answered, read off one of its answers: so defaults are named
 * as they were filled in then.
 *
 * @param model its name
 * @param by how it answers
 * @param prompted whether it was told the instruction
 * @param demonstrations that it was shown for each question
 * @param base fingerprint of the base
 * @param weights the adapter or the LoRAs
 * @param run how it answered; absent where it answered nothing
 * @param seconds a picture takes, with routing and fit; mean over answers whose time is known
 */
public record ModelFacts(
    String model,
    Way by,
    boolean prompted,
    int demonstrations,
    Optional<String> base,
    Optional<LearnedWeights> weights,
    Optional<Run> run,
    Optional<Double> seconds) {

  /** The text of an answer that holds its record. */
  private static final String RECORD = "lorweb";

  /**
   * Settings that decide what a picture looks like.
   *
   * @param steps of denoising
   * @param guidance scale
   * @param fit steps of it; absent where no adapter mixes
   * @param explain how many instructions are looked for; absent where none
   * @param strength of the mixture; absent where no adapter mixes
   * @param layout absent where no demonstration is shown
   */
  public record Run(
      int steps,
      double guidance,
      Optional<Integer> fit,
      Optional<Integer> explain,
      Optional<Double> strength,
      Optional<Layout> layout,
      String device,
      String dtype) {

    private static Run of(Way by, Path answer) {
      String where = answer + ": " + RECORD;
      JsonNode json = json(where, PngText.read(answer).getOrDefault(RECORD, "{}"));
      Settings filled = RunJson.settings(where, json.path("settings"));
      boolean mixed = by == Way.ANALOGY;
      return new Run(
          filled.sampling().steps().orElse(0),
          filled.sampling().guidance().orElse(0),
          mixed ? filled.mixing().fit().stream().boxed().findFirst() : Optional.empty(),
          filled.mixing().explain().stream().filter(most -> most > 0).boxed().findFirst(),
          mixed ? Optional.of(filled.mixing().strength()) : Optional.empty(),
          mixed ? filled.canvas().layout() : Optional.empty(),
          json.path("run").path("device").asText(),
          json.path("run").path("dtype").asText());
    }

    private static JsonNode json(String where, String text) {
      try {
        return new ObjectMapper().readTree(text);
      } catch (JsonProcessingException e) {
        throw InputException.of(
            "%s is not valid JSON; delete the picture, it is made again", where);
      }
    }
  }

  /** Of a model that copies b. */
  static ModelFacts copying(String model) {
    return new ModelFacts(
        model,
        Way.COPY,
        false,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Of a model that is loaded and has answered.
   *
   * @param answer one of its pictures, if there is any
   */
  static ModelFacts of(
      EvaluatedModel model, LoRWeB lorweb, Optional<Path> answer, Optional<Double> seconds) {
    LoadedFiles files = lorweb.files();
    Optional<BasisAdapter> adapter = lorweb.adapter();
    return new ModelFacts(
        model.name(),
        model.way(),
        model.prompted(),
        model.way() == Way.ANALOGY ? model.demonstrations() : 0,
        Optional.of(files.model()),
        adapter.isPresent()
            ? adapter.map(one -> LearnedWeights.of(one, files.adapter().orElseThrow()))
            : LearnedWeights.of(model.load().parts().loras(), files.loras()),
        answer.map(file -> Run.of(model.way(), file)),
        seconds);
  }
}
