package io.lorweb.layer;

import io.lorweb.tensor.Arena;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.weights.Plain;
import io.lorweb.weights.Resting;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;

/**
 * Lends buffers into which weights are converted for the moment in which a layer computes. Each
 * thread that computes at the same time needs one buffer, as large as the largest layer.
 *
 * <p>While gradients are recorded a buffer must not be reused before the backward pass, so then the
 * converted weights are ordinary tensors that live as long as the recorded graph.
 */
final class StagingBuffers implements AutoCloseable {

  private final Placement placement;
  private final Arena arena = new Arena();
  private final ConcurrentLinkedDeque<Tensor> idle = new ConcurrentLinkedDeque<>();

  StagingBuffers(Placement placement) {
    this.placement = placement;
  }

  /** Runs {@code use} on {@code resting} converted as it is used. */
  Tensor with(Tensor resting, UnaryOperator<Tensor> use) {
    return with(new Plain(resting.shape(), resting.nbytes(), () -> resting), use);
  }

  /** Runs {@code use} on {@code resting} widened as it is used. */
  Tensor with(Resting resting, UnaryOperator<Tensor> use) {
    if (GradMode.is_enabled()) {
      return use.apply(placement.factor(resting.all()));
    }
    if (resting instanceof Plain && placement.device().isCpu()) {
      Tensor stored = resting.all();
      if (stored.scalar_type().value == placement.type().factorType().value) {
        return use.apply(stored); // As the product wants it: nothing to convert.
      }
    }
    long[] shape = resting.shape();
    long elements = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    Tensor buffer = borrow(elements);
    try (Scope scope = new Scope()) {
      Tensor weight = buffer.narrow(0, 0, elements).view(shape);
      resting.into(weight);
      return scope.keep(use.apply(weight));
    } finally {
      idle.push(buffer);
    }
  }

  private Tensor borrow(long elements) {
    Tensor buffer = idle.poll();
    if (buffer != null && buffer.numel() >= elements) {
      return buffer;
    }
    if (buffer != null) {
      arena.free(buffer);
    }
    try (PointerScope scope = new PointerScope()) {
      return arena.own(Tensors.empty(placement.type().factorType(), placement.device(), elements));
    }
  }

  @Override
  public void close() {
    idle.clear();
    arena.close();
  }
}
