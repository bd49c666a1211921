package io.lorweb.analogy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import io.lorweb.image.Size;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CanvasSizeTest {

  private static final Size SQUARE = new Size(100, 100);

  private static CanvasSize of(Size cell, long area, int side, int model) {
    return new CanvasSize(
        Optional.ofNullable(cell),
        area == 0 ? OptionalLong.empty() : OptionalLong.of(area),
        side == 0 ? OptionalInt.empty() : OptionalInt.of(side),
        model == 0 ? OptionalInt.empty() : OptionalInt.of(model));
  }

  @Test
  void aCellIsRoundedDownToWholeTokens() {
    assertThat(of(new Size(70, 47), 0, 0, 64).canvas(SQUARE, 16, 1)).isEqualTo(new Size(64, 32));
    assertThat(of(new Size(70, 47), 0, 0, 64).canvas(SQUARE, 16, 2)).isEqualTo(new Size(128, 64));
  }

  @Test
  void anAreaIsOfTheWholeCanvasAndAModelsCellOfOne() {
    assertThat(of(null, 128 * 128, 0, 64).canvas(SQUARE, 16, 2)).isEqualTo(new Size(128, 128));
    assertThat(of(null, 0, 0, 64).canvas(SQUARE, 16, 2)).isEqualTo(new Size(128, 128));
    assertThat(of(null, 0, 0, 64).canvas(SQUARE, 16, 1)).isEqualTo(new Size(64, 64));
    assertThat(CanvasSize.ofModel(OptionalInt.of(64))).isEqualTo(of(null, 0, 0, 64));
  }

  @Test
  void refusesWhatContradictsItselfOrHasNoPixels() {
    assertThatThrownBy(() -> of(SQUARE, 4096, 0, 0))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("contradict each other");
    assertThatThrownBy(() -> of(null, -1, 0, 0))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("-1 must be positive");
    assertThatThrownBy(() -> of(null, 0, 1, 0))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("1 must be at least 2");
    assertThat(of(null, 1, 2, 0).maxSize()).hasValue(2);
  }

  @Test
  void refusesCanvasesThatAreTooLarge() {
    CanvasSize largest = of(new Size(4096, 16), 0, 0, 0);
    assertThat(largest.canvas(SQUARE, 16, 2)).isEqualTo(new Size(8192, 32));
    CanvasSize tallest = of(new Size(16, 4096), 0, 0, 0);
    assertThat(tallest.canvas(SQUARE, 16, 2)).isEqualTo(new Size(32, 8192));
    for (Size cell : new Size[] {new Size(4112, 16), new Size(16, 4112)}) {
      assertThatThrownBy(() -> of(cell, 0, 0, 0).canvas(SQUARE, 16, 2))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("the generated picture would be ")
          .hasMessageEndingWith("; the largest side is 8192");
    }
  }
}
