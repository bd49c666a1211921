package io.lorweb.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.image.Picture;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AugmentationTest {

  /** Six pixels, no two samples alike. */
  private static final Picture WIDE =
      Picture.of(3, 2, new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17});

  @Test
  void allDiffer() {
    byte[] rgb = new byte[27];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) i;
    }
    Picture square = Picture.of(3, 3, rgb);
    Set<Picture> seen = new HashSet<>(List.of(square));
    Augmentation.all(true).forEach(symmetry -> seen.add(symmetry.of(square)));
    assertThat(seen).hasSize(13);
    assertThat(Augmentation.all(true)).hasSize(12);
  }

  @Test
  void picturesThatAreNotSquareKeepTheirSides() {
    assertThat(Augmentation.all(false))
        .hasSize(8)
        .allMatch(symmetry -> symmetry.of(WIDE).size().equals(WIDE.size()));
  }

  @Test
  void movesPixelsAndChannels() {
    Picture mirrored = new Augmentation(false, true, false, 0, 1, 2).of(WIDE);
    assertThat(mirrored).isEqualTo(WIDE.mirrored());
    Picture flipped = new Augmentation(false, false, true, 2, 0, 1).of(WIDE);
    assertThat(flipped.toBytes())
        .containsExactly(11, 9, 10, 14, 12, 13, 17, 15, 16, 2, 0, 1, 5, 3, 4, 8, 6, 7);
    Picture transposed = new Augmentation(true, false, false, 0, 1, 2).of(WIDE);
    assertThat(transposed.width()).isEqualTo(2);
    assertThat(transposed.toBytes())
        .containsExactly(0, 1, 2, 9, 10, 11, 3, 4, 5, 12, 13, 14, 6, 7, 8, 15, 16, 17);
  }
}
