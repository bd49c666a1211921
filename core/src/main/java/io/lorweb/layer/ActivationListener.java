package io.lorweb.layer;

import org.bytedeco.pytorch.Tensor;

/** Sees named intermediate results while a model computes, for tests and analyses. */
@FunctionalInterface
public interface ActivationListener {

  /** Watches nothing. */
  ActivationListener NONE = (name, value) -> {};

  /**
   * @param name dotted, as in the checkpoint: {@code transformer_blocks.0.attn.norm_q}
   * @param value valid during the call only; clone it to keep it
   */
  void see(String name, Tensor value);
}
