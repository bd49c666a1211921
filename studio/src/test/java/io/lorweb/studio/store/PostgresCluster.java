package io.lorweb.studio.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL of one's own in a temporary folder, on loopback. It refuses to run as root, so root
 * runs it as the user {@code postgres}.
 */
public final class PostgresCluster implements AutoCloseable {

  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

  private final Path folder;
  private final Path bin;
  private final int port;

  private PostgresCluster(Path folder, Path bin, int port) {
    this.folder = folder;
    this.bin = bin;
    this.port = port;
  }

  /** Whether this machine has it. */
  public static boolean installed() {
    return bin().isPresent();
  }

  /** A running cluster with an empty database. */
  public static PostgresCluster start() {
    try (ServerSocket free = new ServerSocket(0)) {
      int port = free.getLocalPort();
      Path folder = Files.createTempDirectory("lorweb-postgres");
      PostgresCluster cluster = new PostgresCluster(folder, bin().orElseThrow(), port);
      if (isRoot()) {
        run(List.of("chown", "postgres", folder.toString()));
      }
      free.close();
      cluster.begin();
      return cluster;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void begin() {
    Path data = folder.resolve("data");
    server("initdb", "-D", data.toString(), "-U", "tester", "--auth=trust", "--no-sync");
    String settings = "-c listen_addresses=127.0.0.1 -c fsync=off -k " + folder + " -p " + port;
    server("pg_ctl", "-D", data.toString(), "-o", settings, "-l", folder + "/log", "-w", "start");
  }

  /** Its address, as {@code --database} takes it. */
  public String url() {
    return "postgresql://tester@127.0.0.1:" + port + "/postgres";
  }

  /** An empty database more, at the address that is returned. */
  public String database(String name) {
    server("createdb", "-h", "127.0.0.1", "-p", Integer.toString(port), "-U", "tester", name);
    return "postgresql://tester@127.0.0.1:" + port + "/" + name;
  }

  @Override
  public void close() {
    server("pg_ctl", "-D", folder.resolve("data").toString(), "-m", "immediate", "-w", "stop");
    run(List.of("rm", "-rf", folder.toString()));
  }

  private void server(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    command.add(bin.resolve(program).toString());
    command.addAll(List.of(arguments));
    run(command);
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static Optional<Path> bin() {
    if (!Files.isDirectory(INSTALLED)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(INSTALLED)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(List<String> command) {
    try {
      Path log = Files.createTempFile("lorweb-command", ".log");
      Process process =
          new ProcessBuilder(command)
              .directory(log.getParent().toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException(command + " failed: " + Files.readString(log));
      }
      Files.delete(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
