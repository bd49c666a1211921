package io.lorweb.basis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixtureTest {

  private static final Mixture ONE = mixture(0.1f, -2, 3, 0.7f);
  private static final Mixture OTHER = mixture(0.3f, 4, -1, 1e-3f);

  private static Mixture mixture(float... coefficients) {
    return new Mixture(List.of("p", "q"), 2, coefficients);
  }

  @Test
  void theEndsOfTheWayAreTheMixturesThemselves() {
    assertThat(ONE.towards(OTHER, 0)).isEqualTo(ONE);
    assertThat(ONE.towards(OTHER, 1)).isEqualTo(OTHER);
  }

  @Test
  void halfwayIsTheMeanAndBeyondGoesOnInTheSameDirection() {
    assertThat(ONE.towards(OTHER, 0.5)).isEqualTo(Mixture.mean(List.of(ONE, OTHER)));
    assertThat(mixture(1, 0, 0, 0).towards(mixture(2, 0, 0, 8), 1.5))
        .isEqualTo(mixture(2.5f, 0, 0, 12));
    assertThat(mixture(1, 0, 0, 0).towards(mixture(2, 0, 0, 8), -0.5))
        .isEqualTo(mixture(0.5f, 0, 0, -4));
  }

  @Test
  void weightsNeedNotSumToOne() {
    assertThat(Mixture.weighted(List.of(ONE, OTHER), List.of(1.0, 1.0))).isEqualTo(ONE.plus(OTHER));
    assertThat(Mixture.weighted(List.of(ONE), List.of(-2.0))).isEqualTo(ONE.scaled(-2));
    assertThat(
            Mixture.weighted(List.of(mixture(1, 2, 3, 4), mixture(4, 3, 2, 1)), List.of(2.0, -1.0)))
        .isEqualTo(mixture(-2, 1, 4, 7));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void aWeightWithoutAnEndIsRefused(double weight) {
    assertThatThrownBy(() -> Mixture.weighted(List.of(ONE, OTHER), List.of(1.0, weight)))
        .isInstanceOf(InputException.class)
        .hasMessage("weight " + weight + " must be a finite number, such as 0.5 or -1");
  }

  @Test
  void weightsAndMixturesGoTogether() {
    assertThatThrownBy(() -> Mixture.weighted(List.of(ONE), List.of()))
        .isInstanceOf(InputException.class);
    assertThatThrownBy(() -> Mixture.weighted(List.of(), List.of()))
        .isInstanceOf(InputException.class);
    Mixture foreign = new Mixture(List.of("p", "r"), 2, new float[4]);
    assertThatThrownBy(() -> ONE.towards(foreign, 0.5))
        .isInstanceOf(InputException.class)
        .hasMessage("the mixtures come from different adapters");
  }

  @Test
  void whatStandsInForAnotherIsFinite() {
    OTHER.requireInsteadOf(ONE);

    assertThatThrownBy(() -> mixture(0, 0, 0, Float.NaN).requireInsteadOf(ONE))
        .isInstanceOf(InputException.class)
        .hasMessage("coefficient 2 of q is NaN but must be finite");
  }
}
