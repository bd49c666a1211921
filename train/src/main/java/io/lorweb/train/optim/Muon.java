package io.lorweb.train.optim;

import io.lorweb.error.InputException;
import io.lorweb.tensor.Arena;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.train.recipe.Optimization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Muon for matrices, AdamW for everything else (Jordan et al., 2024; Liu et al., "Muon is Scalable
 * for LLM Training", 2025).
 *
 * <p>The momentum m += (1 - 0.95) (g - m), looked at one step ahead (Nesterov), is orthogonalised,
 * so that every direction of a matrix moves alike; p *= 1 - lr wd first, then p -= lr 0.2
 * sqrt(max(rows, columns)) O. The root makes the step's root mean square 0.2, about AdamW's, so
 * both halves share one learning rate and one decay.
 */
public final class Muon implements Optimizer {

  private static final double MOMENTUM = 0.95;

  /** Root mean square of AdamW's steps, as it is measured in practice. */
  private static final double RMS = 0.2;

  private final Parameters parameters;
  private final Optimization settings;
  private final List<Parameters.Slot> matrices;
  private final Runs rest;
  private final Arena arena = new Arena();
  private final Tensor momentum; // [M], matrix after matrix
  private final OptimizerMoments moments; // of the rest, null where there is none

  /**
   * At its first step.
   *
   * @throws InputException when none of the parameters is a matrix
   */
  public Muon(Parameters parameters, Optimization settings) {
    this.parameters = parameters;
    this.settings = settings;
    List<Parameters.Slot> slots = List.copyOf(parameters.slots().values());
    matrices = slots.stream().filter(Parameters.Slot::matrix).toList();
    if (matrices.isEmpty()) {
      throw new InputException(
          "optimizer muon moves matrices, but here only vectors, embeddings and convolutions learn:"
              + " use adamw");
    }
    rest = Runs.of(slots.stream().filter(slot -> !slot.matrix()).toList());
    try (PointerScope scope = new PointerScope()) {
      Tensor values = parameters.values();
      long count = matrices.stream().mapToLong(Parameters.Slot::count).sum();
      momentum = arena.own(torch.zeros_like(values.narrow(0, 0, count)));
      moments =
          rest.count() == 0
              ? null
              : OptimizerMoments.of(settings.method(), values.narrow(0, 0, rest.count()));
    }
  }

  @Override
  public void step(long index, double lr) {
    try (NoGradGuard guard = new NoGradGuard()) {
      long at = 0;
      for (Parameters.Slot slot : matrices) {
        try (Scope scope = new Scope()) {
          move(slot, momentum.narrow(0, at, slot.count()), lr);
        }
        at += slot.count();
      }
      if (moments != null) {
        moveRest(AdamW.Step.of(settings, index, lr));
      }
    }
  }

  private void move(Parameters.Slot slot, Tensor remembered, double lr) {
    long rows = slot.shape()[slot.shape().length - 2];
    long columns = slot.shape()[slot.shape().length - 1];
    Tensor g = parameters.gradients().narrow(0, slot.offset(), slot.count());
    remembered.lerp_(g, Tensors.number(1 - MOMENTUM));
    Tensor ahead = g.lerp(remembered, Tensors.number(MOMENTUM));
    Tensor direction = NewtonSchulz.of(ahead.view(-1, rows, columns));
    Tensor p = parameters.values().narrow(0, slot.offset(), slot.count()).view(-1, rows, columns);
    p.mul_(Tensors.number(1 - lr * settings.weightDecay()));
    p.add_(direction, Tensors.number(-lr * RMS * Math.sqrt(Math.max(rows, columns))));
  }

  private void moveRest(AdamW.Step step) {
    try (Scope scope = new Scope()) {
      Tensor values = rest.gathered(parameters.values());
      moments.step(values, rest.gathered(parameters.gradients()), step);
      rest.scatter(values, parameters.values());
    }
  }

  @Override
  public Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    state.put("momentum", momentum);
    if (moments != null) {
      state.putAll(moments.state());
    }
    return state;
  }

  @Override
  public void close() {
    if (moments != null) {
      moments.close();
    }
    arena.close();
  }
}
