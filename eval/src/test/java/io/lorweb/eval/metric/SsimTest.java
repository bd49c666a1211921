package io.lorweb.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lorweb.image.Picture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SsimTest {

  /**
   * scikit-image 0.26: structural_similarity(gaussian_weights=True, sigma=1.5,
   * use_sample_covariance=False, channel_axis=2, data_range=255).
   */
  @ParameterizedTest
  @CsvSource({
    "11, 11, 1, 0.9526992667827928",
    "11, 11, 2, 0.5452186206878948",
    "40, 50, 1, 0.26869689044045786",
    "40, 50, 2, 0.08633274377094763",
    "64, 64, 1, 0.27135856592771646",
    "64, 64, 2, 0.12164388693034749"
  })
  void itIsWhatScikitImageFinds(int width, int height, int seed, double expected) {
    Picture one = Patterns.of(width, height, 0);
    Picture other = Patterns.of(width, height, seed);
    assertThat(Ssim.of(one, other)).isCloseTo(expected, within(1e-9));
    assertThat(Ssim.of(other, one)).isCloseTo(expected, within(1e-9));
  }

  @Test
  void equalPicturesGetOne() {
    Picture picture = Patterns.of(20, 30, 3);
    assertThat(Ssim.of(picture, picture)).isCloseTo(1, within(1e-12));
  }

  @Test
  void otherSizesAndPicturesBelowTheWindowAreRefused() {
    assertThatThrownBy(() -> Ssim.of(Patterns.of(20, 30, 0), Patterns.of(30, 20, 0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Ssim.of(Patterns.of(10, 30, 0), Patterns.of(10, 30, 0)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
