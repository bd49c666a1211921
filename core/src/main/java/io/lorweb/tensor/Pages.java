package io.lorweb.tensor;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import org.bytedeco.pytorch.Tensor;

/** The memory pages of mapped files, as the operating system sees them. */
public final class Pages {

  /** Addresses are rounded down to this; every page size in use divides it. */
  private static final long ALIGNED = 1 << 16;

  /** Linux reads no more than its read-ahead for one piece of advice, at least this much. */
  private static final long AT_ONCE = 128 << 10;

  private static final int WILL_NEED = 3;

  /** The C library's call. */
  interface LibC extends Library {
    int madvise(Pointer address, NativeLong length, int advice);
  }

  private static final class Loaded {
    static final LibC C = Native.load("c", LibC.class);
  }

  private Pages() {}

  /** Whether this system takes advice. */
  public static boolean advised() {
    return Platform.isLinux() || Platform.isMac();
  }

  /**
   * Asks the system to read what lies under {@code view} soon, and does not wait for it. Advice
   * changes nothing but time: where it cannot be given, nothing happens.
   *
   * @param view contiguous, on the CPU; of a mapped file or any other memory
   */
  public static void willNeed(Tensor view) {
    if (!advised() || view.numel() == 0) {
      return;
    }
    long from = view.data_ptr().address();
    long start = from / ALIGNED * ALIGNED;
    long end = from + view.nbytes();
    for (long at = start; at < end; at += AT_ONCE) {
      NativeLong length = new NativeLong(Math.min(AT_ONCE, end - at));
      if (Loaded.C.madvise(new Pointer(at), length, WILL_NEED) != 0) {
        return;
      }
    }
  }
}
