package io.lorweb.tiny.photographs;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.image.Picture;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PhotographsTest {

  @Test
  void twentyDifferentOnesAtAnySize() {
    for (int size : new int[] {48, 64, 128}) {
      Photographs photographs = new Photographs(size);
      Set<Picture> pictures = new HashSet<>();
      for (String name : photographs.names()) {
        Picture picture = photographs.layers(name).orElseThrow().picture();
        assertThat(picture.width()).isEqualTo(size);
        assertThat(picture.height()).isEqualTo(size);
        pictures.add(picture);
      }
      assertThat(pictures).hasSize(20);
    }
  }

  @Test
  void theCatIsOrangeAndTheRocketStandsInTheNight() {
    Photographs photographs = new Photographs(64);

    assertThat(mean(photographs, "cat", 0)).isGreaterThan(mean(photographs, "cat", 2) + 30);
    assertThat(mean(photographs, "rocket", 2)).isGreaterThan(mean(photographs, "rocket", 0) + 10);
    assertThat(mean(photographs, "rocket", 0)).isLessThan(100);
    assertThat(photographs.layers("dog")).isEmpty();
  }

  private static double mean(Photographs photographs, String name, int channel) {
    Picture picture = photographs.layers(name).orElseThrow().picture();
    double sum = 0;
    for (int i = channel; i < picture.rgb().capacity(); i += 3) {
      sum += picture.rgb().get(i) & 255;
    }
    return 3 * sum / picture.rgb().capacity();
  }
}
