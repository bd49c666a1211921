package io.lorweb.text;

import io.lorweb.config.JsonFile;
import io.lorweb.error.InputException;
import io.lorweb.layer.Activation;
import io.lorweb.layer.EncoderSizes;

/**
 * Sizes of a CLIP text encoder (docs/spec/FLUX_KONTEXT.md section 5).
 *
 * @param sizes of the transformer
 * @param vocabulary number of tokens
 * @param positions longest text in tokens (77)
 * @param endToken the id whose first position is pooled; 2 is historic and means the largest id of
 *     each row
 */
public record ClipTextConfig(EncoderSizes sizes, int vocabulary, int positions, int endToken) {

  /** What the config class of the reference assumes where a file is silent. */
  private static final ClipTextConfig ABSENT =
      new ClipTextConfig(
          new EncoderSizes(512, 2048, 12, 8, Activation.QUICK_GELU, 1e-5), 49_408, 77, 49_407);

  public ClipTextConfig {
    if (vocabulary <= 0 || positions <= 0) {
      throw InputException.of(
          "vocab_size %d and max_position_embeddings %d must be positive", vocabulary, positions);
    }
  }

  /** Reads {@code text_encoder/config.json}, also out of a whole CLIP model's config. */
  public static ClipTextConfig read(JsonFile json) {
    if (json.has("text_config")) {
      return parse(json.at("text_config"));
    }
    // A config of its own is written in full: what is missing here is a mistake.
    json.integer("hidden_size");
    json.integer("num_hidden_layers");
    json.integer("num_attention_heads");
    return parse(json);
  }

  private static ClipTextConfig parse(JsonFile json) {
    EncoderSizes sizes = EncoderSizes.read(json, ABSENT.sizes());
    try {
      return new ClipTextConfig(
          sizes,
          json.integer("vocab_size", ABSENT.vocabulary()),
          json.integer("max_position_embeddings", ABSENT.positions()),
          json.integer("eos_token_id", ABSENT.endToken()));
    } catch (InputException e) {
      throw json.located(e);
    }
  }
}
