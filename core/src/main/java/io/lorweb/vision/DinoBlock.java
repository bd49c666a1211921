package io.lorweb.vision;

import io.lorweb.layer.Activation;
import io.lorweb.layer.Attention;
import io.lorweb.layer.EncoderSizes;
import io.lorweb.layer.LayerNorm;
import io.lorweb.layer.Linear;
import io.lorweb.layer.WeightPath;
import io.lorweb.tensor.Scope;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;

/**
 * One block: x + s1 attention(norm(x)), then x + s2 feed-forward(norm(x)), where s1 and s2 are
 * DINOv2's layer scales.
 *
 * @param scale1 [D], or null for 1
 * @param scale2 [D], or null for 1
 */
record DinoBlock(
    WeightPath place,
    int heads,
    Activation activation,
    LayerNorm norm1,
    LayerNorm norm2,
    Linear query,
    Linear key,
    Linear value,
    Linear out,
    Linear up,
    Linear down,
    Tensor scale1,
    Tensor scale2)
    implements UnaryOperator<Tensor> {

  static DinoBlock dinov2(WeightPath place, EncoderSizes sizes) {
    int d = sizes.hidden();
    return of(
        place,
        sizes,
        new Names("norm1", "norm2", "mlp.fc1", "mlp.fc2"),
        place.tensor("layer_scale1.lambda1", d),
        place.tensor("layer_scale2.lambda1", d));
  }

  static DinoBlock vit(WeightPath place, EncoderSizes sizes) {
    Names names =
        new Names("layernorm_before", "layernorm_after", "intermediate.dense", "output.dense");
    return of(place, sizes, names, null, null);
  }

  /** What the two formats call the same layers. */
  private record Names(String norm1, String norm2, String up, String down) {}

  private static DinoBlock of(
      WeightPath place, EncoderSizes sizes, Names names, Tensor scale1, Tensor scale2) {
    int d = sizes.hidden();
    return new DinoBlock(
        place,
        sizes.heads(),
        sizes.activation(),
        place.layerNorm(names.norm1(), d, sizes.eps()),
        place.layerNorm(names.norm2(), d, sizes.eps()),
        place.linear("attention.attention.query", d, d),
        place.linear("attention.attention.key", d, d),
        place.linear("attention.attention.value", d, d),
        place.linear("attention.output.dense", d, d),
        place.linear(names.up(), d, sizes.intermediate()),
        place.linear(names.down(), sizes.intermediate(), d),
        scale1,
        scale2);
  }

  /** x [B, S, D] to the same shape. */
  @Override
  public Tensor apply(Tensor x) {
    try (Scope scope = new Scope()) {
      Tensor attended = x.add(scaled(attend(norm1.forward(x)), scale1));
      Tensor widened = activation.apply(up.forward(norm2.forward(attended)));
      return scope.keep(place.watch("", attended.add(scaled(down.forward(widened), scale2))));
    }
  }

  private Tensor attend(Tensor n) {
    return out.forward(
        Attention.full(
            Attention.heads(query.forward(n), heads),
            Attention.heads(key.forward(n), heads),
            Attention.heads(value.forward(n), heads)));
  }

  private static Tensor scaled(Tensor x, Tensor scale) {
    return scale == null ? x : x.mul(scale);
  }
}
