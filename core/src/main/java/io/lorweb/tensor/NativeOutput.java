package io.lorweb.tensor;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;

/** What native code prints. Standard output belongs to a program's results. */
public final class NativeOutput {

  private static final int OUT = 1;
  private static final int ERR = 2;

  /** The C library's calls on file descriptors. */
  interface LibC extends Library {
    int dup(int descriptor);

    int dup2(int from, int to);

    int close(int descriptor);
  }

  private NativeOutput() {}

  /**
   * Runs {@code action}; what the process prints on standard output meanwhile goes to standard
   * error. Does no more than run it where the C library has no such calls.
   */
  public static void toStandardError(Runnable action) {
    if (!Platform.isLinux() && !Platform.isMac()) {
      action.run();
      return;
    }
    LibC c = Native.load("c", LibC.class);
    System.out.flush();
    int kept = c.dup(OUT);
    c.dup2(ERR, OUT);
    try {
      action.run();
    } finally {
      if (kept >= 0) {
        c.dup2(kept, OUT);
        c.close(kept);
      }
    }
  }
}
