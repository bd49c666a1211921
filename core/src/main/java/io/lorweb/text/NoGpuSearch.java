package io.lorweb.text;

import ai.djl.engine.EngineProvider;
import ai.djl.util.cuda.CudaUtils;
import java.lang.invoke.MethodHandles;
import java.util.ServiceLoader;

/**
 * Keeps the tokenizer library from looking for GPUs, which it has no use for: where a CUDA runtime
 * but no driver is installed it writes warnings into the log of whoever embeds us.
 */
final class NoGpuSearch {

  /** While it is set, the class that looks does not load CUDA's library, now or later. */
  private static final String LATER = "ai.djl.util.cuda.fork";

  /** Natives that need no GPU, whatever has been found. */
  private static final String FLAVOR = "RUST_FLAVOR";

  /** Those that the library brings itself; other engines of the same makers may want GPUs. */
  private static final int OWN_ENGINES = 2;

  private NoGpuSearch() {}

  /** Once for the process; changes nothing after the library has looked. */
  static synchronized void ensure() {
    if (ServiceLoader.load(EngineProvider.class).stream().count() <= OWN_ENGINES) {
      looksForNothing();
    } else if (System.getProperty(FLAVOR) == null) {
      System.setProperty(FLAVOR, "cpu");
    }
  }

  private static void looksForNothing() {
    String before = System.getProperty(LATER);
    System.setProperty(LATER, "true");
    try {
      MethodHandles.lookup().ensureInitialized(CudaUtils.class);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("a public class cannot be initialized", e);
    } finally {
      if (before == null) {
        System.clearProperty(LATER);
      } else {
        System.setProperty(LATER, before);
      }
    }
  }
}
