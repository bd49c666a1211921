package io.lorweb.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lorweb.config.JsonFile;
import io.lorweb.error.InputException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigmasTest {

  private static final SchedulerConfig KONTEXT = SchedulerConfig.KONTEXT_DEV;
  private static final SchedulerConfig STATIC =
      new SchedulerConfig(3, false, 256, 4096, 0.5, 1.15, 1000);

  @Test
  void oneStepGoesFromNoiseToPicture() {
    assertThat(Sigmas.of(KONTEXT, 1, 4096).values()).containsExactly(1, 0);
    assertThat(Sigmas.of(STATIC, 1, 4096).values()).containsExactly(1, 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 28, 1000})
  void fallFromOneToZero(int steps) {
    Sigmas sigmas = Sigmas.of(KONTEXT, steps, 1024);
    assertThat(sigmas.steps()).isEqualTo(steps);
    assertThat(sigmas.at(0)).isEqualTo(1);
    assertThat(sigmas.timestep(0)).isEqualTo(1000);
    assertThat(sigmas.values()[steps]).isZero();
    for (int i = 0; i < steps; i++) {
      assertThat(sigmas.values()[i]).as("step %d", i).isGreaterThan(sigmas.values()[i + 1]);
    }
  }

  @Test
  void areShiftedByTheNumberOfTokens() {
    // linspace(1, 1/2, 2) = 1, 0.5; dynamic: e^mu / (e^mu + 1), static: 3 / (3 + 1).
    assertThat(Sigmas.of(KONTEXT, 2, 256).at(1))
        .isCloseTo((float) (Math.exp(0.5) / (Math.exp(0.5) + 1)), within(1e-6f));
    assertThat(Sigmas.of(KONTEXT, 2, 4096).at(1))
        .isCloseTo((float) (Math.exp(1.15) / (Math.exp(1.15) + 1)), within(1e-6f));
    assertThat(Sigmas.of(STATIC, 2, 4096).at(1)).isCloseTo(0.75f, within(1e-6f));
  }

  @Test
  void aTimestepIsAThousandSigma() {
    Sigmas sigmas = new Sigmas(new float[] {1, 0.25f, 0}, 1000);
    assertThat(sigmas.timestep(1)).isEqualTo(250);
    assertThat(new Sigmas(sigmas.values(), 8).timestep(1)).isEqualTo(2);
  }

  @Test
  void aSchedulersFileSaysTheNumbersAndDiffusersDefaultsTheRest() {
    assertThat(
            SchedulerConfig.read(
                JsonFile.parse(
                    "s.json",
                    """
                    {"shift": 3.0, "use_dynamic_shifting": true, "base_image_seq_len": 1,
                     "max_image_seq_len": 2, "base_shift": 0.25, "max_shift": 0.75,
                     "num_train_timesteps": 10}""")))
        .isEqualTo(new SchedulerConfig(3, true, 1, 2, 0.25, 0.75, 10));
    assertThat(SchedulerConfig.read(JsonFile.parse("s.json", "{}")))
        .isEqualTo(new SchedulerConfig(1, false, 256, 4096, 0.5, 1.15, 1000));
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1001})
  void refuseOtherNumbersOfSteps(int steps) {
    assertThatThrownBy(() -> Sigmas.of(KONTEXT, steps, 256))
        .isInstanceOf(InputException.class)
        .hasMessage("steps " + steps + " must lie in 1..1000");
  }

  @Test
  void refuseWhatDoesNotFallToZero() {
    for (List<Double> begins :
        List.of(
            List.of(0.5, 1.0),
            List.of(1.0, 1.0),
            List.of(1.5),
            List.of(1.0, 0.0),
            List.of(Double.NaN),
            Arrays.asList(1.0, null))) {
      assertThatThrownBy(() -> Sigmas.requireFalling(begins))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("must lie in (0, 1] and fall");
    }
  }
}
