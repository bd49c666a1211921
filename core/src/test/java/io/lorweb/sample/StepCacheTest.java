package io.lorweb.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepCacheTest {

  @TempDir Path folder;

  private static RatioTable table(Double... ratios) {
    return new RatioTable(
        "small",
        "m1",
        Optional.of("a1"),
        List.of("l1"),
        ratios.length,
        2.5,
        Optional.of("grid"),
        Optional.of(1.0),
        List.of(ratios));
  }

  private static List<Integer> skipped(double threshold, int most, Double... ratios) {
    return new StepCache(threshold, most, table(ratios)).skipped(ratios.length);
  }

  /**
   * By hand, from step 3 on: |1 - 1.01| = 0.01; 1.0201 makes it 0.0301; 0.99969.. 0.0304; 1.0197..
   * would make 0.0501, so step 6 is full. Then 0.04, and 0.9216 too much: step 8 is full. Then 1.04
   * would be followed by nothing.
   */
  @Test
  void otherSettingsThanMeasuredAreNamed() {
    RatioTable table = table(1.0, 1.1);

    assertThat(table.otherwise(new RatioTable.Use(2, 2.5, "grid", 1))).isEmpty();
    assertThat(table.otherwise(new RatioTable.Use(28, 2.5, "query", 1)).orElseThrow())
        .contains("measured with steps 2, layout grid, but this run has steps 28, layout query")
        .doesNotContain("guidance")
        .doesNotContain("strength");
    assertThat(table.otherwise(new RatioTable.Use(2, 3.5, "grid", 0.5)).orElseThrow())
        .contains("guidance 2.5, strength 1.0, but this run has guidance 3.5, strength 0.5");
  }

  @Test
  void tablesOfEarlierVersionsSayLess() throws IOException {
    Path file = folder.resolve("earlier.json");
    Files.writeString(
        file,
        "{\"name\": \"small\", \"model\": \"m1\", \"loras\": [], \"steps\": 1,"
            + " \"guidance\": 2.5, \"ratios\": [1.0]}");

    RatioTable table = RatioTable.read(file);

    assertThat(table.otherwise(new RatioTable.Use(1, 2.5, "query", 2))).isEmpty();
    assertThat(table.otherwise(new RatioTable.Use(1, 1, "query", 2)).orElseThrow())
        .contains("guidance 2.5, but this run has guidance 1.0");
  }

  @Test
  void errorsAddUpUntilAFullStep() {
    assertThat(skipped(0.05, 4, 1.0, 1.3, 1.01, 1.01, 0.98, 1.02, 0.96, 0.96, 1.04))
        .containsExactly(3, 4, 5, 7, 9);
  }

  @Test
  void aShrinkingResidualCountsAsAGrowingOne() {
    assertThat(skipped(0.05, 4, 1.0, 1.0, 0.97, 0.97)).containsExactly(2, 3);
    assertThat(skipped(0.05, 4, 1.0, 1.0, 1.03, 1.03)).containsExactly(2, 3);
  }

  @Test
  void noMoreThanSoManyAreSkippedInARow() {
    Double[] even = Collections.nCopies(12, 1.0).toArray(Double[]::new);
    assertThat(skipped(0.05, 4, even)).containsExactly(4, 5, 6, 7, 9, 10, 11, 12);
    assertThat(skipped(0.05, 1, even)).containsExactly(4, 6, 8, 10, 12);
  }

  @Test
  void theFirstFifthIsFull() {
    for (int steps = 1; steps <= 28; steps++) {
      List<Integer> skipped = new StepCache(1, 100, table(1.0)).skipped(steps);
      assertThat(skipped).hasSize(steps - (int) Math.ceil(steps / 5.0));
    }
  }

  @Test
  void aThresholdOfNothingSkipsNothing() {
    assertThat(skipped(0, 4, 1.0, 1.0, 1.0, 1.0, 1.0)).isEmpty();
  }

  /** Of five steps over three entries: 0, 0.5, 1, 1.5, 2; halves go to the even one. */
  @Test
  void anotherNumberOfStepsTakesTheNearestEntry() {
    RatioTable three = table(1.0, 1.1, 1.2);
    assertThat(new double[] {at(three, 0), at(three, 1), at(three, 2), at(three, 3), at(three, 4)})
        .containsExactly(1.0, 1.0, 1.1, 1.2, 1.2);
    assertThat(three.at(0, 1)).isEqualTo(1.2);
  }

  private static double at(RatioTable table, int step) {
    return table.at(step, 5);
  }

  @Test
  void aTableIsReadAsItWasWritten() {
    Path file = folder.resolve("table.json");
    RatioTable table = table(1.0, 1.0625, 0.984375);
    table.write(file);
    assertThat(RatioTable.read(file)).isEqualTo(table);
  }

  @Test
  void whatIsNoTableIsRefused() throws Exception {
    assertThatThrownBy(() -> table(1.0, -0.5)).hasMessageContaining("-0.5");
    assertThatThrownBy(() -> table(1.0, Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new StepCache(-1, 4, table(1.0))).hasMessageContaining("-1.0");
    assertThatThrownBy(() -> new StepCache(0.1, 0, table(1.0))).hasMessageContaining("1..100");
    Path file = folder.resolve("short.json");
    table(1.0, 1.0).write(file);
    Files.writeString(file, Files.readString(file).replaceAll("\"steps\" ?: ?2", "\"steps\": 3"));
    assertThatThrownBy(() -> RatioTable.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("short.json", "2 numbers", "3 steps");
    table(1.0, 1.5).write(file);
    Files.writeString(file, Files.readString(file).replace("1.5", "null"));
    assertThatThrownBy(() -> RatioTable.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'ratios' holds null");
  }

  @Test
  void anotherModelIsRefusedByName() {
    RatioTable table = table(1.0);
    table.requireOf("small", "m1", Optional.of("a1"), List.of("l1"));
    assertThatThrownBy(() -> table.requireOf("large", "m2", Optional.of("a1"), List.of("l1")))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("model 'small'", "'large'");
    assertThatThrownBy(() -> table.requireOf("small", "m1", Optional.of("a2"), List.of("l1")))
        .hasMessageContaining("with another adapter");
    assertThatThrownBy(() -> table.requireOf("small", "m1", Optional.empty(), List.of("l1")))
        .hasMessageContaining("with an adapter");
    assertThatThrownBy(() -> table.requireOf("small", "m1", Optional.of("a1"), List.of()))
        .hasMessageContaining("other LoRAs");
  }

  @Test
  void skippedStepsRiseFromTheSecond() {
    assertThat(StepCache.requireRising(List.of(2, 3, 7))).containsExactly(2, 3, 7);
    assertThatThrownBy(() -> StepCache.requireRising(List.of(1))).hasMessageContaining("holds 1,");
    assertThatThrownBy(() -> StepCache.requireRising(Arrays.asList(2, null)))
        .hasMessageContaining("holds null,");
    assertThatThrownBy(() -> StepCache.requireRising(List.of(3, 3)))
        .hasMessageContaining("holds 3,");
  }
}
