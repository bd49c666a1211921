package io.lorweb.text;

import io.lorweb.layer.Activation;
import io.lorweb.layer.Attention;
import io.lorweb.layer.Linear;
import io.lorweb.layer.RmsNorm;
import io.lorweb.layer.WeightPath;
import io.lorweb.tensor.Scope;
import org.bytedeco.pytorch.Tensor;

/**
 * One block of the T5 encoder: x + attention(norm(x)), then x + wo(activation(wi_0 n) * wi_1 n).
 * Nothing has a bias and logits are not scaled.
 */
final class T5Block {

  private final WeightPath place;
  private final int heads;
  private final Activation activation;
  private final RmsNorm attentionNorm;
  private final Linear query;
  private final Linear key;
  private final Linear value;
  private final Linear out;
  private final RmsNorm feedForwardNorm;
  private final Linear gate;
  private final Linear up;
  private final Linear down;

  T5Block(WeightPath place, T5Config config) {
    int d = config.hidden();
    this.place = place;
    heads = config.heads();
    activation = config.activation();
    WeightPath first = place.at("layer.0");
    attentionNorm = first.rmsNorm("layer_norm", d, config.eps());
    query = first.linearWithoutBias("SelfAttention.q", d, config.inner());
    key = first.linearWithoutBias("SelfAttention.k", d, config.inner());
    value = first.linearWithoutBias("SelfAttention.v", d, config.inner());
    out = first.linearWithoutBias("SelfAttention.o", config.inner(), d);
    WeightPath second = place.at("layer.1");
    feedForwardNorm = second.rmsNorm("layer_norm", d, config.eps());
    gate = second.linearWithoutBias("DenseReluDense.wi_0", d, config.feedForward());
    up = second.linearWithoutBias("DenseReluDense.wi_1", d, config.feedForward());
    down = second.linearWithoutBias("DenseReluDense.wo", config.feedForward(), d);
  }

  /**
   * @param x [B, L, D]
   * @param bias [1, heads, L, L]
   * @return [B, L, D]
   */
  Tensor forward(Tensor x, Tensor bias) {
    try (Scope scope = new Scope()) {
      Tensor attended = x.add(attend(attentionNorm.forward(x), bias));
      Tensor n = feedForwardNorm.forward(attended);
      Tensor gated = activation.apply(gate.forward(n)).mul(up.forward(n));
      return scope.keep(place.watch("", attended.add(down.forward(gated))));
    }
  }

  private Tensor attend(Tensor n, Tensor bias) {
    Tensor q = Attention.heads(query.forward(n), heads);
    Tensor k = Attention.heads(key.forward(n), heads);
    Tensor v = Attention.heads(value.forward(n), heads);
    return out.forward(Attention.biased(q, k, v, bias));
  }
}
