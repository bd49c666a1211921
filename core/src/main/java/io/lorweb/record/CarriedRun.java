package io.lorweb.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.Settings;
import io.lorweb.analogy.Demonstration;
import io.lorweb.basis.GivenMixture;
import io.lorweb.error.InputException;
import io.lorweb.files.JsonRecords;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.image.PictureTexts;
import io.lorweb.model.LoadedFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * As much of a run as its picture carries itself. Unlike {@link RunRecord}, which also looks for
 * pictures where they were, this reads nothing but the given bytes: it is for files of strangers.
 *
 * @param model where the base lay or what it was called, where the file says so
 * @param files what was loaded; absent in pictures of older versions
 * @param settings how the picture was made
 * @param b the picture that was edited, where the file holds it
 * @param pairs the demonstration, where the file holds it
 * @param hashes {@link Picture#sha256} of b, a, a', a, a', ...
 * @param mask where b was allowed to change, where the file holds it
 * @param maskHash {@link Picture#sha256} of the mask, where there was one
 * @param mixture coefficients that were given instead of routed ones
 * @param matchB whether the stored picture was resized to b's size
 */
public record CarriedRun(
    Optional<String> model,
    Optional<LoadedFiles> files,
    Settings settings,
    Optional<Picture> b,
    List<Demonstration> pairs,
    List<String> hashes,
    Optional<Picture> mask,
    Optional<String> maskHash,
    Optional<GivenMixture> mixture,
    boolean matchB) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public CarriedRun {
    pairs = List.copyOf(pairs);
    hashes = List.copyOf(hashes);
  }

  /** Whether a file carries a run; whatever is no picture carries none. */
  public static boolean in(byte[] file) {
    try {
      return PictureTexts.read(file, "the file").containsKey(RunRecord.KEY);
    } catch (InputException e) {
      return false;
    }
  }

  /**
   * Reads the run.
   *
   * @param name what messages call the file
   * @throws InputException when the file carries none, or a damaged one
   */
  public static CarriedRun read(byte[] file, String name) {
    Map<String, String> texts = PictureTexts.read(file, name);
    if (!texts.containsKey(RunRecord.KEY)) {
      throw InputException.of(
          "%s carries no run settings: give a picture that this program made", name);
    }
    JsonNode json = parse(name, texts.get(RunRecord.KEY));
    JsonNode inputs = json.path("inputs");
    List<String> hashes = new ArrayList<>();
    hashes.add(inputs.path("b").asText());
    inputs.path("pairs").forEach(pair -> pair.forEach(hash -> hashes.add(hash.asText())));
    List<Demonstration> pairs = new ArrayList<>();
    for (int i = 0; texts.containsKey(RunRecord.A + i); i++) {
      pairs.add(
          new Demonstration(
              picture(name, texts, RunRecord.A + i).orElseThrow(),
              picture(name, texts, RunRecord.A2 + i)
                  .orElseThrow(
                      () -> InputException.of("%s lacks the second picture of a pair", name))));
    }
    Optional<GivenMixture> mixture =
        Optional.ofNullable(texts.get(RunRecord.MIXTURE))
            .map(text -> MixtureText.read(name + ": " + RunRecord.MIXTURE, text));
    return new CarriedRun(
        Optional.of(json.path("load").path("model"))
            .filter(JsonNode::isTextual)
            .map(JsonNode::asText),
        json.get("files") instanceof ObjectNode known
            ? Optional.of(
                JsonRecords.bind(name + ": " + RunRecord.KEY + ": files", known, LoadedFiles.class))
            : Optional.empty(),
        RunJson.settings(name + ": " + RunRecord.KEY, json.path("settings")),
        picture(name, texts, RunRecord.B),
        pairs,
        hashes,
        picture(name, texts, RunRecord.MASK),
        inputs.has("mask") ? Optional.of(inputs.get("mask").asText()) : Optional.empty(),
        mixture,
        json.path("match_b").asBoolean());
  }

  private static JsonNode parse(String name, String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw InputException.of("%s: its run settings are not valid JSON", name);
    }
  }

  private static Optional<Picture> picture(String name, Map<String, String> texts, String key) {
    return Optional.ofNullable(texts.get(key))
        .map(text -> PictureReader.read(Floats.decode(name, text), name + ": " + key));
  }
}
