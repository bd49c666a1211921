package io.lorweb.train.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.analogy.Layout;
import io.lorweb.basis.BasisConfig;
import io.lorweb.basis.QueryMode;
import io.lorweb.basis.Routing;
import io.lorweb.image.Canvas;
import io.lorweb.image.Picture;
import io.lorweb.image.PngWriter;
import io.lorweb.tensor.DeviceSetting;
import io.lorweb.tensor.DtypeSetting;
import io.lorweb.tensor.MemorySetting;
import io.lorweb.train.recipe.Base;
import io.lorweb.train.recipe.DataSource;
import io.lorweb.train.recipe.Objective;
import io.lorweb.train.recipe.Optimization;
import io.lorweb.train.recipe.Recipe;
import io.lorweb.train.recipe.Sampling;
import io.lorweb.train.recipe.Saving;
import io.lorweb.train.recipe.TargetLinears;
import io.lorweb.train.recipe.Trained;
import io.lorweb.train.recipe.Validation;
import io.lorweb.train.runs.StepMetrics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CancellationException;

/** Recipes of a few steps on the embedded model and drawn pairs, for tests. */
final class SmallRun {

  static final BasisConfig BASIS =
      new BasisConfig(
          4,
          2,
          8,
          Routing.PAPER,
          QueryMode.CAT_A_A2_B,
          true,
          true,
          BasisConfig.Pooling.AVG,
          "",
          Optional.empty());

  private SmallRun() {}

  /** Pairs of two edits, a negative and a tint, as before/ and after/ folders. */
  static Path pairs(Path folder, int perTask) {
    for (String task : List.of("negative", "tint")) {
      for (int i = 0; i < perTask; i++) {
        Picture before = drawing(task.length() * 100L + i);
        Picture after = task.equals("negative") ? mapped(before, 255, -1) : mapped(before, 64, 0.5);
        Path place = folder.resolve(task);
        PngWriter.write(place.resolve("before").resolve(i + ".png"), before, Map.of());
        PngWriter.write(place.resolve("after").resolve(i + ".png"), after, Map.of());
      }
    }
    return folder;
  }

  private static Picture drawing(long seed) {
    Random random = new Random(seed);
    Canvas canvas = Canvas.of(Picture.filled(64, 64, random.nextInt(1 << 24)));
    for (int i = 0; i < 5; i++) {
      Picture patch =
          Picture.filled(8 + random.nextInt(24), 8 + random.nextInt(24), random.nextInt(1 << 24));
      canvas.paste(patch, random.nextInt(48), random.nextInt(48));
    }
    return canvas.toPicture();
  }

  private static Picture mapped(Picture picture, double offset, double factor) {
    byte[] samples = picture.toBytes();
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) Math.round(offset + factor * (samples[i] & 255));
    }
    return Picture.of(picture.width(), picture.height(), samples);
  }

  static Recipe recipe(Path data, Path out, int steps) {
    return new Recipe(
        "small",
        out,
        7,
        new Base(
            "tiny-kontext",
            Optional.empty(),
            DeviceSetting.CPU,
            DtypeSetting.FP32,
            MemorySetting.RESIDENT,
            false,
            Layout.QUERY,
            OptionalInt.empty()),
        new Trained.Basis(BASIS, TargetLinears.ALL, Optional.empty()),
        List.of(
            new DataSource(
                new DataSource.Source.Manifest(data, Optional.empty()),
                List.of(32),
                DataSource.Extent.CELL,
                false,
                0.1,
                "",
                0,
                true,
                1,
                Optional.empty())),
        new Objective(
            Objective.Timesteps.SCHEDULER,
            OptionalInt.empty(),
            Objective.Weighting.NONE,
            1,
            Objective.ALL_QUADRANTS,
            0,
            0,
            0),
        optimization(steps, 3, 1),
        new Saving(4, 2, 0, "fp32"),
        new Sampling(0, false, 2, 1, 42, List.of()),
        Optional.empty());
  }

  /** The same with pictures of 16 x 16: a quarter of the work. */
  static Recipe small(Recipe r) {
    DataSource data = r.data().get(0);
    return r.withData(List.of(data.withResolutions(List.of(16)).withLayout(Optional.empty())));
  }

  static Optimization optimization(int steps, int batch, int accumulation) {
    return new Optimization(
        steps,
        batch,
        accumulation,
        Optimization.Method.ADAMW,
        3e-3,
        0.9,
        0.99,
        1e-6,
        0.01,
        1,
        new Optimization.Schedule(Optimization.Schedule.Shape.COSINE, 3, 1, 1, 0.1));
  }

  /** Losses of a run from its start or its last checkpoint to its end or its interruption. */
  static List<Double> losses(Recipe recipe, boolean resume, long stopAfter) {
    List<Double> losses = new ArrayList<>();
    TrainListener listener =
        new TrainListener() {
          @Override
          public void step(StepMetrics metrics, long of) {
            losses.add(metrics.loss());
          }

          @Override
          public boolean cancelled() {
            return losses.size() >= stopAfter;
          }
        };
    try {
      new TrainingRun(recipe, resume, Workers::alone, listener).run();
    } catch (CancellationException e) {
      assertThat(e).hasMessageContaining("setting 'resume'");
    }
    return losses;
  }

  static Recipe with(Recipe r, Base base) {
    return r.withBase(base);
  }

  static Recipe with(Recipe r, Trained trained) {
    return r.withTrained(trained);
  }

  static Recipe with(Recipe r, Objective objective) {
    return r.withObjective(objective);
  }

  static Recipe with(Recipe r, Optimization optimization) {
    return r.withOptimization(optimization);
  }

  static Recipe with(Recipe r, Saving saving) {
    return r.withSaving(saving);
  }

  static Recipe with(Recipe r, Sampling sampling) {
    return r.withSampling(sampling);
  }

  static Recipe with(Recipe r, Path out) {
    return r.withOut(out);
  }

  static Recipe with(Recipe r, DataSource data) {
    return r.withData(List.of(data));
  }

  static Recipe with(Recipe r, Optional<Validation> validation) {
    return r.withValidation(validation);
  }
}
