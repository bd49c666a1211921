package io.lorweb.cli;

import io.lorweb.error.InputException;
import io.lorweb.tensor.Engine;
import io.lorweb.train.loop.WorkerLost;
import io.lorweb.train.loop.Workers;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The processes that share a training run. With {@code --workers k} the first one starts the others
 * on this machine; across machines each is started by hand (see {@link WorkerPlace}).
 */
final class WorkerProcesses implements AutoCloseable {

  /** A worker that has gone shows first as a closed connection, a little later as a process. */
  private static final long NAMING_MILLIS = 5_000;

  private static final long POLL_MILLIS = 100;

  private final Path config;
  private final List<String> sets;
  private final Path out;
  private final boolean resume;
  private final int count;
  private final Integer threads;
  private final List<Process> children = new ArrayList<>();
  private Path meeting;

  /**
   * @param count of processes to start, this one included
   * @param threads of each, or null for as many as suit the model, at most an equal share of the
   *     cores
   */
  WorkerProcesses(
      Path config, List<String> sets, Path out, boolean resume, int count, Integer threads) {
    this.config = config;
    this.sets = sets;
    this.out = out;
    this.resume = resume;
    this.count = count;
    this.threads = threads;
    if (WorkerPlace.given() && count > 1) {
      throw InputException.of(
          "--workers %d and %s contradict each other: give one of them", count, WorkerPlace.RANK);
    }
  }

  /** Gives this process its share of the cores, and ties it to the one that started it. */
  void prepare() {
    if (WorkerPlace.led()) {
      LeaderWatch.start();
    }
    if (threads != null) {
      Engine.threads(threads);
    } else if (!WorkerPlace.led()) {
      Engine.atMost(share());
    }
  }

  private int share() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() / count);
  }

  /** Starts the others if that is this process's part, and waits until all are there. */
  Workers join() {
    if (WorkerPlace.given()) {
      return Workers.join(WorkerPlace.read());
    }
    if (count == 1) {
      return Workers.alone();
    }
    meeting = out.toAbsolutePath().resolve(".meeting-" + UUID.randomUUID());
    for (int rank = 1; rank < count; rank++) {
      children.add(child(rank));
    }
    return joined(WorkerPlace.leading(count, meeting));
  }

  /** The engine cannot be told to stop waiting for a worker that has ended, so this looks on. */
  private Workers joined(Workers.Place place) {
    CompletableFuture<Workers> joining =
        CompletableFuture.supplyAsync(() -> Workers.join(place), WorkerProcesses::startThread);
    while (true) {
      try {
        return joining.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        Optional<String> gone = gone();
        if (gone.isPresent()) {
          throw new WorkerLost(gone.get() + " before the first step", null);
        }
        if (Signals.stopping()) {
          throw new CancellationException("stopped before the first step");
        }
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RuntimeException cause
            ? cause
            : new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        throw new CancellationException("interrupted before the first step");
      }
    }
  }

  private static void startThread(Runnable task) {
    Thread thread = new Thread(task, "lorweb-joining");
    thread.setDaemon(true);
    thread.start();
  }

  private Process child(int rank) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-D" + Engine.MOST_THREADS + "=" + share());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "train"));
    command.add(config.toString());
    sets.forEach(set -> command.addAll(List.of("--set", set)));
    command.addAll(List.of("--out", out.toString(), "--quiet"));
    if (threads != null) {
      command.addAll(List.of("--threads", Integer.toString(threads)));
    }
    if (resume) {
      command.add("--resume");
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    WorkerPlace.give(builder.environment(), rank, count, meeting);
    try {
      Files.createDirectories(out);
      return builder.redirectOutput(log(rank).toFile()).start();
    } catch (IOException e) {
      throw new InputException("worker " + rank + " cannot be started: " + e.getMessage(), e);
    }
  }

  /** What a started worker has to say. */
  private Path log(int rank) {
    return out.resolve("worker-" + rank + ".log");
  }

  /** Says which of the started workers has ended, if one has. */
  WorkerLost naming(WorkerLost lost) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(NAMING_MILLIS);
    Optional<String> gone = gone();
    while (gone.isEmpty() && !children.isEmpty() && System.nanoTime() < end) {
      try {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        return lost;
      }
      gone = gone();
    }
    // One that has not joined yet is named already.
    return gone.isEmpty() || lost.getCause() == null
        ? lost
        : new WorkerLost(gone.get() + ": " + lost.getMessage(), lost);
  }

  private Optional<String> gone() {
    for (int i = 0; i < children.size(); i++) {
      if (!children.get(i).isAlive()) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "worker %d ended with exit code %d (%s)",
                i + 1,
                children.get(i).exitValue(),
                log(i + 1)));
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    children.forEach(Process::destroyForcibly);
    if (meeting != null) {
      try {
        Files.deleteIfExists(meeting);
      } catch (IOException e) {
        // A left-over meeting file is never used again.
      }
    }
  }
}
