package io.lorweb.flux;

import io.lorweb.layer.Attention;
import io.lorweb.tensor.Arena;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;

/**
 * Keys and values of some tokens in every block: kept in one pass over all tokens, and recalled in
 * passes over the others.
 */
public final class KeyValueCache {

  /** A block's, [B, K, heads, headDim] each. */
  private record Entry(Tensor keys, Tensor values) {}

  private final Tensor tokens;
  private final Arena owner;
  private final Entry[] entries;

  /**
   * An empty cache.
   *
   * @param tokens [K] places of its tokens in the joined sequence, text first
   * @param blocks {@link FluxTransformer#blockCount()}
   * @param owner keeps what is cached
   */
  public KeyValueCache(Tensor tokens, int blocks, Arena owner) {
    this.tokens = tokens;
    this.owner = owner;
    this.entries = new Entry[blocks];
  }

  /** {@link Attended} of a pass over all tokens, after which those of the cache are kept. */
  public Tensor keep(int block, Tensor q, Tensor k, Tensor v) {
    if (entries[block] != null) {
      owner.free(entries[block].keys());
      owner.free(entries[block].values());
    }
    entries[block] =
        new Entry(owner.own(k.index_select(1, tokens)), owner.own(v.index_select(1, tokens)));
    return Attention.full(q, k, v);
  }

  /** {@link Attended} of a pass over the other tokens: they attend to those of the cache, too. */
  public Tensor recall(int block, Tensor q, Tensor k, Tensor v) {
    return Scope.of(
        () ->
            Attention.full(
                q,
                Tensors.cat(1, k, entries[block].keys()),
                Tensors.cat(1, v, entries[block].values())));
  }
}
