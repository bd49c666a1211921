package io.lorweb.bench;

import com.sun.management.OperatingSystemMXBean;
import io.lorweb.tensor.Engine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Where it was measured.
 *
 * @param processor its name
 * @param cores that this process may use
 * @param memoryGib of the machine
 * @param java version of the virtual machine
 * @param engine version of libtorch
 * @param blas who computes the products
 * @param load average over the last minute, before anything was measured; negative: unknown
 */
record Machine(
    String processor,
    int cores,
    double memoryGib,
    String java,
    String engine,
    String blas,
    double load) {

  /** A shell, an editor and this program's own start come to about this much. */
  private static final double IDLE = 0.5;

  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  static Machine here() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    double load = system.getSystemLoadAverage();
    return new Machine(
        processorName(),
        Runtime.getRuntime().availableProcessors(),
        system.getTotalMemorySize() / (double) (1 << 30),
        System.getProperty("java.version"),
        Engine.start().version(),
        Engine.mkl() ? "MKL" : "OpenBLAS",
        load);
  }

  private static String processorName() {
    try {
      if (Files.exists(CPUINFO)) {
        return Files.readAllLines(CPUINFO).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse(System.getProperty("os.arch"));
      }
    } catch (IOException e) {
      // The architecture says enough.
    }
    return System.getProperty("os.arch");
  }

  /** One sentence where other work disturbs the figures. */
  Optional<String> warning() {
    return load > IDLE
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "the machine is not idle: its load average is %.2f on %d cores, so times are too long",
                load,
                cores))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s, %d cores, %.0f GiB; Java %s, engine %s with %s; load average %.2f at the start",
        processor,
        cores,
        memoryGib,
        java,
        engine,
        blas,
        load);
  }
}
