package io.lorweb.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlaceAxisTest {

  @Test
  void numbersLieAsFarApartAsTheyDiffer() {
    PlaceAxis axis = PlaceAxis.of(List.of("-1", "0", "0.5", "1", "2"));

    assertThat(axis.distorted()).isFalse();
    assertThat(axis.at(1) - axis.at(0)).isCloseTo(2 * (axis.at(2) - axis.at(1)), within(1e-9));
    assertThat(axis.at(4) - axis.at(0)).isCloseTo(6 * (axis.at(3) - axis.at(2)), within(1e-9));
    assertThat(axis.at(0)).isPositive();
    assertThat(axis.at(4)).isLessThan(1);
    assertThat(axis.room()).isCloseTo(0.2 / 1.5, within(1e-9));
  }

  @Test
  void wherePlacesWouldHideEachOtherStepsAreEvenAndThatIsSaid() {
    PlaceAxis axis = PlaceAxis.of(List.of("1", "2", "4", "8", "16"));

    assertThat(axis.distorted()).isTrue();
    assertThat(axis.at(1) - axis.at(0)).isCloseTo(0.2, within(1e-9));
    assertThat(PlaceAxis.of(List.of("3", "2", "1")).distorted()).isTrue();
    assertThat(PlaceAxis.of(List.of("1", "2", "3")).distorted()).isFalse();
  }

  @Test
  void wordsStandAtEvenSteps() {
    assertThat(PlaceAxis.of(List.of("none", "1", "2")).shares())
        .isEqualTo(PlaceAxis.even(3).shares());
    assertThat(PlaceAxis.of(List.of("none", "1", "2")).distorted()).isFalse();
  }
}
