package io.lorweb.text;

import io.lorweb.config.JsonFile;
import io.lorweb.error.InputException;
import io.lorweb.layer.Activation;
import java.util.Map;

/**
 * Sizes of a T5 v1.1 encoder (docs/spec/FLUX_KONTEXT.md section 5).
 *
 * @param vocabulary number of tokens
 * @param hidden width D of the states (d_model)
 * @param headDim width of one head (d_kv); heads * headDim may differ from D
 * @param feedForward width inside the feed-forward layers (d_ff)
 * @param layers number of blocks
 * @param heads attention heads
 * @param buckets number of relative position buckets
 * @param maxDistance from which on all distances share the last bucket
 * @param activation of the gate
 * @param eps of the RMS norms
 */
public record T5Config(
    int vocabulary,
    int hidden,
    int headDim,
    int feedForward,
    int layers,
    int heads,
    int buckets,
    int maxDistance,
    Activation activation,
    double eps) {

  private static final String GATED = "gated-";

  public T5Config {
    Map<String, Integer> sizes =
        Map.of(
            "vocab_size", vocabulary,
            "d_model", hidden,
            "d_kv", headDim,
            "d_ff", feedForward,
            "num_layers", layers,
            "num_heads", heads);
    sizes.forEach(
        (key, value) -> {
          if (value <= 0) {
            throw InputException.of("%s is %d but must be positive", key, value);
          }
        });
    if (buckets < 4 || buckets % 2 != 0) {
      throw InputException.of(
          "relative_attention_num_buckets is %d but must be even and at least 4", buckets);
    }
    if (maxDistance <= buckets / 4) {
      throw InputException.of(
          "relative_attention_max_distance is %d but must be more than a quarter of the %d buckets",
          maxDistance, buckets);
    }
    if (!(eps > 0)) {
      throw InputException.of("layer_norm_epsilon is %s but must be positive", eps);
    }
  }

  /** Reads {@code text_encoder_2/config.json}. */
  public static T5Config read(JsonFile json) {
    String projection = json.text("feed_forward_proj");
    if (!projection.startsWith(GATED)) {
      throw InputException.of(
          "%s: feed_forward_proj is '%s' but must be gated, as in T5 v1.1 (gated-gelu)",
          json.where(), projection);
    }
    String gate = projection.substring(GATED.length());
    // "gated-gelu" has always meant the tanh approximation.
    Activation activation =
        gate.equals("gelu")
            ? Activation.GELU_TANH
            : Activation.parse(gate, json.where() + ": feed_forward_proj");
    try {
      return new T5Config(
          json.integer("vocab_size"),
          json.integer("d_model"),
          json.integer("d_kv"),
          json.integer("d_ff"),
          json.integer("num_layers"),
          json.integer("num_heads"),
          json.integer("relative_attention_num_buckets", 32),
          json.integer("relative_attention_max_distance", 128),
          activation,
          json.decimal("layer_norm_epsilon", 1e-6));
    } catch (InputException e) {
      throw json.located(e);
    }
  }

  /** Width of all heads together. */
  int inner() {
    return heads * headDim;
  }
}
