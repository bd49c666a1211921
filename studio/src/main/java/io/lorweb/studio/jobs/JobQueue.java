package io.lorweb.studio.jobs;

import io.lorweb.studio.store.Database;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Jobs in the order of their turn. All but glances are on disk before anybody hears of them; what
 * was waiting when the server ended waits again, what was running is interrupted.
 *
 * <p>Safe for several threads.
 */
public final class JobQueue {

  /** Ended jobs whose last events can still be read. */
  private static final int REMEMBERED = 32;

  private static final int DEFAULT_SECONDS = 5;

  private final JobTable table;
  private final int room;
  private final SecureRandom random = new SecureRandom();
  private final List<Feed> waiting = new ArrayList<>();
  private final Map<String, Feed> live = new LinkedHashMap<>();
  private Optional<Feed> running = Optional.empty();
  private double usualSeconds = DEFAULT_SECONDS;
  private boolean closing;

  /**
   * The queue that {@code database} holds.
   *
   * @param room jobs that may wait
   */
  public JobQueue(Database database, int room) {
    table = new JobTable(database);
    this.room = room;
    table.interruptRunning();
    for (Job job : table.queued()) {
      enter(job, waiting.size());
    }
  }

  /** A new id that nobody guesses. */
  public String newId() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * Adds jobs, all or none.
   *
   * @throws QueueFull when there is no room for all of them
   */
  public synchronized List<Job> submit(
      String owner, List<JobRequest> requests, Optional<String> batch) {
    long stored = waiting.stream().filter(feed -> !feed.job().preview()).count();
    if (stored + requests.size() > room) {
      int seconds = (int) Math.max(1, Math.ceil(usualSeconds * requests.size()));
      throw new QueueFull(requests.size(), (int) stored, room, seconds);
    }
    List<Job> jobs =
        table.insert(requests.stream().map(request -> job(owner, request, false, batch)).toList());
    jobs.forEach(job -> enter(job, waiting.size()));
    notifyAll();
    return jobs;
  }

  /** Adds a glance before all others; the owner's earlier one is ended. */
  public synchronized Job glance(String owner, JobRequest request) {
    for (Feed feed : List.copyOf(live.values())) {
      if (feed.job().preview() && feed.job().owner().equals(owner)) {
        cancel(feed);
      }
    }
    Job job = job(owner, request, true, Optional.empty());
    enter(job, 0);
    place();
    notifyAll();
    return job;
  }

  private Job job(String owner, JobRequest request, boolean preview, Optional<String> batch) {
    return new Job(
        newId(),
        0,
        owner,
        JobState.QUEUED,
        request,
        preview,
        batch,
        System.currentTimeMillis(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private void enter(Job job, int at) {
    Feed feed = new Feed(job, at + 1);
    waiting.add(at, feed);
    live.put(job.id(), feed);
    forgetEnded();
  }

  /** Of each owner the last glance stays: it is kept nowhere else and may be on a screen. */
  private void forgetEnded() {
    Map<String, String> glances = new HashMap<>();
    live.values().stream()
        .map(Feed::job)
        .filter(Job::preview)
        .forEach(job -> glances.put(job.owner(), job.id()));
    List<String> ended =
        live.values().stream()
            .map(Feed::job)
            .filter(job -> job.state().ended() && !glances.containsValue(job.id()))
            .map(Job::id)
            .toList();
    ended.stream().limit(Math.max(0, ended.size() - REMEMBERED)).forEach(live::remove);
  }

  private void place() {
    for (int i = 0; i < waiting.size(); i++) {
      waiting.get(i).position(i + 1);
    }
  }

  /** The next job, now running; none when the queue is closing. */
  synchronized Optional<Feed> take() throws InterruptedException {
    while (waiting.isEmpty() && !closing) {
      wait();
    }
    if (closing) {
      return Optional.empty();
    }
    Feed feed = waiting.remove(0);
    running = Optional.of(feed);
    change(feed, feed.job().running());
    place();
    return running;
  }

  /** Ends the running job. */
  synchronized void end(Feed feed, Job ended) {
    running = Optional.empty();
    change(feed, ended);
    if (ended.state() == JobState.DONE && !ended.preview()) {
      double seconds = (ended.finished().getAsLong() - ended.started().getAsLong()) / 1000.0;
      usualSeconds = (usualSeconds + seconds) / 2;
    }
  }

  private void change(Feed feed, Job changed) {
    if (!changed.preview()) {
      table.update(changed);
    }
    feed.becomes(changed);
  }

  /** Ends a job that waits or runs; a running one ends after its step. */
  public synchronized Optional<Status> cancel(String owner, String id) {
    Optional<Feed> feed = feed(owner, id);
    feed.ifPresent(this::cancel);
    return status(owner, id);
  }

  private void cancel(Feed feed) {
    feed.cancel();
    if (waiting.remove(feed)) {
      change(feed, feed.job().ended(JobState.CANCELLED, Optional.empty(), Optional.empty()));
      place();
    }
  }

  private Optional<Feed> feed(String owner, String id) {
    return Optional.ofNullable(live.get(id)).filter(feed -> feed.job().owner().equals(owner));
  }

  /** Where a job stands, if there is one of that id and it is the owner's. */
  public synchronized Optional<Status> status(String owner, String id) {
    return table
        .find(owner, id)
        .map(job -> feed(owner, id).map(Feed::status).orElseGet(() -> Status.of(job)))
        .or(() -> feed(owner, id).filter(feed -> feed.job().preview()).map(Feed::status));
  }

  /** The intermediate picture of a job as PNG; of a glance the picture itself. */
  public synchronized Optional<byte[]> preview(String owner, String id) {
    return feed(owner, id).flatMap(Feed::preview);
  }

  /** Somebody who watches. */
  @FunctionalInterface
  public interface Watcher {
    /**
     * Hears of changes.
     *
     * @param changes in order; none when nothing has happened for a while
     * @return whether to go on
     */
    boolean hear(List<Status> changes) throws IOException;
  }

  /**
   * Watches a job until it has ended.
   *
   * @param last number of the last event that was heard
   * @param millis after which the watcher hears of nothing
   */
  public void watch(String owner, String id, long last, long millis, Watcher watcher)
      throws IOException, InterruptedException {
    Optional<Feed> found;
    synchronized (this) {
      found = feed(owner, id);
    }
    if (found.isEmpty()) {
      watcher.hear(status(owner, id).stream().toList());
      return;
    }
    Feed feed = found.get();
    feed.watch(1);
    try {
      long heard = last;
      while (true) {
        List<Status> changes = feed.after(heard, millis);
        if (!watcher.hear(changes)) {
          return;
        }
        if (!changes.isEmpty()) {
          heard = changes.get(changes.size() - 1).event();
        }
        if (feed.job().state().ended() && heard >= feed.status().event()) {
          return;
        }
      }
    } finally {
      feed.watch(-1);
    }
  }

  /** Jobs of one owner with smaller numbers than {@code before}, the newest first. */
  public List<Job> history(String owner, long before, int most) {
    return table.history(owner, before, most);
  }

  /** The jobs of a batch, in order. */
  public List<Job> batch(String owner, String batch) {
    return table.batch(owner, batch);
  }

  /** Hides a job that has ended; whether there was one. */
  public boolean hide(String owner, String id) {
    return table.hide(owner, id, true);
  }

  /** Shows a hidden job again; whether there was one. */
  public boolean show(String owner, String id) {
    return table.hide(owner, id, false);
  }

  /** Removes for good what was hidden before {@code time}. */
  public void removeHidden(long time) {
    table.removeHidden(time);
  }

  /** Jobs that wait. */
  public synchronized int waiting() {
    return waiting.size();
  }

  /** Whether one is being worked on. */
  public synchronized boolean busy() {
    return running.isPresent();
  }

  /** Nobody gets a job any more. */
  synchronized void close() {
    closing = true;
    notifyAll();
  }

  synchronized boolean closing() {
    return closing;
  }
}
