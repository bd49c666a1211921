package io.lorweb.layer;

/** Puts something on a Linear: nothing, a mixture of basis LoRAs, ordinary LoRAs. */
@FunctionalInterface
public interface Adapter {

  /** Leaves every Linear as it is. */
  Adapter NONE = (path, linear) -> linear;

  /**
   * @param path the Linear's dotted path in its model: {@code transformer_blocks.0.attn.to_q}
   * @param linear the Linear of the frozen model
   * @return {@code linear} itself or one that adds to it
   */
  Linear adapt(String path, Linear linear);

  /** This one first, {@code other} on top of its result. */
  default Adapter then(Adapter other) {
    return (path, linear) -> other.adapt(path, adapt(path, linear));
  }
}
