package io.lorweb.lora;

import java.util.List;
import java.util.Optional;

/** What a tensor of a LoRA file is, by the end of its name (docs/spec/CHECKPOINTS.md 8.2). */
enum Part {
  DOWN(
      ".lora_down.weight",
      ".lora_A.weight",
      ".lora_A.default.weight",
      ".lora_A",
      ".lora.down.weight",
      "_lora.down.weight",
      ".lora_linear_layer.down.weight"),
  UP(
      ".lora_up.weight",
      ".lora_B.weight",
      ".lora_B.default.weight",
      ".lora_B",
      ".lora.up.weight",
      "_lora.up.weight",
      ".lora_linear_layer.up.weight"),
  /** Of peft's {@code lora_bias}: added to what up gives, before the scale. */
  UP_BIAS(".lora_B.bias", ".lora_B.default.bias"),
  ALPHA(".alpha"),
  MAGNITUDE(
      ".dora_scale",
      ".lora_magnitude_vector.weight",
      ".lora_magnitude_vector.default.weight",
      ".lora_magnitude_vector"),
  DIFFERENCE(".diff"),
  BIAS_DIFFERENCE(".diff_b"),
  HADA_W1_A(".hada_w1_a"),
  HADA_W1_B(".hada_w1_b"),
  HADA_W2_A(".hada_w2_a"),
  HADA_W2_B(".hada_w2_b"),
  LOKR_W1(".lokr_w1"),
  LOKR_W1_A(".lokr_w1_a"),
  LOKR_W1_B(".lokr_w1_b"),
  LOKR_W2(".lokr_w2"),
  LOKR_W2_A(".lokr_w2_a"),
  LOKR_W2_B(".lokr_w2_b");

  /** Stems of x-flux: there {@code proj_lora} is the end of the stem. */
  private static final String PROCESSOR = ".processor.";

  private final List<String> suffixes;

  Part(String... suffixes) {
    this.suffixes = List.of(suffixes);
  }

  /** A tensor's name, taken apart. */
  record Named(String stem, Part part) {}

  /** What {@code name} is; empty when nothing is known of its end. */
  static Optional<Named> of(String name) {
    if (name.contains(PROCESSOR)) {
      for (Part part : List.of(DOWN, UP)) {
        String end = part == DOWN ? ".down.weight" : ".up.weight";
        if (name.endsWith(end) && name.contains("_lora")) {
          String stem = name.substring(0, name.length() - end.length());
          if (stem.matches(".*_lora[12]?")) {
            return Optional.of(new Named(stem, part));
          }
        }
      }
    }
    for (Part part : values()) {
      for (String suffix : part.suffixes) {
        if (name.endsWith(suffix) && name.length() > suffix.length()) {
          return Optional.of(new Named(name.substring(0, name.length() - suffix.length()), part));
        }
      }
    }
    return Optional.empty();
  }
}
