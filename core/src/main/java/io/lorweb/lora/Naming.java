package io.lorweb.lora;

import io.lorweb.weights.LoraNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the Linears that the stems of all dialects mean (docs/spec/CHECKPOINTS.md 8.1). */
final class Naming {

  /** The dialects, by the words of reports. */
  static final String PEFT = "peft";

  static final String BARE = "bare";
  static final String BFL = "bfl";
  static final String KOHYA = "kohya";
  static final String ONETRAINER = "onetrainer";
  static final String LYCORIS = "lycoris";
  static final String XLABS = "xlabs";

  private static final String FINAL = "final_layer.adaLN_modulation.1";
  private static final String FINAL_PATH = "norm_out.linear";

  /** Before dotted names, longest first. */
  private static final List<String> DOTTED =
      List.of(
          "base_model.model.transformer.",
          "base_model.model.",
          "model.diffusion_model.",
          "diffusion_model.",
          "transformer.",
          "");

  /** Before names with {@code _} for dots, with their dialects. */
  private static final Map<String, String> UNDERSCORED =
      Map.of("lora_unet_", KOHYA, "lora_transformer_", ONETRAINER, "lycoris_", LYCORIS);

  private static final Pattern SPLIT = Pattern.compile("(.+)\\.(\\d)");
  private static final Pattern PROCESSOR =
      Pattern.compile("(double|single)_blocks\\.(\\d+)\\.processor\\.(qkv|proj)_lora([12]?)");

  private final Set<String> linears;
  private final Map<String, String> underscored = new LinkedHashMap<>();

  /**
   * @param linears paths of the model's Linears
   */
  Naming(Set<String> linears) {
    this.linears = linears;
    linears.forEach(path -> underscored.put(path.replace('.', '_'), path));
  }

  /**
   * The Linears behind a stem.
   *
   * @param dialect whose spelling it is
   * @param paths in the order of the stem's output rows
   * @param own whether it is named by the paths of diffusers, not by an original name
   * @param exchanged whether the halves of the output rows lie the other way round
   */
  record Target(String dialect, List<String> paths, boolean own, boolean exchanged) {}

  /** What a stem means; empty when it meets no Linear of this model. */
  Optional<Target> find(String stem) {
    for (Map.Entry<String, String> prefix : UNDERSCORED.entrySet()) {
      if (stem.startsWith(prefix.getKey())) {
        return underscored(stem.substring(prefix.getKey().length()), prefix.getValue());
      }
    }
    for (String prefix : DOTTED) {
      if (stem.startsWith(prefix)) {
        Optional<Target> found = dotted(stem.substring(prefix.length()), prefix);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** The dialect that a stem is most like, whether it meets a Linear or not. */
  static String dialect(String stem) {
    for (Map.Entry<String, String> prefix : UNDERSCORED.entrySet()) {
      if (stem.startsWith(prefix.getKey())) {
        return prefix.getValue();
      }
    }
    if (stem.contains(".processor.")) {
      return XLABS;
    }
    if (stem.contains("double_blocks.") || stem.contains("single_blocks.")) {
      return BFL;
    }
    return stem.startsWith("transformer.") || stem.startsWith("base_model.") ? PEFT : BARE;
  }

  private Optional<Target> underscored(String name, String dialect) {
    String path = underscored.get(name);
    if (path != null) {
      return Optional.of(new Target(dialect, List.of(path), true, false));
    }
    return original(name, FINAL.replace('.', '_'), dialect);
  }

  private Optional<Target> dotted(String name, String prefix) {
    if (linears.contains(name)) {
      boolean bare = prefix.isEmpty() || prefix.endsWith("diffusion_model.");
      return Optional.of(new Target(bare ? BARE : PEFT, List.of(name), true, false));
    }
    Matcher processor = PROCESSOR.matcher(name);
    if (processor.matches()) {
      return processor(processor);
    }
    boolean split = prefix.equals("transformer.");
    Optional<Target> whole = original(name, FINAL, split ? ONETRAINER : BFL);
    Matcher part = SPLIT.matcher(name);
    if (whole.isPresent() || !split || !part.matches()) {
      return whole;
    }
    return original(part.group(1), FINAL, ONETRAINER)
        .filter(fused -> fused.paths().size() > 1)
        .filter(fused -> Integer.parseInt(part.group(2)) < fused.paths().size())
        .map(fused -> fused.paths().get(Integer.parseInt(part.group(2))))
        .map(path -> new Target(ONETRAINER, List.of(path), false, false));
  }

  private Optional<Target> original(String name, String finalName, String dialect) {
    List<String> paths =
        name.equals(finalName)
            ? List.of(FINAL_PATH)
            : LoraNames.paths(name.replace('.', '_')).orElse(List.of());
    return paths.isEmpty() || !linears.containsAll(paths)
        ? Optional.empty()
        : Optional.of(new Target(dialect, paths, false, name.equals(finalName)));
  }

  /** q, k, v of a single block's processor are the first three parts of linear1. */
  private Optional<Target> processor(Matcher stem) {
    String block = stem.group(1) + "_blocks." + stem.group(2) + ".";
    boolean twin = stem.group(1).equals("double");
    if (twin == stem.group(4).isEmpty()) {
      return Optional.empty();
    }
    boolean qkv = stem.group(3).equals("qkv");
    String stream = stem.group(4).equals("1") ? "img_attn." : "txt_attn.";
    String name = twin ? stream + (qkv ? "qkv" : "proj") : qkv ? "linear1" : "linear2";
    return original(block + name, FINAL, XLABS)
        .map(found -> new Target(XLABS, first(found.paths()), false, false));
  }

  private static List<String> first(List<String> paths) {
    return paths.subList(0, Math.min(3, paths.size()));
  }
}
