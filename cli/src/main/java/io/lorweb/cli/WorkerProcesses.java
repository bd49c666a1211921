package io.lorweb.cli;

import io.lorweb.error.InputException;
import io.lorweb.tensor.Engine;
import io.lorweb.train.Workers;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The processes that share a training run. With {@code --workers k} the first one starts the others
 * on this machine; across machines each is started by hand with LORWEB_RANK, LORWEB_WORLD,
 * LORWEB_MEETING (a file that all can see, new for every start) and LORWEB_ADDRESS (this machine as
 * the others reach it).
 */
final class WorkerProcesses implements AutoCloseable {

  private static final String RANK = "LORWEB_RANK";
  private static final String WORLD = "LORWEB_WORLD";
  private static final String MEETING = "LORWEB_MEETING";
  private static final String ADDRESS = "LORWEB_ADDRESS";
  private static final String TIMEOUT = "LORWEB_WORKER_TIMEOUT";

  /** A worker that says nothing for so long is lost. */
  private static final int DEFAULT_TIMEOUT_SECONDS = 600;

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
   * @param threads of each, or null for an equal share of the cores
   */
  WorkerProcesses(
      Path config, List<String> sets, Path out, boolean resume, int count, Integer threads) {
    this.config = config;
    this.sets = sets;
    this.out = out;
    this.resume = resume;
    this.count = count;
    this.threads = threads;
    if (started() && count > 1) {
      throw InputException.of(
          "--workers %d and %s contradict each other: give one of them", count, RANK);
    }
  }

  private static boolean started() {
    return System.getenv(RANK) != null;
  }

  /** Whether this process writes files. */
  boolean leads() {
    return !started() || integer(RANK) == 0;
  }

  /** Gives this process its share of the cores. */
  void limitThreads() {
    if (threads != null) {
      Engine.threads(threads);
    } else if (count > 1) {
      Engine.threads(share());
    }
  }

  private int share() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() / count);
  }

  /** Starts the others if that is this process's part, and waits until all are there. */
  Workers join() {
    if (started()) {
      String address = System.getenv(ADDRESS);
      return Workers.join(
          new Workers.Place(
              integer(RANK),
              integer(WORLD),
              Path.of(need(MEETING)),
              address == null ? "127.0.0.1" : address,
              timeout()));
    }
    if (count == 1) {
      return Workers.alone();
    }
    meeting = out.resolve(".meeting-" + UUID.randomUUID());
    for (int rank = 1; rank < count; rank++) {
      children.add(child(rank));
    }
    return Workers.join(new Workers.Place(0, count, meeting, "127.0.0.1", timeout()));
  }

  private Process child(int rank) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "train"));
    command.add(config.toString());
    sets.forEach(set -> command.addAll(List.of("--set", set)));
    command.addAll(List.of("--out", out.toString(), "--quiet"));
    command.addAll(List.of("--threads", Integer.toString(threads == null ? share() : threads)));
    if (resume) {
      command.add("--resume");
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put(RANK, Integer.toString(rank));
    builder.environment().put(WORLD, Integer.toString(count));
    builder.environment().put(MEETING, meeting.toString());
    try {
      Files.createDirectories(out);
      return builder.start();
    } catch (IOException e) {
      throw new InputException("worker " + rank + " cannot be started: " + e.getMessage(), e);
    }
  }

  private static int timeout() {
    return System.getenv(TIMEOUT) == null ? DEFAULT_TIMEOUT_SECONDS : integer(TIMEOUT);
  }

  private static String need(String variable) {
    String value = System.getenv(variable);
    if (value == null) {
      throw InputException.of("%s is set but %s is not: give both", RANK, variable);
    }
    return value;
  }

  private static int integer(String variable) {
    try {
      return Integer.parseInt(need(variable));
    } catch (NumberFormatException e) {
      throw new InputException(
          variable + " is '" + System.getenv(variable) + "' but must be an integer", e);
    }
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
