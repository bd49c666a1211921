package io.lorweb.train.optim;

import io.lorweb.tensor.Arena;
import io.lorweb.tensor.Scope;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Moments in float32, moved by the engine's fused kernel in one pass over the memory. */
final class WideMoments implements OptimizerMoments {

  private static final String KERNEL = "aten::_fused_adamw_";

  private final Arena arena = new Arena();
  private final Tensor first;
  private final Tensor second;

  WideMoments(Tensor values) {
    try (PointerScope scope = new PointerScope()) {
      first = arena.own(torch.zeros_like(values));
      second = arena.own(torch.zeros_like(values));
    }
  }

  @Override
  public void step(Tensor values, Tensor gradients, AdamW.Step step) {
    try (Scope scope = new Scope()) {
      OperatorHandle kernel = Dispatcher.singleton().findSchemaOrThrow(KERNEL, "");
      // _fused_adamw_(self, grads, exp_avgs, exp_avg_sqs, max_exp_avg_sqs, state_steps, *, lr,
      //   beta1, beta2, weight_decay, eps, amsgrad, maximize, grad_scale, found_inf)
      Tensor index =
          Tensor.create(new float[] {step.index()}, new long[0])
              .to(values.device(), ScalarType.Float);
      IValueVector stack =
          new IValueVector(
              list(values),
              list(gradients),
              list(first),
              list(second),
              list(),
              list(index),
              new IValue(step.lr()),
              new IValue(step.beta1()),
              new IValue(step.beta2()),
              new IValue(step.weightDecay()),
              new IValue(step.eps()),
              new IValue(false),
              new IValue(false),
              new IValue(),
              new IValue());
      kernel.callBoxed(stack);
    }
  }

  private static IValue list(Tensor... tensors) {
    GenericList list = new GenericList(new Type.TypePtr(TensorType.get()));
    for (Tensor tensor : tensors) {
      list.push_back(new IValue(tensor));
    }
    return new IValue(list);
  }

  @Override
  public Map<String, Tensor> state() {
    return Map.of("first_moment", first, "second_moment", second);
  }

  @Override
  public void close() {
    arena.close();
  }
}
