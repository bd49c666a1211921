package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.train.runs.StepMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A bar on a terminal; elsewhere a line every ten seconds, and one at the end. */
class TrainProgressTest {

  @Test
  void plainLines() {
    List<String> lines = new ArrayList<>();
    AtomicLong clock = new AtomicLong();
    try (TrainProgress progress =
        new TrainProgress("my-edit", 100, false, lines::add, clock::get)) {
      for (int step = 1; step <= 100; step++) {
        clock.addAndGet(400);
        double loss = step == 3 ? Double.NaN : 2;
        progress.step(
            new StepMetrics(
                step, 0, loss, 1e-3, 1, 20, 0.4, Optional.empty(), OptionalDouble.empty()));
      }
    }
    assertThat(lines)
        .containsExactly(
            "my-edit: step 25 of 100, loss 2.0000, lr 0.0010, 20.00 samples/s, 0:00:30 left",
            "my-edit: step 50 of 100, loss 2.0000, lr 0.0010, 20.00 samples/s, 0:00:20 left",
            "my-edit: step 75 of 100, loss 2.0000, lr 0.0010, 20.00 samples/s, 0:00:10 left",
            "my-edit: step 100 of 100, loss 2.0000, lr 0.0010, 20.00 samples/s, 0:00:00 left");
  }

  @Test
  void barIsDrawnInsteadOfLines() {
    List<String> lines = new ArrayList<>();
    try (TrainProgress progress = new TrainProgress("my-edit", 10, true, lines::add, () -> 0)) {
      progress.step(
          new StepMetrics(9, 0, 2, 1e-3, 1, 20, 0.4, Optional.empty(), OptionalDouble.empty()));
      progress.step(
          new StepMetrics(10, 0, 2, 1e-3, 1, 20, 0.4, Optional.empty(), OptionalDouble.empty()));
    }
    assertThat(lines).isEmpty();
  }
}
