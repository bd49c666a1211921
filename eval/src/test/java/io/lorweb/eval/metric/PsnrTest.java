package io.lorweb.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lorweb.image.Picture;
import org.junit.jupiter.api.Test;

class PsnrTest {

  @Test
  void itIsTheRatioOfTheLargestSampleToTheMeanSquaredError() {
    Picture one = Picture.of(2, 1, new byte[] {10, 20, 30, (byte) 255, 0, 100});
    Picture other = Picture.of(2, 1, new byte[] {10, 26, 30, (byte) 250, 0, 107});

    // (36 + 25 + 49) / 6 = 18.333; 10 log10(65025 / 18.333) = 35.4984.
    assertThat(Psnr.squaredError(one, other)).isCloseTo(18.3333, within(1e-4));
    assertThat(Psnr.of(one, other)).isCloseTo(35.4984, within(1e-3));
    assertThat(Psnr.of(other, one)).isEqualTo(Psnr.of(one, other));
  }

  @Test
  void blackAgainstWhiteIsNothing() {
    assertThat(Psnr.of(Picture.filled(3, 2, 0), Picture.filled(3, 2, 0xFFFFFF))).isZero();
  }

  @Test
  void equalPicturesAndNearlyEqualOnesGetTheCap() {
    byte[] samples = new byte[64 * 64 * 3];
    Picture one = Picture.of(64, 64, samples);
    samples[17] = 1;

    assertThat(Psnr.of(one, one)).isEqualTo(60);
    assertThat(Psnr.of(one, Picture.of(64, 64, samples))).isEqualTo(60);
  }

  @Test
  void picturesOfTwoSizesAreNotCompared() {
    assertThatThrownBy(() -> Psnr.of(Picture.filled(2, 3, 0), Picture.filled(3, 2, 0)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
