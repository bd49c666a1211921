package io.lorweb.lora;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text encoders of FLUX, as LoRA files name their Linears (docs/spec/CHECKPOINTS.md 8.1). */
public enum TextEncoder {
  CLIP(
      "text_encoder.",
      "text_model_encoder_layers_(\\d{1,4})"
          + "_((self_attn)_([qkv]_proj|out_proj)|(mlp)_(fc1|fc2))",
      "text_model.encoder.layers."),
  T5(
      "text_encoder_2.",
      "encoder_block_(\\d{1,4})"
          + "_((layer_0_SelfAttention)_([qkvo])|(layer_1_DenseReluDense)_(wi_0|wi_1|wo))",
      "encoder.block.");

  private static final Pattern PREFIX =
      Pattern.compile(
          "(lora_te\\d?[_.]|text_encoder(_2)?\\.|text_encoders\\.(clip_l|t5xxl)\\.transformer\\.)"
              + "(base_model\\.model\\.)?");

  private final String component;
  private final Pattern stems;
  private final String blocks;

  /**
   * @param stems block, then parent and name of a Linear, with _ for every dot
   */
  TextEncoder(String component, String stems, String blocks) {
    this.component = component;
    this.stems = Pattern.compile(stems);
    this.blocks = blocks;
  }

  /** What stands before its keys in the metadata of diffusers. */
  String component() {
    return component;
  }

  /** A Linear of one of the encoders. */
  record Target(TextEncoder encoder, String path) {}

  /** Whether a stem speaks of a text encoder at all. */
  static boolean means(String stem) {
    return stem.startsWith("lora_te") || PREFIX.matcher(stem).lookingAt();
  }

  /** The Linear behind a stem; empty when no text encoder of FLUX has one of that name. */
  static Optional<Target> find(String stem) {
    Matcher prefix = PREFIX.matcher(stem);
    if (!prefix.lookingAt()) {
      return Optional.empty();
    }
    String name = stem.substring(prefix.end()).replace('.', '_');
    for (TextEncoder encoder : values()) {
      Matcher parts = encoder.stems.matcher(name);
      if (parts.matches()) {
        boolean first = parts.group(3) != null;
        String parent = parts.group(first ? 3 : 5);
        String dotted = encoder == T5 ? parent.replaceFirst("_(\\d)_", ".$1.") : parent;
        String path =
            encoder.blocks + parts.group(1) + "." + dotted + "." + parts.group(first ? 4 : 6);
        return Optional.of(new Target(encoder, path));
      }
    }
    return Optional.empty();
  }
}
