package io.lorweb.adapt;

import io.lorweb.basis.Basis;
import io.lorweb.basis.BasisAdapter;
import io.lorweb.basis.BasisConfig;
import io.lorweb.basis.Mixture;
import io.lorweb.basis.Router;
import io.lorweb.error.InputException;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.layer.Adapter;
import io.lorweb.layer.DenseLinear;
import io.lorweb.layer.Dropout;
import io.lorweb.layer.Linear;
import io.lorweb.tensor.Arena;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * A basis placed beside one transformer, ready to put mixtures on it in four ways that agree:
 * folded (the default), merged into the weights, per sample of a batch, and routed by the Linear's
 * own input. What does not depend on the mixture is placed once and shared; what does belongs to
 * the {@link Arena} that the caller hands in.
 */
public final class MountedBasis implements AutoCloseable {

  private final BasisAdapter adapter;
  private final Placement placement;
  private final Arena arena = new Arena();
  private final Map<String, Tensor> shared = new ConcurrentHashMap<>();

  /** Mounts without a model to check against; see {@link #on}. */
  public MountedBasis(BasisAdapter adapter, Placement placement) {
    this.adapter = adapter;
    this.placement = placement;
  }

  /**
   * Mounts beside {@code transformer}.
   *
   * @throws InputException when a Linear of the adapter does not exist there or has another size:
   *     the adapter was trained on another model
   */
  public static MountedBasis on(FluxTransformer transformer, BasisAdapter adapter) {
    requireFit(transformer, adapter);
    return new MountedBasis(adapter, transformer.weights().placement());
  }

  private static void requireFit(FluxTransformer transformer, BasisAdapter adapter) {
    Set<String> missing = new HashSet<>(adapter.bases().keySet());
    transformer.adapted(
        (path, linear) -> {
          Basis basis = adapter.bases().get(path);
          if (basis != null && (basis.in() != linear.in() || basis.out() != linear.out())) {
            throw InputException.of(
                "%s does not fit this model: '%s' is %d -> %d in the adapter but %d -> %d in the"
                    + " model",
                adapter.file(), path, basis.in(), basis.out(), linear.in(), linear.out());
          }
          missing.remove(path);
          return linear;
        });
    if (!missing.isEmpty()) {
      throw InputException.of(
          "%s does not fit this model: the model has no Linear '%s' (%d of %d are missing)",
          adapter.file(),
          missing.stream().sorted().findFirst().orElseThrow(),
          missing.size(),
          adapter.bases().size());
    }
  }

  /** The mixture folded into one low-rank product per Linear. */
  public Adapter folded(Mixture mixture, Arena owner) {
    Map<String, LowRank> loras = fold(mixture, owner);
    return (path, linear) ->
        loras.containsKey(path) ? new LowRankLinear(linear, loras.get(path)) : linear;
  }

  /**
   * The mixture added into a copy of the resident weights, so that the same operators run as in the
   * bare model. The originals stay untouched: undoing is dropping the view.
   *
   * @throws InputException when the weights are streamed or quantised
   */
  public Adapter merged(Mixture mixture, Arena owner) {
    Map<String, float[]> coefficients = byPath(mixture);
    return (path, linear) -> {
      Basis basis = adapter.bases().get(path);
      return basis == null ? linear : merge(path, linear, basis, coefficients.get(path), owner);
    };
  }

  private Linear merge(String path, Linear linear, Basis basis, float[] coefficients, Arena owner) {
    if (!(linear instanceof DenseLinear dense)) {
      throw InputException.of(
          "'%s' cannot be merged: its weights are streamed or quantised; use setting 'memory' resident or"
              + " the folded adapter",
          path);
    }
    try (Scope scope = new Scope()) {
      LowRank lora = new LowRank(down(path, basis), LowRank.up(basis, coefficients, placement));
      Tensor sum = dense.weight().add(lora.weight()).to(dense.weight().scalar_type());
      return new DenseLinear(owner.own(sum), dense.bias());
    }
  }

  /** One mixture per sample of a batch, in order. */
  public Adapter perSample(List<Mixture> mixtures, Arena owner) {
    Map<String, Tensor> coefficients = new HashMap<>();
    List<String> paths = mixtures.get(0).paths();
    for (int i = 0; i < paths.size(); i++) {
      try (Scope scope = new Scope()) {
        Tensor[] rows = new Tensor[mixtures.size()];
        for (int sample = 0; sample < rows.length; sample++) {
          float[] e = mixtures.get(sample).of(i);
          rows[sample] = Tensors.of(e, e.length);
        }
        Tensor repeated = repeat(Tensors.stack(0, rows), adapter.config().rank());
        coefficients.put(paths.get(i), owner.own(placement.place(repeated)));
      }
    }
    return mixed(coefficients::get);
  }

  /**
   * Mixtures that the caller holds and may have gradients for.
   *
   * @param coefficients of a Linear by its path: [batch or 1, N r], each r times in a row
   */
  public Adapter mixed(Function<String, Tensor> coefficients) {
    return (path, linear) -> {
      Basis basis = adapter.bases().get(path);
      return basis == null
          ? linear
          : new PerSampleLinear(
              linear,
              down(path, basis),
              rawUp(path, basis),
              coefficients.apply(path),
              Dropout.NONE);
    };
  }

  /** Each coefficient r times in a row, as {@link #mixed} wants them: [.., N] to [.., N r]. */
  public Tensor repeated(Tensor coefficients) {
    return repeat(coefficients, adapter.config().rank());
  }

  /** Gradients of repeated coefficients as those of the coefficients: [.., N r] to [.., N]. */
  public Tensor summed(Tensor gradients) {
    return gradients.unflatten(-1, adapter.config().lorasNum(), adapter.config().rank()).sum(-1);
  }

  /** Every Linear routes its own input at every call (internal queries). */
  public Adapter internal() {
    BasisConfig config = adapter.config();
    return (path, linear) -> {
      Basis basis = adapter.bases().get(path);
      if (basis == null) {
        return linear;
      }
      Tensor matrix =
          keep(
              path + ".matrix",
              () -> placement.place(Router.fold(basis, config.routing().heads())));
      return InternalLinear.of(linear, path, config, matrix, down(path, basis), rawUp(path, basis));
    };
  }

  /** The mixture as one LoRA per Linear, owned by {@code owner}. */
  public Map<String, LowRank> fold(Mixture mixture, Arena owner) {
    Map<String, LowRank> loras = new HashMap<>();
    byPath(mixture)
        .forEach(
            (path, coefficients) -> {
              Basis basis = adapter.bases().get(path);
              try (Scope scope = new Scope()) {
                Tensor up = owner.own(LowRank.up(basis, coefficients, placement));
                loras.put(path, new LowRank(down(path, basis), up));
              }
            });
    return loras;
  }

  private Map<String, float[]> byPath(Mixture mixture) {
    if (!adapter.bases().keySet().containsAll(mixture.paths())
        || mixture.size() != adapter.config().lorasNum()) {
      throw InputException.of(
          "the mixing coefficients belong to another adapter than %s", adapter.file());
    }
    Map<String, float[]> coefficients = new HashMap<>();
    for (int i = 0; i < mixture.paths().size(); i++) {
      coefficients.put(mixture.paths().get(i), mixture.of(i));
    }
    return coefficients;
  }

  private Tensor down(String path, Basis basis) {
    return keep(path + ".down", () -> LowRank.down(basis, placement));
  }

  private Tensor rawUp(String path, Basis basis) {
    return keep(
        path + ".up",
        () ->
            placement
                .factor(basis.b())
                .reshape(basis.size() * basis.rank(), basis.out())
                .contiguous());
  }

  private Tensor keep(String key, Supplier<Tensor> make) {
    return shared.computeIfAbsent(
        key,
        k -> {
          try (Scope scope = new Scope()) {
            return arena.own(make.get());
          }
        });
  }

  /** Each column {@code times} times in a row: coefficients [.., N] to [.., N r]. */
  static Tensor repeat(Tensor coefficients, long times) {
    return coefficients.repeat_interleave(times, new LongOptional(-1), new LongOptional());
  }

  @Override
  public void close() {
    arena.close();
  }
}
