package io.lorweb.tensor;

/** How a model's large weights rest between two uses. */
public enum MemoryPlan {
  /** Converted once to the compute type and kept on the device. Fastest; needs room for all. */
  RESIDENT,
  /**
   * Left in the mapped file in the file's own format and converted into a reused buffer each time a
   * layer computes. Needs room for one layer.
   */
  STREAM,
  /** Kept as int8 with one scale per output row: a quarter of float32, within 0.4 % of a row. */
  INT8
}
