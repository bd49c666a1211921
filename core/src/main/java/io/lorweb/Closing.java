package io.lorweb;

import java.util.ArrayDeque;
import java.util.Deque;

/** Things to close together, the last one first. */
final class Closing implements AutoCloseable {

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  <C extends AutoCloseable> C later(C part) {
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
