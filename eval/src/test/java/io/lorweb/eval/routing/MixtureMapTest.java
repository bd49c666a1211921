package io.lorweb.eval.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.basis.Mixture;
import io.lorweb.image.Picture;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MixtureMapTest {

  private static final int BLUE = 0x2166ac;
  private static final int RED = 0xb2182b;

  private static Picture map(float... coefficients) {
    return MixtureMap.of(
        new Mixture(List.of("blocks.0.to_q", "blocks.1.to_q"), 2, coefficients), "Coefficients");
  }

  private static long count(Picture picture, int colour) {
    return IntStream.range(0, picture.width() * picture.height())
        .filter(i -> picture.pixel(i % picture.width(), i / picture.width()) == colour)
        .count();
  }

  @Test
  void negativeIsBlueAndPositiveIsRed() {
    // Cells of 40 x 17 pixels; the bar has a column of either colour.
    assertThat(count(map(-1, -1, 0, 1), BLUE)).isBetween(2L * 40 * 17, 2L * 40 * 17 + 20);
    assertThat(count(map(-1, -1, 0, 1), RED)).isBetween(40L * 17, 40L * 17 + 20);
  }

  @Test
  void columnsAreLinearsAndRowsAreElements() {
    Picture picture = map(1, 0, 0, -1);
    int left =
        IntStream.range(0, picture.width())
            .filter(x -> picture.pixel(x, 80) == RED)
            .min()
            .orElseThrow();

    assertThat(picture.pixel(left + 60, 80)).isEqualTo(0xFFFFFF);
    assertThat(picture.pixel(left + 20, 98)).isEqualTo(0xFFFFFF);
    assertThat(picture.pixel(left + 60, 98)).isEqualTo(BLUE);
  }

  @Test
  void fiveHundredLinearsCanBeSeen() {
    List<String> paths =
        IntStream.range(0, 500).mapToObj(i -> "single_transformer_blocks." + i).toList();
    Picture picture = MixtureMap.of(new Mixture(paths, 32, new float[500 * 32]), "Coefficients");

    assertThat(picture.width()).isBetween(3000, 4000);
    assertThat(picture.height()).isBetween(32 * 18, 1000);
  }
}
