package io.lorweb.train.loop;

import io.lorweb.train.optim.Parameters;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** What learns. */
public sealed interface Trainable extends AutoCloseable permits FlowTrainable, TrainableModel {

  /** Its numbers. */
  Parameters parameters();

  /**
   * Writes what it has learned so far, whole or not at all.
   *
   * @param folder of the run
   * @param stem name of the file without its ending
   * @param dtype fp16, bf16 or fp32
   * @param metadata further texts for the header
   * @return the file
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
}
