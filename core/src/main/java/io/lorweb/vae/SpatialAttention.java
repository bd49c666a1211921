package io.lorweb.vae;

import io.lorweb.layer.Attention;
import io.lorweb.layer.Linear;
import io.lorweb.layer.WeightPath;
import io.lorweb.tensor.Scope;
import org.bytedeco.pytorch.Tensor;

/** Single-head attention between all positions of a picture, added to its input. */
final class SpatialAttention {

  private final GroupNorm norm;
  private final Linear toQ;
  private final Linear toK;
  private final Linear toV;
  private final Linear toOut;

  SpatialAttention(WeightPath place, int channels, int groups) {
    norm = GroupNorm.of(place.at("group_norm"), channels, groups);
    toQ = place.linear("to_q", channels, channels);
    toK = place.linear("to_k", channels, channels);
    toV = place.linear("to_v", channels, channels);
    toOut = place.linear("to_out.0", channels, channels);
  }

  /** x [B, C, H, W] to the same shape. */
  Tensor forward(Tensor x) {
    try (Scope scope = new Scope()) {
      Tensor tokens = norm.forward(x).flatten(2, 3).transpose(1, 2).contiguous(); // [B, HW, C]
      Tensor mixed =
          Attention.full(
              Attention.heads(toQ.forward(tokens), 1),
              Attention.heads(toK.forward(tokens), 1),
              Attention.heads(toV.forward(tokens), 1));
      Tensor out = toOut.forward(mixed).transpose(1, 2).reshape(x.shape());
      return scope.keep(x.add(out));
    }
  }
}
