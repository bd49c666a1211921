package io.lorweb.lora;

import io.lorweb.error.InputException;
import io.lorweb.lora.TextEncoder.Target;
import io.lorweb.weights.Checkpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An ordinary LoRA file: its modules, whatever dialect they are written in. Every tensor is used,
 * left aside with a word, or refused.
 */
public final class LoraFile implements AutoCloseable {

  private static final List<String> FOLDER =
      List.of("adapter_model.safetensors", "pytorch_lora_weights.safetensors");
  private static final String EMBEDDING = "bundle_emb.";

  /** Kinds of adapters and parts that are not read, by what their names hold. */
  private static final Map<String, String> REFUSED =
      Map.ofEntries(
          Map.entry(".oft_", "an OFT"),
          Map.entry(".boft_", "a BOFT (an OFT)"),
          Map.entry(".a1.weight", "a GLoRA"),
          Map.entry(".a2.weight", "a GLoRA"),
          Map.entry(".b1.weight", "a GLoRA"),
          Map.entry(".b2.weight", "a GLoRA"),
          Map.entry(".on_input", "an IA3"),
          Map.entry(".lora_mid.weight", "a LoRA of convolutions (lora_mid)"),
          Map.entry(".hada_t", "a LoHa of convolutions (hada_t, Tucker)"),
          Map.entry(".lokr_t", "a LoKr of convolutions (lokr_t, Tucker)"),
          Map.entry(".set_weight", "a control LoRA (set_weight)"),
          Map.entry(".reshape_weight", "a control LoRA (reshape_weight)"));

  /** Channels of a picture and a depth map or edges side by side. */
  private static final long CONTROL = 128;

  private final Checkpoint checkpoint;
  private final Map<String, LoraModule> modules;
  private final Map<String, LoraModule> texts;
  private final List<String> ignored;
  private final Scales scales;

  private LoraFile(
      Checkpoint checkpoint,
      Map<String, LoraModule> modules,
      Map<String, LoraModule> texts,
      List<String> ignored,
      Scales scales) {
    this.checkpoint = checkpoint;
    this.modules = modules;
    this.texts = texts;
    this.ignored = List.copyOf(ignored);
    this.scales = scales;
  }

  /**
   * Reads a file; which Linears it meets is checked by {@link FittedLora#of}.
   *
   * @param file or a folder as peft and diffusers write it
   * @throws InputException when it holds no LoRA, or one of a kind that is not read
   */
  public static LoraFile open(Path file) {
    Checkpoint checkpoint = Checkpoint.open(inside(file));
    try {
      return read(checkpoint);
    } catch (RuntimeException e) {
      checkpoint.close();
      throw e;
    }
  }

  private static Path inside(Path file) {
    if (!Files.isDirectory(file)) {
      return file;
    }
    return FOLDER.stream()
        .map(file::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () ->
                InputException.of(
                    "%s is a folder without a LoRA: it has none of %s",
                    file, String.join(", ", FOLDER)));
  }

  private static LoraFile read(Checkpoint checkpoint) {
    refuse(checkpoint);
    Map<String, LoraModule> modules = new TreeMap<>();
    Map<String, LoraModule> texts = new TreeMap<>();
    List<String> ignored = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (String name : checkpoint.names()) {
      Optional<Part.Named> named = Part.of(name);
      if (name.startsWith(EMBEDDING)) {
        ignored.add(name);
      } else if (TextEncoder.means(name)) {
        LoraModule module =
            texts.computeIfAbsent(
                named.map(Part.Named::stem).orElse(name),
                stem -> LoraModule.empty(checkpoint, stem));
        named.ifPresent(part -> module.add(part.part(), name));
      } else if (named.isPresent()) {
        modules
            .computeIfAbsent(named.get().stem(), stem -> LoraModule.empty(checkpoint, stem))
            .add(named.get().part(), name);
      } else {
        unknown.add(name);
      }
    }
    if (modules.isEmpty()) {
      throw nothing(checkpoint, texts.size());
    }
    if (!unknown.isEmpty()) {
      throw InputException.of(
          "%s: nothing is known of %d of its tensors, the first is '%s'",
          checkpoint.file(), unknown.size(), unknown.get(0));
    }
    return new LoraFile(checkpoint, modules, texts, ignored, Scales.of(checkpoint));
  }

  private static InputException nothing(Checkpoint checkpoint, int text) {
    return text > 0
        ? InputException.of(
            "%s is for text encoders only (%d modules): it has no part for the transformer",
            checkpoint.file(), text)
        : InputException.of(
            "%s holds no LoRA: it has no tensor ending in .lora_A.weight or .lora_down.weight",
            checkpoint.file());
  }

  private static void refuse(Checkpoint checkpoint) {
    if (checkpoint.names().stream().anyMatch(name -> name.endsWith(".lora_keys"))) {
      throw InputException.of(
          "%s is a LoRWeB adapter, not an ordinary LoRA: give it with setting 'adapter'",
          checkpoint.file());
    }
    for (String name : checkpoint.names()) {
      boolean control =
          name.endsWith("img_in.lora_A.weight") && checkpoint.info(name).sizes()[1] == CONTROL;
      if (control || name.endsWith("_norm.scale") && name.contains("_blocks.")) {
        throw InputException.of(
            "%s is a control LoRA (depth, canny), which needs a control model: tensor '%s'",
            checkpoint.file(), name);
      }
      for (Map.Entry<String, String> kind : REFUSED.entrySet()) {
        if (name.contains(kind.getKey())) {
          throw InputException.of(
              "%s is %s, which is not read: tensor '%s'", checkpoint.file(), kind.getValue(), name);
        }
      }
    }
  }

  /** The file. */
  public Path file() {
    return checkpoint.file();
  }

  /** Modules for text encoders. */
  int textModules() {
    return texts.size();
  }

  /**
   * Modules for the Linears of text encoders; of several for one the first counts, which is the one
   * with the names of diffusers where there is one.
   */
  Map<Target, List<LoraModule>> texts() {
    Map<Target, List<LoraModule>> found = new LinkedHashMap<>();
    for (boolean own : new boolean[] {true, false}) {
      texts.forEach(
          (stem, module) -> {
            if (own == stem.startsWith("text_encoder") && !module.parts().isEmpty()) {
              TextEncoder.find(stem)
                  .ifPresent(
                      target ->
                          found.computeIfAbsent(target, key -> new ArrayList<>()).add(module));
            }
          });
    }
    return found;
  }

  /** Modules for text encoders whose names mean none of their Linears. */
  int strangeTextModules() {
    return textModules() - texts().values().stream().mapToInt(List::size).sum();
  }

  /** Tensors that are left aside beside those. */
  List<String> ignored() {
    return ignored;
  }

  Scales scales() {
    return scales;
  }

  /** Where alpha of the parts for a text encoder is said. */
  Scales scales(TextEncoder encoder) {
    return Scales.of(checkpoint, encoder.component());
  }

  /** The texts of its header that say nothing of its scale. */
  Map<String, String> otherMetadata() {
    Map<String, String> texts = new TreeMap<>(checkpoint.metadata());
    Scales.KEYS.forEach(texts::remove);
    return texts;
  }

  Collection<LoraModule> modules() {
    return modules.values();
  }

  /** What was fitted on a model stays valid. */
  @Override
  public void close() {
    checkpoint.close();
  }
}
