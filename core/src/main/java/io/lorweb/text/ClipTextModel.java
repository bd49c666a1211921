package io.lorweb.text;

import io.lorweb.layer.ActivationListener;
import io.lorweb.layer.Adapter;
import io.lorweb.layer.EncoderStack;
import io.lorweb.layer.LayerNorm;
import io.lorweb.layer.WeightPath;
import io.lorweb.layer.Weights;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;

/**
 * CLIPTextModel: one vector for a whole prompt (docs/spec/FLUX_KONTEXT.md section 5). Attention is
 * causal; padding is not masked.
 */
public final class ClipTextModel {

  /** The historic end token that stands for "the largest id of the row". */
  private static final int LARGEST_ID = 2;

  private final ClipTextConfig config;
  private final Weights weights;
  private final WeightPath root;
  private final WeightPath embeddings;
  private final Tensor positions; // [positions, D]
  private final EncoderStack encoder;
  private final LayerNorm finalNorm;

  public ClipTextModel(ClipTextConfig config, Weights weights) {
    this(config, weights, weights.root());
  }

  private ClipTextModel(ClipTextConfig config, Weights weights, WeightPath root) {
    this.config = config;
    this.weights = weights;
    this.root = root;
    int d = config.sizes().hidden();
    WeightPath text = root.at("text_model");
    embeddings = text.at("embeddings");
    positions = embeddings.tensor("position_embedding.weight", config.positions(), d);
    encoder = new EncoderStack(text.at("encoder"), config.sizes(), true);
    finalNorm = text.layerNorm("final_layer_norm", d, config.sizes().eps());
  }

  /** The same model, showing its intermediate results. */
  public ClipTextModel watched(ActivationListener watcher) {
    return new ClipTextModel(config, weights, root.watched(watcher));
  }

  /** The same model with something put on its Linears. */
  public ClipTextModel adapted(Adapter adapter) {
    return new ClipTextModel(config, weights, root.adapted(adapter));
  }

  public ClipTextConfig config() {
    return config;
  }

  /**
   * The final-norm state at each row's end token.
   *
   * @param ids [B, L] int64 from {@link ClipTokenizer#padded}, L at most {@code positions}
   * @return [B, D]
   * @throws IllegalArgumentException when the rows are too long
   */
  public Tensor pooled(Tensor ids) {
    try (Scope scope = new Scope()) {
      long length = ids.size(1);
      if (length > config.positions()) {
        throw new IllegalArgumentException(
            length + " tokens are more than the " + config.positions() + " positions");
      }
      Tensor tokens =
          embeddings.rows(
              "token_embedding.weight",
              config.vocabulary(),
              config.sizes().hidden(),
              ids.flatten());
      Tensor x =
          tokens.view(ids.size(0), length, -1).add(positions.narrow(0, 0, length)); // [B, L, D]
      Tensor states = finalNorm.forward(encoder.forward(x));
      root.watch("last_hidden_state", states);

      Tensor flat = states.flatten(0, 1); // [B L, D]
      Tensor ends = root.placement().move(Tensors.of(ends(ids), ids.size(0)));
      return scope.keep(root.watch("pooler_output", flat.index_select(0, ends)));
    }
  }

  /** Where each row's end token stands, counted through all rows. */
  private long[] ends(Tensor ids) {
    int length = (int) ids.size(1);
    long[] flat = Tensors.longs(ids);
    long[] ends = new long[flat.length / length];
    for (int row = 0; row < ends.length; row++) {
      ends[row] = row * (long) length + end(flat, row * length, length);
    }
    return ends;
  }

  /** The first position of the end token; 0 when there is none, as in the reference. */
  private int end(long[] ids, int start, int length) {
    int end = 0;
    for (int i = 0; i < length; i++) {
      long id = ids[start + i];
      if (config.endToken() == LARGEST_ID) {
        end = id > ids[start + end] ? i : end;
      } else if (id == config.endToken()) {
        return i;
      }
    }
    return end;
  }
}
