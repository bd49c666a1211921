package io.lorweb.tiny.drawings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaintingTest {

  private static int[] pixel(byte[] rgba, int size, int x, int y) {
    int at = (y * size + x) * 4;
    return new int[] {rgba[at] & 255, rgba[at + 1] & 255, rgba[at + 2] & 255, rgba[at + 3] & 255};
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 128})
  void theDrawingFillsTheMiddleAndLeavesTheMarginClear(int size) {
    byte[] rgba =
        SvgPainter.paint(new Svg("<path d='M0 0h32v32H0z' fill='#2040C0'/>", 32, 32), size);

    int margin = size / 16;
    assertThat(pixel(rgba, size, margin - 1, size / 2)[3]).isZero();
    assertThat(pixel(rgba, size, margin, size / 2)).containsExactly(0x20, 0x40, 0xC0, 255);
    assertThat(pixel(rgba, size, size - margin - 1, size - margin - 1))
        .containsExactly(0x20, 0x40, 0xC0, 255);
    assertThat(pixel(rgba, size, size / 2, size - margin)[3]).isZero();
  }

  @Test
  void aWideDrawingLiesInTheMiddle() {
    byte[] rgba = SvgPainter.paint(new Svg("<path d='M0 0h40v20H0z'/>", 40, 20), 64);

    assertThat(pixel(rgba, 64, 4, 32)[3]).isEqualTo(255);
    assertThat(pixel(rgba, 64, 32, 17)[3]).isZero();
    assertThat(pixel(rgba, 64, 32, 18)[3]).isEqualTo(255);
  }

  @Test
  void whatAsksForTheCurrentColourIsBlack() {
    byte[] rgba =
        SvgPainter.paint(new Svg("<path fill='currentColor' d='M0 0h8v8H0z'/>", 8, 8), 32);

    assertThat(pixel(rgba, 32, 16, 16)).containsExactly(0, 0, 0, 255);
  }

  @Test
  void seamsBetweenTouchingShapesStayOpaque() {
    byte[] rgba =
        SvgPainter.paint(
            new Svg(
                "<path fill='#f00' d='M0 0h15.3v32H0z'/><path fill='#f00' d='M15.3 0H32v32H15.3z'/>",
                32,
                32),
            64);

    for (int x = 4; x < 60; x++) {
      assertThat(pixel(rgba, 64, x, 32)[3]).isGreaterThan(235);
    }
  }

  @Test
  void clearPixelsDoNotDarkenTheirNeighbours() {
    BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0xFF80FF40);
    byte[] rgba = AreaScaling.scale(image, new Placing(0, 0, 2, 2), 2);

    int[] corner = pixel(rgba, 2, 0, 0);
    assertThat(corner[0]).isEqualTo(0x80);
    assertThat(corner[1]).isEqualTo(0xFF);
    assertThat(corner[3]).isCloseTo(64, within(1));
    assertThat(pixel(rgba, 2, 1, 1)[3]).isZero();
  }
}
