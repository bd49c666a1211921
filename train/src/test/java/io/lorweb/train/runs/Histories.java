package io.lorweb.train.runs;

import io.lorweb.image.Picture;
import io.lorweb.image.PngWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Runs as a trainer would have logged them. */
final class Histories {

  private Histories() {}

  static StepMetrics step(long step, boolean routing) {
    return new StepMetrics(
        step,
        step / 10,
        1.0 / step,
        1e-3,
        0.5,
        12.5,
        0.1,
        routing ? Optional.of(statistics(6, 8)) : Optional.empty(),
        OptionalDouble.empty());
  }

  static RoutingStatistics statistics(int linears, int size) {
    List<String> paths =
        IntStream.range(0, linears).mapToObj(i -> "transformer_blocks." + i + ".to_q").toList();
    float[] usage = new float[linears * size];
    float[] entropy = new float[linears];
    for (int i = 0; i < usage.length; i++) {
      usage[i] = (i % size + 1) / 36f;
    }
    for (int i = 0; i < linears; i++) {
      entropy[i] = 1 - i / 10f;
    }
    return new RoutingStatistics(paths, size, usage, entropy);
  }

  /** A run of {@code steps} steps with routing at every fifth and two sample sheets. */
  static Path write(Path folder, int steps) {
    try (MetricsLog log = MetricsLog.open(folder, 0)) {
      for (int i = 1; i <= steps; i++) {
        log.add(step(i, i % 5 == 0));
      }
    }
    for (int step : new int[] {5, 10}) {
      Path sheet = folder.resolve(String.format(Locale.ROOT, "samples/%09d.png", step));
      PngWriter.write(sheet, Picture.filled(32, 16, 0x336699), Map.of());
    }
    return folder;
  }
}
