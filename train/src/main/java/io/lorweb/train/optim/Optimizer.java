package io.lorweb.train.optim;

import io.lorweb.error.InputException;
import io.lorweb.train.recipe.Optimization;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** Moves {@link Parameters} against their gradients. */
public sealed interface Optimizer extends AutoCloseable permits AdamW, Muon {

  /**
   * What the recipe asks for, at its first step.
   *
   * @throws InputException when nothing that learns is a matrix, and Muon is asked for
   */
  static Optimizer of(Parameters parameters, Optimization settings) {
    return switch (settings.method()) {
      case ADAMW, ADAMW8BIT -> new AdamW(parameters, settings);
      case MUON -> new Muon(parameters, settings);
    };
  }

  /**
   * Moves all parameters against their gradients.
   *
   * @param index of this step, from 1
   * @param lr its learning rate
   */
  void step(long index, double lr);

  /** What a checkpoint keeps, by name; the tensors themselves, to be read and written in place. */
  Map<String, Tensor> state();

  @Override
  void close();
}
