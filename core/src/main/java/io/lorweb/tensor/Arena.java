package io.lorweb.tensor;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.javacpp.Pointer;

/**
 * Owns tensors that outlive every {@link Scope}: weights, caches, what a model holds.
 *
 * <p>Safe for use from several threads. Closing frees all of them, in the opposite order.
 */
public final class Arena implements AutoCloseable {

  private final Deque<Pointer> owned = new ArrayDeque<>();
  private boolean closed;

  /** Takes {@code pointer} over; it stays valid until this arena closes. */
  public synchronized <P extends Pointer> P own(P pointer) {
    if (closed) {
      throw new IllegalStateException("the model has been closed");
    }
    pointer.retainReference();
    owned.push(pointer);
    return pointer;
  }

  /** Frees one of the owned before the others. */
  public synchronized void free(Pointer pointer) {
    if (owned.remove(pointer)) {
      pointer.releaseReference();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    while (!owned.isEmpty()) {
      owned.pop().releaseReference();
    }
  }
}
