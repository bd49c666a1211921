package io.lorweb.tensor;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Operators take two threads in each test, as those of a wide model do. */
final class TwoThreads implements BeforeEachCallback, AfterEachCallback {

  private int before;

  @Override
  public void beforeEach(ExtensionContext context) {
    before = Engine.currentThreads();
    Engine.threads(2);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Engine.threads(before);
  }
}
