package io.lorweb.cli;

import io.lorweb.image.Canvas;
import io.lorweb.image.Picture;
import io.lorweb.image.PngWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A training run of a few seconds on the embedded model and six drawn pairs.
 *
 * @param config its file
 */
record SmallTraining(Path config) {

  private static final int PAIRS = 6;

  /** Draws the pairs into {@code folder} and writes a configuration for {@code steps} steps. */
  static SmallTraining in(Path folder, int steps, int batch) throws IOException {
    for (int i = 0; i < PAIRS; i++) {
      Picture before = drawing(new Random(i));
      byte[] negative = before.toBytes();
      for (int at = 0; at < negative.length; at++) {
        negative[at] = (byte) ~negative[at];
      }
      String name = i + ".png";
      Path pairs = folder.resolve("pairs");
      PngWriter.write(pairs.resolve("before").resolve(name), before, Map.of());
      PngWriter.write(pairs.resolve("after").resolve(name), Picture.of(64, 64, negative), Map.of());
    }
    Path config = folder.resolve("small.yaml");
    Files.writeString(
        config,
        String.join(
            "\n",
            "name: small",
            "data: [{path: " + folder.resolve("pairs") + ", resolution: [32]}]",
            "adapter: {type: lorweb, loras_num: 2, rank: 1, keys_dim: 4}",
            "train: {steps: " + steps + ", batch: " + batch + ", lr: 1e-3, warmup: 2}",
            "save: {every: 3, keep: 2, dtype: fp32}"));
    return new SmallTraining(config);
  }

  private static Picture drawing(Random random) {
    Canvas canvas = Canvas.of(Picture.filled(64, 64, random.nextInt(1 << 24)));
    for (int i = 0; i < 4; i++) {
      canvas.paste(
          Picture.filled(10 + random.nextInt(20), 10 + random.nextInt(20), random.nextInt(1 << 24)),
          random.nextInt(50),
          random.nextInt(50));
    }
    return canvas.toPicture();
  }

  /** The command line's words for a run in {@code out}. */
  Object[] words(Path out, Object... more) {
    List<Object> words = new ArrayList<>(List.of("train", config, "--out", out, "--threads", 1));
    words.addAll(List.of(more));
    return words.toArray();
  }

  /** Steps that are written down in {@code out}. */
  static int steps(Path out) {
    return metrics(out).size();
  }

  /** Every step's figures but its time; two equal runs have equal lines. */
  static List<String> metrics(Path out) {
    Path file = out.resolve("metrics.jsonl");
    try {
      return Files.exists(file)
          ? Files.readAllLines(file).stream()
              .map(line -> line.replaceAll("\"(samples_per_second|seconds)\":[^,}]*,?", ""))
              .toList()
          : List.of();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
