package io.lorweb.studio.jobs;

import java.util.Locale;

/** Where a job stands. */
public enum JobState {
  /** It waits for its turn, also over a restart of the server. */
  QUEUED,
  /** It is being worked on. */
  RUNNING,
  /** Its picture is there. */
  DONE,
  /** It came to nothing; its message says why. */
  FAILED,
  /** Its owner ended it. */
  CANCELLED,
  /** The server ended under it. It is never begun again by itself: it may have been the reason. */
  INTERRUPTED;

  /** The name in JSON and in the table. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static JobState parse(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  /** Whether nothing more will happen to it. */
  public boolean ended() {
    return this != QUEUED && this != RUNNING;
  }
}
