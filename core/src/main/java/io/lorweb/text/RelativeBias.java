package io.lorweb.text;

import io.lorweb.layer.WeightPath;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * What T5 adds to its attention logits instead of position embeddings: one number per head and
 * bucket of distances. Half of the buckets is for keys behind the query; near distances have a
 * bucket each, far ones share buckets on a logarithmic scale (fixture t5-encoder, README).
 */
final class RelativeBias {

  private final WeightPath place;
  private final Tensor table; // [buckets, heads]
  private final int half;
  private final int maxDistance;

  /** Takes {@code relative_attention_bias} at {@code place}. */
  RelativeBias(WeightPath place, T5Config config) {
    this.place = place;
    table = place.tensor("relative_attention_bias.weight", config.buckets(), config.heads());
    half = config.buckets() / 2;
    maxDistance = config.maxDistance();
  }

  /** The bias of a text of {@code length} tokens: [1, heads, length, length]. */
  Tensor of(int length) {
    try (Scope scope = new Scope()) {
      int[] byDistance = byDistance(length);
      long[] buckets = new long[length * length];
      for (int query = 0; query < length; query++) {
        for (int key = 0; key < length; key++) {
          int bucket = byDistance[Math.abs(key - query)];
          buckets[query * length + key] = key > query ? half + bucket : bucket;
        }
      }
      Tensor indices = place.placement().move(Tensors.of(buckets, buckets.length));
      Tensor bias = table.index_select(0, indices).view(length, length, -1);
      return scope.keep(bias.permute(2, 0, 1).unsqueeze(0).contiguous());
    }
  }

  /** The bucket, within one half, of each distance from 0 to length - 1. */
  private int[] byDistance(int length) {
    int near = half / 2;
    float[] distances = new float[length];
    for (int d = 0; d < length; d++) {
      distances[d] = d;
    }
    // In the engine's float32: distances on the edge of two buckets depend on the rounding.
    float[] far =
        Tensors.floats(
            Tensors.of(distances, length)
                .div(new Scalar(near))
                .log()
                .div(new Scalar(Math.log((double) maxDistance / near)))
                .mul(new Scalar(half - near)));
    int[] buckets = new int[length];
    for (int d = 0; d < length; d++) {
      buckets[d] = d < near ? d : Math.min(half - 1, near + (int) far[d]);
    }
    return buckets;
  }
}
