package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The command line as a process of its own, for signals, exit codes and what the JVM loads. */
final class ChildRun implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 120;

  private final Process process;
  private final Path out;
  private final Path err;

  private ChildRun(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Starts {@code lorweb} with options for the JVM before the arguments. */
  static ChildRun start(Path logs, List<String> jvm, Object... arguments) {
    List<String> command = new ArrayList<>(defaultSignals());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("io.lorweb.cli.Main");
    command.addAll(Arrays.asList(CommandRun.words(arguments)));
    return start(logs, new ProcessBuilder(command));
  }

  static ChildRun start(Path logs, ProcessBuilder builder) {
    try {
      Path out = Files.createTempFile(logs, "child", ".out");
      Path err = Files.createTempFile(logs, "child", ".err");
      return new ChildRun(
          builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A build that a shell runs in the background ignores SIGINT, and so would all its children. */
  private static List<String> defaultSignals() {
    Path status = Path.of("/proc/self/status");
    try {
      if (Files.exists(status)) {
        for (String line : Files.readAllLines(status)) {
          if (line.startsWith("SigIgn:")
              && (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0) {
            return List.of("env", "--default-signal=INT");
          }
        }
      }
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until something has happened in the child. */
  void until(BooleanSupplier happened) throws InterruptedException {
    until(happened, PATIENCE_SECONDS);
  }

  /** Waits until something has happened in the child or it has ended. */
  void untilOrEnd(BooleanSupplier happened) throws InterruptedException {
    while (process.isAlive() && !happened.getAsBoolean()) {
      Thread.sleep(20);
    }
  }

  /** As {@link #until(BooleanSupplier)}, for so many seconds at most. */
  void until(BooleanSupplier happened, long seconds) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!happened.getAsBoolean()) {
      assertThat(process.isAlive()).as("the child runs; it said: %s", err()).isTrue();
      assertThat(System.nanoTime()).as("patience").isLessThan(end);
      Thread.sleep(20);
    }
  }

  /** Ends it as a power failure would, and waits until it has ended. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** The process itself. */
  ProcessHandle handle() {
    return process.toHandle();
  }

  /** Sends {@code INT} or {@code TERM}. */
  void signal(String name) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  /** Its exit code, which must come within {@code seconds}. */
  int code(long seconds) throws InterruptedException {
    assertThat(process.waitFor(seconds, TimeUnit.SECONDS)).as("ends in time; %s", err()).isTrue();
    return process.exitValue();
  }

  int code() throws InterruptedException {
    return code(PATIENCE_SECONDS);
  }

  String out() {
    return read(out);
  }

  String err() {
    return read(err);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
