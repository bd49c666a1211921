package io.lorweb.lora;

import io.lorweb.config.JsonFile;
import io.lorweb.error.InputException;
import io.lorweb.weights.Checkpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Where a file says alpha, beside the modules' own tensors (docs/spec/CHECKPOINTS.md 8.3).
 *
 * @param source {@code metadata}, {@code adapter_config} or {@code none}
 * @param alpha of every module, if it says one
 * @param rootOfRank whether alpha is divided by the root of the rank (rsLoRA)
 * @param patterns alphas of some of the paths of diffusers; the first that matches wins
 */
record Scales(
    String source, OptionalDouble alpha, boolean rootOfRank, Map<Pattern, Double> patterns) {

  static final String NONE = "none";

  private static final String ADAPTER_METADATA = "lora_adapter_metadata";
  private static final String ADAPTER_CONFIG = "adapter_config.json";
  private static final String TRANSFORMER = "transformer.";
  private static final List<String> PLAIN = List.of("lora_alpha", "network_alpha", "alpha");

  /** Metadata that say something of scales. */
  static final List<String> KEYS =
      List.of(ADAPTER_METADATA, "transformer.lora_alpha", "lora_alpha", "network_alpha", "alpha");

  /**
   * Reads metadata, or else the configuration beside the file, of the transformer.
   *
   * @throws InputException when they are no JSON, or an alpha is no finite number
   */
  static Scales of(Checkpoint file) {
    return of(file, TRANSFORMER);
  }

  /**
   * As above, of any part of the model.
   *
   * @param component what stands before its keys, such as {@code text_encoder.}
   */
  static Scales of(Checkpoint file, String component) {
    String adapter = file.metadata().get(ADAPTER_METADATA);
    if (adapter != null) {
      JsonFile json = JsonFile.parse(file.file() + ": metadata " + ADAPTER_METADATA, adapter);
      Scales scales = config(json, component, "metadata");
      if (scales.says()) {
        return scales;
      }
    }
    for (String key : plain(component)) {
      String text = file.metadata().get(key);
      if (text != null) {
        return new Scales("metadata", number(file.file(), key, text), false, Map.of());
      }
    }
    Path config = file.file().resolveSibling(ADAPTER_CONFIG);
    if (Files.isRegularFile(config)) {
      Scales scales = config(JsonFile.read(config), "", "adapter_config");
      if (scales.says()) {
        return scales;
      }
    }
    return new Scales(NONE, OptionalDouble.empty(), false, Map.of());
  }

  private static List<String> plain(String component) {
    List<String> keys = new ArrayList<>(List.of(component + "lora_alpha"));
    keys.addAll(PLAIN);
    return keys;
  }

  private boolean says() {
    return alpha.isPresent() || !patterns.isEmpty();
  }

  private static OptionalDouble number(Path file, String key, String text) {
    try {
      double alpha = Double.parseDouble(text);
      if (Double.isFinite(alpha)) {
        return OptionalDouble.of(alpha);
      }
    } catch (NumberFormatException e) {
      // told below, with the others
    }
    throw InputException.of("%s: metadata %s is '%s' but must be a number", file, key, text);
  }

  /** A LoraConfig of peft. */
  private static Scales config(JsonFile json, String prefix, String source) {
    Map<Pattern, Double> patterns = new LinkedHashMap<>();
    String key = prefix + "alpha_pattern";
    if (json.isObject(key)) {
      JsonFile found = json.at(key);
      found.keys().forEach(path -> patterns.put(pattern(found, path), found.decimal(path)));
    }
    return new Scales(
        source,
        json.optionalDecimal(prefix + "lora_alpha"),
        json.flag(prefix + "use_rslora", false),
        patterns);
  }

  private static Pattern pattern(JsonFile json, String path) {
    try {
      return Pattern.compile("(.*\\.)?(" + path + ")");
    } catch (PatternSyntaxException e) {
      throw InputException.of("%s: '%s' is no regular expression", json.where(), path);
    }
  }

  /**
   * The factor on up down.
   *
   * @param own the module's own alpha
   * @param rank rows of down
   * @param path a Linear that the module means
   */
  double scale(OptionalDouble own, long rank, String path) {
    if (own.isPresent()) {
      return own.getAsDouble() / rank;
    }
    Optional<Double> found =
        patterns.entrySet().stream()
            .filter(entry -> entry.getKey().matcher(path).matches())
            .map(Map.Entry::getValue)
            .findFirst();
    if (found.isEmpty() && alpha.isEmpty()) {
      return 1;
    }
    return found.orElseGet(alpha::getAsDouble) / (rootOfRank ? Math.sqrt(rank) : rank);
  }
}
