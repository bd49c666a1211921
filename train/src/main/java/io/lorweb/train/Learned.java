package io.lorweb.train;

import io.lorweb.flux.FluxTransformer;
import io.lorweb.layer.Dropout;
import io.lorweb.optim.Parameters;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/** What learns, and how it sits on the transformer. */
public sealed interface Learned extends AutoCloseable
    permits LearnedBasis, LearnedLora, LearnedTransformer {

  /** Its numbers. */
  Parameters parameters();

  /**
   * Puts it on the transformer for one batch.
   *
   * @param query [B, Q] of the image encoder, or null when nothing is routed
   * @param dropout on the adapter's inputs in this pass; none outside of training
   */
  Pass begin(Tensor query, Dropout dropout);

  /**
   * Writes what it has learned so far, whole or not at all.
   *
   * @param folder of the run
   * @param stem name of the file without its ending
   * @param dtype fp16, bf16 or fp32
   * @param metadata further texts for the header
   * @return the file, or the folder for a whole model
   */
  Path save(Path folder, String stem, String dtype, Map<String, String> metadata);

  /** Called after every optimizer step. */
  default void stepped() {}

  /** What a checkpoint keeps besides parameters and moments. */
  default Map<String, Tensor> state() {
    return Map.of();
  }

  @Override
  void close();

  /** One batch's forward and backward pass. */
  interface Pass {
    /** The transformer as it is for this batch. */
    FluxTransformer transformer();

    /** Mean coefficients' source: [L, B, N] without gradients, if there is a routing to show. */
    default Optional<Tensor> coefficients() {
      return Optional.empty();
    }

    /**
     * Sends what has reached the batch's own intermediate results on to the parameters; called once
     * after the backward pass.
     *
     * @param entropy weight of the entropy term
     * @param balance weight of the balance term
     * @param share of the batch in the step's mean
     * @return what the two terms add to the loss
     */
    default double finish(double entropy, double balance, double share) {
      return 0;
    }
  }
}
