package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training run that is stopped anyhow goes on as if it had not been. */
class TrainStoppedTest {

  private static final int STEPS = 40;

  @TempDir Path folder;

  @Test
  void killedAFewTimes() throws Exception {
    killedAndResumed(5);
  }

  @Test
  @Tag("soak")
  void killedTwoHundredTimes() throws Exception {
    killedAndResumed(200);
  }

  /** Runs are begun again and again until so many of them have been killed. */
  private void killedAndResumed(int kills) throws Exception {
    long seed = Long.getLong("lorweb.seed", System.nanoTime());
    System.out.println("killed at moments of seed " + seed + " (-Dlorweb.seed=...)");
    Random random = new Random(seed);
    SmallTraining training = SmallTraining.in(folder, STEPS, 2);
    Path whole = folder.resolve("whole");
    assertThat(run(training, whole)).isZero();

    int killed = 0;
    for (int round = 0; killed < kills; round++) {
      Path out = folder.resolve("killed" + round);
      boolean begun = false;
      boolean finished = false;
      while (!finished) {
        Object[] words = begun ? training.words(out, "--resume") : training.words(out);
        try (ChildRun child = ChildRun.start(folder, Launched.options(), words)) {
          if (killed < kills) {
            int before = SmallTraining.steps(out);
            // Loading takes half of a run: most kills shall come between steps and while saving.
            if (random.nextInt(4) > 0) {
              child.untilOrEnd(() -> SmallTraining.steps(out) != before);
            }
            Thread.sleep(random.nextInt(400));
            if (child.handle().isAlive()) {
              child.kill();
              killed++;
            } else {
              finished = true;
            }
          } else {
            assertThat(child.code()).as(child.err()).isZero();
            finished = true;
          }
        }
        begun = Files.isDirectory(out);
      }
      if (killed == kills || Files.exists(out.resolve("small.safetensors"))) {
        requireSame(whole, out);
      }
    }
  }

  private int run(SmallTraining training, Path out, Object... more) throws Exception {
    try (ChildRun child = ChildRun.start(folder, Launched.options(), training.words(out, more))) {
      return child.code();
    }
  }

  private static void requireSame(Path whole, Path out) throws IOException {
    assertThat(SmallTraining.metrics(out)).isEqualTo(SmallTraining.metrics(whole)).hasSize(STEPS);
    for (String file :
        List.of(
            "small.safetensors",
            "small_000000039.safetensors",
            "state/000000040.safetensors",
            "state/000000040.json")) {
      assertThat(out.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
    }
    try (var files = Files.walk(out)) {
      assertThat(files.map(Path::toString).filter(name -> name.endsWith(".part"))).isEmpty();
    }
  }

  @Test
  void interruptedItSavesAndGoesOn() throws Exception {
    SmallTraining training = SmallTraining.in(folder, STEPS, 2);
    Path whole = folder.resolve("whole");
    assertThat(run(training, whole)).isZero();

    Path out = folder.resolve("interrupted");
    try (ChildRun child = ChildRun.start(folder, Launched.options(), training.words(out))) {
      child.until(() -> SmallTraining.steps(out) >= 4);
      child.signal("INT");
      assertThat(child.code()).isEqualTo(Signals.INTERRUPTED);
      assertThat(child.err().lines().filter(line -> line.startsWith("lorweb: ")))
          .singleElement()
          .asString()
          .contains("--resume");
    }
    int done = SmallTraining.steps(out);
    assertThat(done).isLessThan(STEPS);
    assertThat(out.resolve(String.format(Locale.ROOT, "state/%09d.json", done))).exists();

    assertThat(run(training, out, "--resume")).isZero();
    assertThat(SmallTraining.metrics(out)).isEqualTo(SmallTraining.metrics(whole));
    assertThat(out.resolve("small.safetensors"))
        .hasSameBinaryContentAs(whole.resolve("small.safetensors"));
  }
}
