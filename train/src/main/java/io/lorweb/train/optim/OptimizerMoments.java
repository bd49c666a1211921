package io.lorweb.train.optim;

import io.lorweb.train.recipe.Optimization;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** AdamW's two running means of every parameter, in the format that the recipe asks for. */
public sealed interface OptimizerMoments extends AutoCloseable permits WideMoments, NarrowMoments {

  /** Zeros for every one of {@code values}. */
  static OptimizerMoments of(Optimization.Method method, Tensor values) {
    return switch (method) {
      case ADAMW, MUON -> new WideMoments(values);
      case ADAMW8BIT -> new NarrowMoments(values);
    };
  }

  /** One step: folds the gradients in and moves the values. */
  void step(Tensor values, Tensor gradients, AdamW.Step step);

  /** What a checkpoint keeps, by name; the tensors themselves, to be read and written in place. */
  Map<String, Tensor> state();

  @Override
  void close();
}
