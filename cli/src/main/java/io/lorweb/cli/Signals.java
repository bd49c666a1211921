package io.lorweb.cli;

import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C, termination and a lost connection end a run between two steps, so that nothing is
 * half-written and the engine is not torn down inside a product; a second signal ends the program
 * at once.
 */
final class Signals {

  static final int INTERRUPTED = 130;
  static final int TERMINATED = 143;
  private static final int HUNG_UP = 129;
  private static final String HANG_UP = "HUP";

  private static final AtomicInteger RECEIVED = new AtomicInteger();

  private Signals() {}

  static Signals install() {
    Signals signals = new Signals();
    Signal.handle(new Signal("INT"), signal -> received(INTERRUPTED));
    Signal.handle(new Signal("TERM"), signal -> received(TERMINATED));
    hangUp();
    return signals;
  }

  /**
   * Not under {@code nohup}, which has the JVM ignore it, nor where the system has no such signal.
   */
  private static void hangUp() {
    if (System.getProperty("os.name").startsWith("Windows")) {
      return;
    }
    SignalHandler before = Signal.handle(new Signal(HANG_UP), signal -> received(HUNG_UP));
    if (before == SignalHandler.SIG_IGN) {
      Signal.handle(new Signal(HANG_UP), SignalHandler.SIG_IGN);
    }
  }

  private static void received(int code) {
    if (!RECEIVED.compareAndSet(0, code)) {
      Runtime.getRuntime().halt(code);
    }
  }

  /** Whether the user has asked to stop. */
  static boolean stopping() {
    return RECEIVED.get() != 0;
  }

  /** Ends the program; a received signal decides the exit code. */
  void exit(int code) {
    System.out.flush();
    System.err.flush();
    int signal = RECEIVED.get();
    // halt, not exit: the engine's own tear-down takes a second and can hang after a signal.
    Runtime.getRuntime().halt(signal == 0 ? code : signal);
  }
}
