package io.lorweb.layer;

import io.lorweb.config.JsonFile;
import io.lorweb.error.InputException;

/**
 * Sizes of the transformer that the CLIP and SigLIP encoders share.
 *
 * @param hidden width D of the states (hidden_size)
 * @param intermediate width inside the feed-forward layers (intermediate_size)
 * @param layers number of blocks (num_hidden_layers)
 * @param heads attention heads, which divide D (num_attention_heads)
 * @param activation of the feed-forward layers (hidden_act)
 * @param eps of the layer norms (layer_norm_eps)
 */
public record EncoderSizes(
    int hidden, int intermediate, int layers, int heads, Activation activation, double eps) {

  public EncoderSizes {
    positive("hidden_size", hidden);
    positive("intermediate_size", intermediate);
    positive("num_hidden_layers", layers);
    positive("num_attention_heads", heads);
    if (hidden % heads != 0) {
      throw InputException.of(
          "hidden_size %d is not a multiple of num_attention_heads %d", hidden, heads);
    }
    if (!(eps > 0)) {
      throw InputException.of("layer_norm_eps is %s but must be positive", eps);
    }
  }

  /**
   * Reads a config in which every size may be missing, because the writer leaves out what equals
   * the class's defaults.
   *
   * @param absent the class's defaults
   */
  public static EncoderSizes read(JsonFile json, EncoderSizes absent) {
    Activation activation =
        json.has("hidden_act")
            ? Activation.parse(json.text("hidden_act"), json.where() + ": hidden_act")
            : absent.activation();
    try {
      return new EncoderSizes(
          json.integer("hidden_size", absent.hidden()),
          json.integer("intermediate_size", absent.intermediate()),
          json.integer("num_hidden_layers", absent.layers()),
          json.integer("num_attention_heads", absent.heads()),
          activation,
          json.decimal("layer_norm_eps", absent.eps()));
    } catch (InputException e) {
      throw json.located(e);
    }
  }

  private static void positive(String key, int value) {
    if (value <= 0) {
      throw InputException.of("%s is %d but must be positive", key, value);
    }
  }
}
