package io.lorweb.text;

import io.lorweb.layer.ActivationListener;
import io.lorweb.layer.Adapter;
import io.lorweb.layer.RmsNorm;
import io.lorweb.layer.WeightPath;
import io.lorweb.layer.Weights;
import io.lorweb.tensor.Scope;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * T5EncoderModel as FLUX uses it: one vector for each token of the prompt, padding included and not
 * masked (docs/spec/FLUX_KONTEXT.md section 5).
 */
public final class T5Encoder {

  private final T5Config config;
  private final Weights weights;
  private final WeightPath root;
  private final String embedding;
  private final RelativeBias relativeBias;
  private final List<T5Block> blocks = new ArrayList<>();
  private final RmsNorm finalNorm;

  public T5Encoder(T5Config config, Weights weights) {
    this(config, weights, weights.root());
  }

  private T5Encoder(T5Config config, Weights weights, WeightPath root) {
    this.config = config;
    this.weights = weights;
    this.root = root;
    // The table has two names; files hold the first, the second or both.
    embedding =
        root.has("encoder.embed_tokens.weight") && !root.has("shared.weight")
            ? "encoder.embed_tokens.weight"
            : "shared.weight";
    WeightPath encoder = root.at("encoder");
    relativeBias = new RelativeBias(encoder.at("block.0.layer.0.SelfAttention"), config);
    for (int i = 0; i < config.layers(); i++) {
      blocks.add(new T5Block(encoder.at("block").at(i), config));
    }
    finalNorm = encoder.rmsNorm("final_layer_norm", config.hidden(), config.eps());
  }

  /** The same model, showing its intermediate results. */
  public T5Encoder watched(ActivationListener watcher) {
    return new T5Encoder(config, weights, root.watched(watcher));
  }

  /** The same model with something put on its Linears. */
  public T5Encoder adapted(Adapter adapter) {
    return new T5Encoder(config, weights, root.adapted(adapter));
  }

  public T5Config config() {
    return config;
  }

  /**
   * The final-norm states.
   *
   * @param ids [B, L] int64 from {@link T5Tokenizer#padded}
   * @return [B, L, D]
   */
  public Tensor encode(Tensor ids) {
    try (Scope scope = new Scope()) {
      int length = Math.toIntExact(ids.size(1));
      Tensor bias = root.watch("position_bias", relativeBias.of(length));
      Tensor x =
          root.rows(embedding, config.vocabulary(), config.hidden(), ids.flatten())
              .view(ids.size(0), length, -1);
      for (T5Block block : blocks) {
        Tensor next = block.forward(x, bias);
        Scope.release(x);
        x = next;
      }
      return scope.keep(root.watch("last_hidden_state", finalNorm.forward(x)));
    }
  }
}
