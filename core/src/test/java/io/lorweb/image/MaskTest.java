package io.lorweb.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import org.junit.jupiter.api.Test;

class MaskTest {

  /** White from column {@code left} on. */
  private static Mask rightOf(int left, int width, int height) {
    return Mask.of(
        new Canvas(width, height)
            .paste(Picture.filled(width - left, height, 0xFFFFFF), left, 0)
            .toPicture());
  }

  @Test
  void whatIsNearlyBlackIsBlackAndNearlyWhiteWhite() {
    assertThat(Mask.of(Picture.filled(3, 2, 0x0F0F0F)).nothing()).isTrue();
    assertThat(Mask.of(Picture.filled(3, 2, 0x101010)).nothing()).isFalse();
    assertThat(Mask.of(Picture.filled(3, 2, 0xF0F0F0)).everything()).isTrue();
    assertThat(Mask.of(Picture.filled(3, 2, 0xEFEFEF)).everything()).isFalse();
    // Luma, not the mean: blue is dark.
    assertThat(Mask.of(Picture.filled(1, 1, 0x00FF00)).value(0, 0)).isEqualTo(149);
    assertThat(Mask.of(Picture.filled(1, 1, 0x0000FF)).value(0, 0)).isEqualTo(29);
  }

  @Test
  void aCellIsOpenWhenAnyPixelUnderItIs() {
    Mask mask = rightOf(5, 8, 4);

    assertThat(mask.cells(new Part(0, 0, 8, 4), 4, 1)).containsExactly(false, false, true, true);
    assertThat(mask.cells(new Part(0, 0, 8, 4), 2, 2)).containsExactly(false, true, false, true);
    // A part that ends before it.
    assertThat(mask.cells(new Part(1, 0, 4, 4), 2, 1)).containsExactly(false, false);
    // Cells that share the pixel in their middle.
    assertThat(rightOf(2, 3, 1).cells(new Part(0, 0, 3, 1), 2, 1)).containsExactly(false, true);
    assertThat(rightOf(1, 3, 1).cells(new Part(0, 0, 3, 1), 2, 1)).containsExactly(true, true);
  }

  @Test
  void theEditComesInFromTheBorder() {
    Picture b = Picture.filled(8, 3, 0x000000);
    Picture edited = Picture.filled(8, 3, 0xC8C8C8);
    Part whole = new Part(0, 0, 8, 3);

    // 200 in three steps: a feather of two pixels, then all of it; the picture's edge is no border.
    Picture soft = new Seam(rightOf(3, 8, 3), 2).blend(b, edited, whole);
    assertThat(row(soft)).containsExactly(0, 0, 0, 67, 133, 200, 200, 200);
    Picture hard = new Seam(rightOf(3, 8, 3), 0).blend(b, edited, whole);
    assertThat(row(hard)).containsExactly(0, 0, 0, 200, 200, 200, 200, 200);

    // A part is where it belongs, and nothing beside it changes.
    Picture part =
        new Seam(rightOf(3, 8, 3), 0)
            .blend(b, Picture.filled(2, 1, 0x646464), new Part(4, 1, 2, 1));
    assertThat(row(part)).containsExactly(0, 0, 0, 0, 100, 100, 0, 0);
    assertThat(part.pixel(4, 0)).isZero();
  }

  @Test
  void greyLetsAPartThrough() {
    Mask grey = Mask.of(Picture.filled(2, 2, 0x808080));
    Picture half =
        new Seam(grey, 4)
            .blend(
                Picture.filled(2, 2, 0x000000),
                Picture.filled(2, 2, 0xFFFFFF),
                new Part(0, 0, 2, 2));
    assertThat(half).isEqualTo(Picture.filled(2, 2, 0x808080));
  }

  @Test
  void itIsOfThePicturesSize() {
    assertThatThrownBy(() -> rightOf(1, 4, 4).requireFor(new Size(4, 5)))
        .isInstanceOf(InputException.class)
        .hasMessage("the mask is 4 x 4 but b is 4 x 5: give a mask of b's size");
  }

  /** Red samples of the middle row. */
  private static int[] row(Picture picture) {
    int[] row = new int[picture.width()];
    for (int x = 0; x < row.length; x++) {
      row[x] = picture.pixel(x, picture.height() / 2) >> 16;
    }
    return row;
  }
}
