package io.lorweb.train.loop;

import io.lorweb.flux.FluxTransformer;
import io.lorweb.layer.Dropout;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/** What learns by flow matching, and how it sits on the transformer. */
public sealed interface FlowTrainable extends Trainable
    permits TrainableBasis, TrainableLora, TrainableTransformer {

  /**
   * Puts it on the transformer for one batch.
   *
   * @param query [B, Q] of the image encoder, or null when nothing is routed
   * @param dropout on the adapter's inputs in this pass; none outside of training
   */
  Pass begin(Tensor query, Dropout dropout);

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
