package io.lorweb.studio.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What happens to one job, for those who watch: events with rising numbers that can be read again
 * from any of them on. Safe for several threads.
 */
final class Feed {

  private Job job;
  private Status status;
  private final List<Status> events = new ArrayList<>();
  private Optional<byte[]> preview = Optional.empty();
  private int watchers;
  private volatile boolean cancelled;

  Feed(Job job, int position) {
    this.job = job;
    status = new Status(job, position, "", 0, 0, 1, false);
    events.add(status);
  }

  synchronized Job job() {
    return job;
  }

  synchronized Status status() {
    return status;
  }

  synchronized Optional<byte[]> preview() {
    return preview;
  }

  synchronized boolean watched() {
    return watchers > 0;
  }

  synchronized void watch(int more) {
    watchers += more;
  }

  void cancel() {
    cancelled = true;
  }

  boolean cancelled() {
    return cancelled;
  }

  synchronized void position(int position) {
    if (position != status.position()) {
      add(new Status(job, position, "", 0, 0, next(), false));
    }
  }

  synchronized void becomes(Job changed) {
    job = changed;
    boolean kept = changed.state().ended();
    add(
        new Status(
            changed,
            0,
            kept ? status.phase() : "",
            kept ? status.step() : 0,
            kept ? status.steps() : 0,
            next(),
            preview.isPresent()));
  }

  synchronized void step(String phase, long step, long steps, Optional<byte[]> seen) {
    preview = seen.or(() -> preview);
    add(new Status(job, 0, phase, step, steps, next(), preview.isPresent()));
  }

  /** The picture of a glance is kept nowhere else. */
  synchronized void picture(byte[] png) {
    preview = Optional.of(png);
  }

  private long next() {
    return status.event() + 1;
  }

  private void add(Status changed) {
    status = changed;
    events.add(changed);
    notifyAll();
  }

  /**
   * The events after number {@code last}, once there are some, or none after {@code millis}. A
   * number of another server's life counts as none.
   */
  synchronized List<Status> after(long last, long millis) throws InterruptedException {
    long from = last > status.event() ? 0 : last;
    if (from == status.event() && !status.job().state().ended()) {
      wait(millis);
    }
    return events.stream().filter(event -> event.event() > from).toList();
  }
}
