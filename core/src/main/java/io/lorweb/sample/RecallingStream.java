package io.lorweb.sample;

import io.lorweb.flux.FluxTransformer;
import io.lorweb.flux.KeyValueCache;
import io.lorweb.flux.Rope;
import io.lorweb.sample.Saving.KnownCells;
import io.lorweb.tensor.Arena;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Tensor;

/**
 * A way on which some steps compute only the text and the noise tokens that may change. These
 * attend to the others as they were in the last full step; the velocity of the others is 0.
 */
final class RecallingStream implements Stream {

  private final Told told;
  private final KnownCells saving;
  private final Tensor free;
  private final Rope computed;
  private final KeyValueCache cache;

  /**
   * @param free of each noise token whether it may change
   * @param image number of noise and context tokens
   * @param owner keeps keys and values
   */
  RecallingStream(Told told, KnownCells saving, boolean[] free, long image, Arena owner) {
    this.told = told;
    this.saving = saving;
    long texts = told.text().size(1);
    LongPredicate open = place -> place < free.length && free[(int) place];
    FluxTransformer transformer = told.transformer();
    this.free = places(transformer, LongStream.range(0, image).filter(open));
    LongStream own = LongStream.range(0, image).filter(open).map(place -> texts + place);
    computed =
        told.rope().only(places(transformer, LongStream.concat(LongStream.range(0, texts), own)));
    LongStream known = LongStream.range(0, image).filter(open.negate()).map(p -> texts + p);
    cache = new KeyValueCache(places(transformer, known), transformer.blockCount(), owner);
  }

  private static Tensor places(FluxTransformer transformer, LongStream places) {
    long[] all = places.toArray();
    return transformer.weights().placement().move(Tensors.of(all, all.length));
  }

  @Override
  public Tensor velocity(Pass pass) {
    long length = pass.tokens().size(1);
    if (saving.isFull(pass.step())) {
      return told.velocity(pass.image(), told.rope(), pass, length, cache::keep);
    }
    return Scope.of(
        () -> {
          Tensor still =
              pass.tokens().new_zeros(1, length, told.transformer().config().outChannels());
          if (free.numel() == 0) {
            return still;
          }
          Tensor tokens = pass.tokens().index_select(1, free);
          Tensor some = told.velocity(tokens, computed, pass, free.size(0), cache::recall);
          return still.index_copy(1, free, some);
        });
  }
}
