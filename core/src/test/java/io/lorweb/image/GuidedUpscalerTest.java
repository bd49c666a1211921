package io.lorweb.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class GuidedUpscalerTest {

  /** Squares of colour under fine stripes that a small picture cannot show. */
  private static Picture striped(int side) {
    byte[] rgb = new byte[side * side * 3];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int fine = x % 2 == 0 ? 25 : -25;
        rgb[3 * (y * side + x)] = (byte) ((x / 8 % 2 == 0 ? 60 : 180) + fine);
        rgb[3 * (y * side + x) + 1] = (byte) ((y / 8 % 2 == 0 ? 60 : 180) + fine);
        rgb[3 * (y * side + x) + 2] = (byte) ((x / 8 % 2 == y / 8 % 2 ? 60 : 180) + fine);
      }
    }
    return Picture.of(side, side, rgb);
  }

  private static Picture halved(Picture picture) {
    return picture.resize(picture.width() / 2, picture.height() / 2, Resampling.LANCZOS);
  }

  private static Picture inverted(Picture picture) {
    byte[] rgb = picture.toBytes();
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (255 - (rgb[i] & 255));
    }
    return Picture.of(picture.width(), picture.height(), rgb);
  }

  private static double error(Picture one, Picture other) {
    byte[] x = one.toBytes();
    byte[] y = other.toBytes();
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double difference = (x[i] & 255) - (y[i] & 255);
      sum += difference * difference;
    }
    return sum / x.length;
  }

  @Test
  void aChangeOfColourTakesTheDetailAlong() {
    Picture original = striped(64);
    Picture edited = halved(inverted(original));
    Picture truth = inverted(original);

    Picture enlarged = GuidedUpscaler.of(edited, original);

    double plain = error(edited.resize(64, 64, Resampling.BICUBIC), truth);
    assertThat(error(enlarged, truth)).isLessThan(plain / 4);
  }

  @Test
  void whatHasNothingToDoWithTheOriginalStaysAsItIs() {
    byte[] noise = new byte[3 * 64 * 64];
    new Random(1).nextBytes(noise);
    Picture original = Picture.of(64, 64, noise);
    Picture edited = Picture.filled(32, 32, 0x4080C0);

    assertThat(GuidedUpscaler.of(edited, original)).isEqualTo(Picture.filled(64, 64, 0x4080C0));
  }

  @Test
  void keepsWhatTheSmallPictureShows() {
    Picture original = striped(64);
    Picture edited = halved(original).mirrored();
    Picture back = halved(GuidedUpscaler.of(edited, original));
    assertThat(error(back, edited)).isLessThan(4);
  }

  @Test
  void takesAnySize() {
    Picture original = striped(64).crop(0, 0, 61, 33);
    Picture edited = Picture.filled(16, 32, 0xFF0000);
    assertThat(GuidedUpscaler.of(edited, original).size()).isEqualTo(new Size(61, 33));
    assertThat(GuidedUpscaler.of(original, original)).isSameAs(original);
    assertThat(GuidedUpscaler.of(Picture.filled(1, 1, 0x00FF00), original).size())
        .isEqualTo(original.size());
  }
}
