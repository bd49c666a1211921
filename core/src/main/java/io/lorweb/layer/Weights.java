package io.lorweb.layer;

import io.lorweb.tensor.Arena;
import io.lorweb.tensor.MemoryPlan;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.weights.Resting;
import io.lorweb.weights.TensorSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * The weights of one model, placed where they are used: every Linear and tensor is read from the
 * checkpoint once and shared by all views of the model, adapted or not. Safe for several threads.
 */
public final class Weights implements AutoCloseable {

  private final TensorSource checkpoint;
  private final Placement placement;
  private final StagingBuffers stage;
  private final ReadAhead ahead = new ReadAhead();
  private final Arena arena = new Arena();
  private final Map<String, Linear> linears = new ConcurrentHashMap<>();
  private final Map<String, Tensor> tensors = new ConcurrentHashMap<>();

  /** Takes {@code checkpoint} over and closes it with itself. */
  public Weights(TensorSource checkpoint, Placement placement) {
    this.checkpoint = checkpoint;
    this.placement = placement;
    this.stage = new StagingBuffers(placement);
  }

  /** The root of the model's tree of names. */
  public WeightPath root() {
    return new WeightPath(this, "", Adapter.NONE, ActivationListener.NONE);
  }

  public Placement placement() {
    return placement;
  }

  /** Whether the checkpoint holds a tensor of this name. */
  public boolean has(String name) {
    return checkpoint.has(name);
  }

  /**
   * A Linear's weight as it is stored, for what must be computed from it once.
   *
   * @return [out, in], of the current scope: a view on the mapped file, or widened
   */
  public Tensor weight(String path, long in, long out) {
    return checkpoint.resting(path + ".weight", out, in).all();
  }

  Linear linear(String path, long in, long out, boolean bias) {
    return linears.computeIfAbsent(path, p -> load(p, in, out, bias));
  }

  private Linear load(String path, long in, long out, boolean withBias) {
    Tensor bias = withBias ? tensor(path + ".bias", out) : null;
    try (PointerScope scope = new PointerScope()) {
      Resting resting = checkpoint.resting(path + ".weight", out, in);
      return switch (placement.memory()) {
        case RESIDENT -> new DenseLinear(arena.own(placement.factor(resting.all())), bias);
        case STREAM -> new StreamedLinear(resting, bias, stage, ahead, ahead.add(resting));
        case INT8 -> int8(resting.all(), bias);
      };
    }
  }

  private Linear int8(Tensor weight, Tensor bias) {
    Tensor scales = Int8Linear.scales(weight);
    Tensor quantised = placement.move(Int8Linear.quantise(weight, scales));
    return new Int8Linear(arena.own(quantised), arena.own(placement.place(scales)), bias, stage);
  }

  /** A tensor in the compute type; the name is the file's. */
  Tensor tensor(String name, long... shape) {
    return tensors.computeIfAbsent(
        name,
        n -> {
          try (PointerScope scope = new PointerScope()) {
            return arena.own(placement.place(checkpoint.resting(n, shape).all()));
          }
        });
  }

  /** A table whose rows are looked up: streamed models leave it in the mapped file. */
  Tensor rows(String name, long rows, long width, Tensor indices) {
    if (placement.memory() == MemoryPlan.RESIDENT) {
      return tensor(name, rows, width).index_select(0, placement.move(indices));
    }
    try (Scope scope = new Scope()) {
      Tensor found = checkpoint.resting(name, rows, width).select(indices);
      return scope.keep(placement.place(found));
    }
  }

  @Override
  public void close() {
    ahead.close();
    stage.close();
    arena.close();
    checkpoint.close();
  }
}
