package io.lorweb.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether this processor multiplies bf16 natively (AVX-512 BF16 or AMX), as Linux tells it. On
 * other systems nobody tells, and {@code fp32} is what is chosen by itself.
 */
final class Bf16Units {

  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");
  private static final List<String> UNITS = List.of("avx512_bf16", "amx_bf16");

  private static final class Found {
    static final boolean PRESENT = read();
  }

  private Bf16Units() {}

  static boolean present() {
    return Found.PRESENT;
  }

  private static boolean read() {
    try (Stream<String> lines = Files.lines(PROCESSOR)) {
      return anyOf(lines);
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether the description of a processor, as Linux writes it, names such units. */
  static boolean anyOf(Stream<String> lines) {
    return lines
        .filter(line -> line.startsWith("flags"))
        .anyMatch(line -> Stream.of(line.split("\\s+")).anyMatch(UNITS::contains));
  }
}
