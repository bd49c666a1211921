package io.lorweb.eval.suite;

import io.lorweb.LoadOptions;
import io.lorweb.Settings;
import io.lorweb.eval.metric.Psnr;
import io.lorweb.eval.suite.EvaluatedModel.Way;
import io.lorweb.eval.suite.Suite.Data;
import io.lorweb.eval.suite.Suite.Data.Kind;
import io.lorweb.image.Picture;
import io.lorweb.image.PngWriter;
import io.lorweb.work.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Suites that need no model: everybody copies b. */
final class Asking {

  private Asking() {}

  static Data data(Kind kind, Path path) {
    return new Data(kind, path, Optional.empty(), List.of(), List.of(), 0, Optional.empty());
  }

  static Data data(Path path, List<String> tasks, int items) {
    return new Data(
        Kind.MANIFEST, path, Optional.empty(), tasks, List.of(), items, Optional.empty());
  }

  static Suite suite(long seed, List<String> metrics, Data... data) {
    return new Suite(
        "test",
        seed,
        List.of(data),
        List.of(),
        List.of(copy("copy"), copy("another copy")),
        metrics,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }

  private static EvaluatedModel copy(String name) {
    return new EvaluatedModel(name, Way.COPY, false, LoadOptions.defaults(), Settings.defaults());
  }

  /** The suite carried out in {@code out}. */
  static Evaluation run(Suite suite, Path out) {
    return new SuiteRunner(
            suite,
            out,
            Map.of("likeness", Asking::likeness),
            2,
            new SuiteRunner.Watching(
                model -> {
                  throw new AssertionError("nobody needs a model");
                },
                Progress.NONE))
        .run();
  }

  /** Needs no truth: PSNR of output and b. */
  private static Measure likeness() {
    return new Measure(
        new Metric("likeness", "likeness", true, 1),
        answer -> OptionalDouble.of(Psnr.of(answer.output(), answer.b())));
  }

  /** Smooth, different for every seed. */
  static Picture picture(int width, int height, int seed) {
    byte[] rgb = new byte[width * height * 3];
    for (int i = 0; i < width * height; i++) {
      rgb[3 * i] = (byte) (seed * 37 + 60 * (i % width) / width);
      rgb[3 * i + 1] = (byte) (seed * 91 + 60 * (i / width) / height);
      rgb[3 * i + 2] = (byte) (seed * 53);
    }
    return Picture.of(width, height, rgb);
  }

  static Path png(Path file, Picture picture) {
    PngWriter.write(file, picture, Map.of());
    return file;
  }

  static Path png(Path file, int width, int height, int seed) {
    return png(file, picture(width, height, seed));
  }
}
