package io.lorweb.work;

import java.util.ArrayDeque;
import java.util.Deque;

/** Things to close together, the last one first. */
public final class Closing implements AutoCloseable {

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  /** Closes {@code part} with the others; returns it. */
  public <C extends AutoCloseable> C later(C part) {
    parts.push(part);
    return part;
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException("closing failed", e);
      }
    }
  }
}
