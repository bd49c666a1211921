package io.lorweb.train.optim;

import io.lorweb.tensor.Arena;
import io.lorweb.tensor.Device;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * All numbers that learn, side by side in one float32 tensor, and their gradients in another.
 *
 * <p>What a model sees are views by name: leaves of the engine's graph that share this memory,
 * whose gradients the engine adds into the second tensor. So clipping, the optimizer, checkpoints
 * and the exchange between workers each are one operation on one tensor, however many Linears there
 * are.
 */
public final class Parameters implements AutoCloseable {

  /**
   * Where one parameter stands.
   *
   * @param shape of the view
   * @param offset of its first number
   * @param count of its numbers
   * @param matrix whether it is a hidden weight matrix or, with three axes, several of one shape:
   *     what maps activations to activations, so that its singular values mean something
   */
  public record Slot(long[] shape, long offset, long count, boolean matrix) {}

  /** Fills the view of a parameter with its first values. */
  @FunctionalInterface
  public interface Filling {
    void fill(Tensor values);
  }

  /** Collects names and shapes before the memory is taken. */
  public static final class Plan {
    private final Map<String, Slot> slots = new LinkedHashMap<>();
    private final Map<String, Filling> fillings = new LinkedHashMap<>();
    private long total;

    /** Adds one parameter; {@code filling} is called once, without recording gradients. */
    public Plan add(String name, Filling filling, long... shape) {
      return add(name, filling, false, shape);
    }

    /**
     * Adds a hidden weight matrix, [rows, columns], or several of one shape, [N, rows, columns].
     */
    public Plan addMatrix(String name, Filling filling, long... shape) {
      if (shape.length != 2 && shape.length != 3) {
        throw new IllegalArgumentException(name + " has " + shape.length + " axes: no matrix");
      }
      return add(name, filling, true, shape);
    }

    private Plan add(String name, Filling filling, boolean matrix, long... shape) {
      long count = 1;
      for (long side : shape) {
        count = Math.multiplyExact(count, side);
      }
      if (slots.put(name, new Slot(shape, total, count, matrix)) != null) {
        throw new IllegalArgumentException("two parameters are called " + name);
      }
      fillings.put(name, filling);
      total += count;
      return this;
    }

    /** Numbers planned so far. */
    public long total() {
      return total;
    }

    /** The slots, in order. */
    public Map<String, Slot> slots() {
      return Collections.unmodifiableMap(slots);
    }
  }

  private final Map<String, Slot> slots;
  private final Map<String, Tensor> leaves = new LinkedHashMap<>();
  private final Arena arena = new Arena();
  private final Tensor values;
  private final Tensor gradients;

  /**
   * Takes the memory and fills it.
   *
   * @param device where the numbers lie: the model's
   */
  public Parameters(Plan plan, Device device) {
    slots = plan.slots();
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      values = arena.own(zeros(plan.total(), device));
      gradients = arena.own(zeros(plan.total(), device));
      slots.forEach(
          (name, slot) -> {
            Tensor view = view(values, slot);
            plan.fillings.get(name).fill(view);
            Tensor leaf = arena.own(view.detach());
            leaf.set_requires_grad(true);
            leaf.mutable_grad().put(view(gradients, slot));
            leaves.put(name, leaf);
          });
    }
  }

  private static Tensor zeros(long count, Device device) {
    Tensor tensor = Tensors.empty(ScalarType.Float, device, count);
    tensor.zero_();
    return tensor;
  }

  private static Tensor view(Tensor flat, Slot slot) {
    return flat.narrow(0, slot.offset(), slot.count()).view(slot.shape());
  }

  /** The leaf called {@code name}. */
  public Tensor get(String name) {
    Tensor leaf = leaves.get(name);
    if (leaf == null) {
      throw new IllegalArgumentException("no parameter is called " + name);
    }
    return leaf;
  }

  /** The gradient of {@code name}, valid in the current scope. */
  public Tensor gradient(String name) {
    return view(gradients, slots.get(name));
  }

  /** Where everything stands, in order. */
  public Map<String, Slot> slots() {
    return slots;
  }

  /** Every number, [P]. */
  public Tensor values() {
    return values;
  }

  /** Every gradient, [P]. */
  public Tensor gradients() {
    return gradients;
  }

  /** P. */
  public long count() {
    return values.numel();
  }

  /** Forgets the gradients. */
  public void zeroGradients() {
    try (Scope scope = new Scope()) {
      gradients.zero_();
    }
  }

  /** The global norm of all gradients. */
  public double gradientNorm() {
    try (Scope scope = new Scope()) {
      return torch.linalg_vector_norm(gradients).item_double();
    }
  }

  /** Scales all gradients. */
  public void scaleGradients(double factor) {
    if (factor != 1) {
      try (Scope scope = new Scope()) {
        gradients.mul_(Tensors.number(factor));
      }
    }
  }

  @Override
  public void close() {
    leaves.clear();
    arena.close();
  }
}
