package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Training leaves no memory behind: steps, checkpoints, logs and sheets of samples. */
@EnabledOnOs(OS.LINUX)
class TrainSoakTest {

  @TempDir Path folder;

  @Test
  @Tag("soak")
  void twentyThousandStepsGrowByAtMostFivePercent() throws Exception {
    assertThat(growth(20_000, 1000)).isLessThanOrEqualTo(0.05);
  }

  /** Over fewer steps start-up weighs more; a step's tensors lost every time would still show. */
  @Test
  void threeHundredStepsHardlyGrow() throws Exception {
    assertThat(growth(300, 100)).isLessThanOrEqualTo(0.10);
  }

  /** How much RssAnon grows from step {@code settled} to the last one, as a share. */
  private double growth(int steps, int settled) throws Exception {
    SmallTraining training = SmallTraining.in(folder, steps, 1);
    Path out = folder.resolve("out");
    List<String> jvm = new ArrayList<>(Launched.options());
    // The default's size depends on the machine, and its pages count when first touched: at once.
    jvm.addAll(List.of("-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch"));
    Object[] words =
        training.words(
            out, "--set", "save.every=" + steps / 20, "--set", "sample.every=" + steps / 10);
    long start = 0;
    long end = 0;
    try (ChildRun child = ChildRun.start(folder, jvm, words)) {
      for (int step = settled; step < steps; step += settled) {
        int next = step;
        child.until(() -> SmallTraining.steps(out) >= next, steps);
        end = Launched.anonymousKib(child.handle());
        start = start == 0 ? end : start;
        System.out.printf("after %d steps: RssAnon %d KiB%n", step, end);
      }
      child.until(() -> SmallTraining.steps(out) >= steps, steps);
      assertThat(child.code()).as(child.err()).isZero();
    }
    double growth = (double) (end - start) / start;
    System.out.printf("from step %d to %d: %+.2f %%%n", settled, steps, 100 * growth);
    return growth;
  }
}
