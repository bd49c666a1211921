package io.lorweb.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lorweb.error.InputException;
import io.lorweb.sample.SchedulerConfig;
import io.lorweb.sample.Sigmas;
import io.lorweb.train.data.Encoded;
import io.lorweb.train.recipe.Objective;
import io.lorweb.train.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Training at only the noise levels that a sampler of few steps visits. */
class FewStepsTest {

  private static final SchedulerConfig STATIC =
      new SchedulerConfig(3, false, 256, 4096, 0.5, 1.15, 1000);

  @TempDir Path folder;
  private Recipe recipe;

  @BeforeEach
  void drawPairs() {
    Path data = SmallRun.pairs(folder.resolve("pairs"), 3);
    recipe = SmallRun.recipe(data, folder.resolve("whole"), 6);
  }

  private static Objective few(int steps) {
    return new Objective(
        Objective.Timesteps.FEW,
        OptionalInt.of(steps),
        Objective.Weighting.NONE,
        1,
        Objective.ALL_QUADRANTS,
        0,
        0,
        0);
  }

  /** How often each timestep is drawn. */
  private static Map<Float, Integer> drawn(
      SchedulerConfig scheduler, int steps, int tokens, int times) {
    TimestepLaw law = new TimestepLaw(few(steps), scheduler);
    Random random = new Random(5);
    Map<Float, Integer> counts = new TreeMap<>();
    for (int i = 0; i < times; i++) {
      counts.merge(law.draw(random, tokens), 1, Integer::sum);
    }
    return counts;
  }

  @ParameterizedTest
  @CsvSource({"1, 16", "2, 16", "2, 256", "3, 256", "4, 1024", "4, 8190"})
  void drawsTheSamplersTimestepsEachAboutEquallyOften(int steps, int tokens) {
    for (SchedulerConfig scheduler : List.of(STATIC, SchedulerConfig.KONTEXT_DEV)) {
      Sigmas sigmas = Sigmas.of(scheduler, steps, tokens);
      Set<Float> visited = new TreeSet<>();
      for (int i = 0; i < steps; i++) {
        visited.add(sigmas.timestep(i));
      }

      Map<Float, Integer> counts = drawn(scheduler, steps, tokens, 1000 * steps);

      assertThat(counts.keySet()).isEqualTo(visited).hasSize(steps).doesNotContain(0f);
      assertThat(counts.values()).allMatch(count -> Math.abs(count - 1000) < 120);
    }
  }

  @Test
  void twoStepsBeginAtOneAndAtTheShiftedHalf() {
    assertThat(drawn(STATIC, 2, 64, 100)).containsOnlyKeys(1000f, 750f);
    // mu(256) = 0.5: sigma 0.5 becomes e^0.5 / (e^0.5 + 1). More tokens, more noise.
    List<Float> small = List.copyOf(drawn(SchedulerConfig.KONTEXT_DEV, 2, 256, 100).keySet());
    assertThat(small.get(0)).isCloseTo(622.459f, within(1e-2f));
    assertThat(small.get(1)).isEqualTo(1000);
    List<Float> large = List.copyOf(drawn(SchedulerConfig.KONTEXT_DEV, 2, 4096, 100).keySet());
    assertThat(large.get(0)).isCloseTo(759.511f, within(1e-2f));
  }

  @Test
  void examplesAreNoisedToExactlyTheSamplersLevels() {
    try (FlowParts parts = new FlowParts(SmallRun.with(recipe, few(2)))) {
      FlowBatches batches = parts.batches(3);
      Encoded example = parts.encoder().encode(parts.set().example(parts.set().plain(0)));
      int tokens = example.target().height() / 2 * (example.target().width() / 2);
      Sigmas sigmas = Sigmas.of(parts.model().scheduler(), 2, tokens);
      Set<Float> levels = new TreeSet<>();
      for (int slot = 0; slot < 40; slot++) {
        FlowBatches.Noised noised = batches.draw(example, 0, slot);
        levels.add(noised.sigma());
        assertThat(noised.weight()).isEqualTo(1);
      }
      // As Denoiser tells the model.
      assertThat(levels)
          .containsExactlyInAnyOrder(sigmas.timestep(0) / 1000f, sigmas.timestep(1) / 1000f);
    }
  }

  @Test
  void aStoppedRunTakesTheSameStepsAndKeepsItsNumber() throws IOException {
    Recipe whole = SmallRun.with(recipe, few(2));
    Recipe parts = SmallRun.with(whole, folder.resolve("parts"));
    List<Double> losses = SmallRun.losses(whole, false, Long.MAX_VALUE);

    List<Double> pieced = new ArrayList<>(SmallRun.losses(parts, false, 2));
    Recipe other = SmallRun.with(parts, few(4));
    assertThatThrownBy(() -> SmallRun.losses(other, true, Long.MAX_VALUE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("other settings: train.few_steps was 2 and is 4;");
    pieced.addAll(SmallRun.losses(parts, true, Long.MAX_VALUE));

    assertThat(pieced).isEqualTo(losses);
    assertThat(Files.readAllBytes(parts.out().resolve("small.safetensors")))
        .isEqualTo(Files.readAllBytes(whole.out().resolve("small.safetensors")));
    assertThat(Files.readString(whole.out().resolve("config.yaml")))
        .contains("timesteps: \"few\"", "few_steps: 2");
  }
}
