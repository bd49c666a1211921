package io.lorweb.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Frees every tensor made inside it when it closes, except those that are kept.
 *
 * <p>The engine's Java wrappers keep each intermediate result alive until the scope they were made
 * in closes, so a model opens one scope per block and per step. What is kept moves to the enclosing
 * scope of the same thread; without one it lives until its owner (see {@link Arena}) frees it.
 *
 * <pre>{@code
 * try (Scope scope = new Scope()) {
 *   Tensor hidden = first.forward(x);
 *   return scope.keep(second.forward(hidden));
 * }
 * }</pre>
 */
public final class Scope implements AutoCloseable {

  private final PointerScope pointers = new PointerScope();
  private final List<Tensor> kept = new ArrayList<>(1);

  /** Lets {@code tensor} outlive this scope. */
  public Tensor keep(Tensor tensor) {
    kept.add(tensor);
    return tensor;
  }

  /** Runs {@code work} in a scope of its own and keeps only its result. */
  public static Tensor of(Supplier<Tensor> work) {
    try (Scope scope = new Scope()) {
      return scope.keep(work.get());
    }
  }

  /** Frees a tensor before its scope closes: a large one that nobody needs any more. */
  public static void release(Tensor tensor) {
    tensor.releaseReference();
  }

  @Override
  public void close() {
    kept.forEach(Tensor::retainReference);
    pointers.close();
    PointerScope outer = PointerScope.getInnerScope();
    if (outer != null) {
      for (Tensor tensor : kept) {
        outer.attach(tensor);
        tensor.releaseReference();
      }
    }
  }
}
