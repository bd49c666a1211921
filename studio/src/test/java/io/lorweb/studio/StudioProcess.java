package io.lorweb.studio;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A studio in a process of its own, which can be killed. */
final class StudioProcess implements AutoCloseable {

  private final Process process;
  private final String address;

  private StudioProcess(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /** Starts one; its heap is as large from the beginning as it will ever be. */
  static StudioProcess start(Path data, int port, String database) {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xms256m",
            "-Xmx256m",
            "-XX:+AlwaysPreTouch",
            "-Dlorweb.threads=1",
            "-Dorg.bytedeco.javacpp.maxBytes=0",
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
            "-cp",
            System.getProperty("java.class.path"),
            Studios.class.getName(),
            data.toString(),
            Integer.toString(port),
            database);
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      String address = lines.readLine();
      if (address == null) {
        throw new IllegalStateException("the studio did not start");
      }
      return new StudioProcess(process, address);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String address() {
    return address;
  }

  /** Anonymous memory in kB, as Linux counts it. */
  long memory() {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
          .filter(line -> line.startsWith("RssAnon:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As a crash or a lack of power would end it. */
  void kill() {
    process.destroyForcibly();
    await();
  }

  /** As a system that shuts down ends it; the exit code. */
  int terminate() {
    process.destroy();
    await();
    return process.exitValue();
  }

  private void await() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the studio does not end");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
