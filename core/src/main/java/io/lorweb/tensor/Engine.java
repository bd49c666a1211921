package io.lorweb.tensor;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.IOException;
import java.util.OptionalInt;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;

/**
 * The tensor engine (libtorch), started once per process.
 *
 * <p>Some settings must stand before its libraries load: {@code OMP_WAIT_POLICY=PASSIVE}, without
 * which libgomp's waiting threads starve OpenBLAS's, and JavaCPP's own memory limits, which count
 * mapped files and would trip over large models. The launcher sets the first; a program that embeds
 * this library has no launcher, so the first call sets them through libc. When MKL is on the class
 * path (profile {@code mkl}) it takes OpenBLAS's place and shares libgomp's threads.
 *
 * @param version libtorch's version
 * @param threads threads inside one operator, at most: all cores, unless the property {@code
 *     lorweb.threads} says another number
 * @param waitPolicy the value libgomp saw, or "unset"
 * @param cuda whether a CUDA device can be used
 */
public record Engine(String version, int threads, String waitPolicy, boolean cuda) {

  private static final String WAIT_POLICY = "OMP_WAIT_POLICY";

  /**
   * How often a waiting thread looks before it sleeps, with MKL: some tens of microseconds. It
   * computes in the same threads, so waiting ones starve nobody; beside OpenBLAS's own threads any
   * spinning costs more than it saves.
   */
  private static final String SPIN_WITH_MKL = "20000";

  /** The property that says how many threads one operator uses, whatever the model. */
  private static final String THREADS = "lorweb.threads";

  /** The property that says how many cores are this process's, where several share a machine. */
  public static final String MOST_THREADS = "lorweb.threads.most";

  private static final String MKL = "/org/bytedeco/mkl/global/mkl_rt.class";
  private static final String BLAS = "org.bytedeco.openblas.load";

  /** The C library's call that changes this process's own environment. */
  interface LibC extends Library {
    int setenv(String name, String value, int overwrite);
  }

  private static final class Started {
    static final Engine ENGINE = load();
  }

  /** Loads the engine on the first call (about a second) and describes it. */
  public static Engine start() {
    return Started.ENGINE;
  }

  /** What somebody has said about threads; empty leaves the choice to {@link #suit}. */
  private static volatile OptionalInt asked =
      Integer.getInteger(THREADS) == null
          ? OptionalInt.empty()
          : OptionalInt.of(Integer.getInteger(THREADS));

  private static volatile int most = Integer.getInteger(MOST_THREADS, Integer.MAX_VALUE);

  /**
   * Sets how many threads one operator uses, from now on and whatever the model. Sums depend on it
   * in the last bit, so it is stored with every result.
   */
  public static void threads(int count) {
    start();
    asked = OptionalInt.of(count);
    useThreads(count);
  }

  /**
   * Sets how many threads one operator uses by the model that is being loaded, unless somebody has
   * said a number.
   *
   * @param width of its hidden states, in channels
   */
  public static void suit(int width) {
    useThreads(suited(width).count());
  }

  /** What {@link #suit} would choose for a model of this width. */
  public static ThreadCount suited(int width) {
    return ThreadCount.of(asked, width, Math.min(start().threads(), most));
  }

  /**
   * How many pictures keep the cores busy when each is made by a thread of its own: with narrow
   * models, whose operators take one thread, as many as there are cores. Somebody who has said a
   * number of threads wants no more of them.
   */
  public static int atOnce() {
    int cores = Math.min(start().threads(), most);
    return asked.isPresent() ? 1 : Math.max(1, cores / currentThreads());
  }

  /** Bounds what {@link #suit} chooses, for processes that share a machine. */
  public static void atMost(int share) {
    most = share;
  }

  /** The engine's own threads and OpenBLAS's, which follow no setting of the engine. */
  private static void useThreads(int count) {
    torch.set_num_threads(count);
    productThreads(count);
  }

  /** Those that OpenBLAS takes for one product, in the whole process. */
  static void productThreads(int count) {
    openblas_nolapack.blas_set_num_threads(count);
  }

  /** Threads inside one operator, now. */
  public static int currentThreads() {
    start();
    return torch.get_num_threads();
  }

  private static Engine load() {
    limit("org.bytedeco.javacpp.maxBytes");
    limit("org.bytedeco.javacpp.maxPhysicalBytes");
    String policy = passiveWaiting();
    if (mkl()) {
      setDefault("MKL_THREADING_LAYER", "GNU");
      if (System.getProperty(BLAS) == null) {
        System.setProperty(BLAS, "mkl_rt");
      }
    }
    // It complains on every call where it does not know the processor, and computes otherwise where
    // it does: without it small convolutions are the same everywhere.
    torch.globalContext().setUserEnabledNNPACK(false);
    // Said even where it is the default: OpenBLAS's own default divides its work otherwise.
    useThreads(Integer.getInteger(THREADS, cores()));
    return new Engine(bindingVersion(), torch.get_num_threads(), policy, torch.cuda_is_available());
  }

  /** Those that this process may use; a container's share may be smaller than the machine. */
  private static int cores() {
    return Math.min(torch.get_num_threads(), Runtime.getRuntime().availableProcessors());
  }

  /** The binding's version, whose first part is libtorch's. */
  private static String bindingVersion() {
    try {
      return Loader.getVersion("org.bytedeco", "pytorch");
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static void limit(String property) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, "0");
    }
  }

  /** Whether MKL does the matrix products; OpenBLAS does otherwise. */
  public static boolean mkl() {
    return Engine.class.getResource(MKL) != null;
  }

  private static String passiveWaiting() {
    String set = System.getenv(WAIT_POLICY);
    if (mkl() && (set == null || set.equalsIgnoreCase("PASSIVE"))) {
      setDefault("GOMP_SPINCOUNT", SPIN_WITH_MKL);
    }
    return set != null ? set : setDefault(WAIT_POLICY, "PASSIVE");
  }

  /** Sets a variable of this process's environment unless it is set; returns what stands there. */
  private static String setDefault(String name, String value) {
    if (System.getenv(name) != null) {
      return System.getenv(name);
    }
    if (Platform.isLinux() || Platform.isMac()) {
      Native.load("c", LibC.class).setenv(name, value, 0);
      return value;
    }
    return "unset";
  }
}
