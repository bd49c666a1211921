package io.lorweb.cli;

import java.io.IOException;

/**
 * Ends a worker with the process that started it, however that ended: the other end of its standard
 * input is then closed.
 */
final class LeaderWatch {

  private LeaderWatch() {}

  static void start() {
    Thread thread = new Thread(LeaderWatch::watch, "lorweb-leader-watch");
    thread.setDaemon(true);
    thread.start();
  }

  private static void watch() {
    try {
      while (System.in.read() >= 0) {
        // Nobody writes; should someone, it means nothing.
      }
    } catch (IOException e) {
      // As good as the end.
    }
    System.err.println("lorweb: the leading worker has ended, and so does this one");
    Runtime.getRuntime().halt(Failures.FAILED);
  }
}
