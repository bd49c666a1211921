package io.lorweb.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lorweb.image.Picture;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class ForegroundL1Test {

  /** A rectangle on a ground, 8 x 8. */
  private static Picture drawn(int ground, int figure, int x, int y, int width, int height) {
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(ground));
    graphics.fillRect(0, 0, 8, 8);
    graphics.setColor(new Color(figure));
    graphics.fillRect(x, y, width, height);
    graphics.dispose();
    return Picture.of(image);
  }

  @Test
  void onlyTheFigureCounts() {
    Picture truth = drawn(0xFFFFFF, 0x000000, 2, 2, 4, 4);
    Picture empty = Picture.filled(8, 8, 0xFFFFFF);
    Picture half = drawn(0xFFFFFF, 0x000000, 2, 2, 4, 2);
    Picture otherGround = drawn(0xFF0000, 0x000000, 2, 2, 4, 4);

    assertThat(ForegroundL1.of(truth, truth)).hasValue(0);
    assertThat(ForegroundL1.of(empty, truth)).hasValue(1);
    assertThat(ForegroundL1.of(half, truth)).hasValue(0.5);
    assertThat(ForegroundL1.of(otherGround, truth)).hasValue(0);
  }

  @Test
  void theGroundIsTheCommonestColourOfTheBorder() {
    // A figure over the lower half touches 8 + 2 * 4 of the 28 border pixels.
    Picture truth = drawn(0x102030, 0xFFFFFF, 0, 4, 8, 4);
    // 255 - 16, 255 - 32 and 255 - 48 over 255.
    assertThat(ForegroundL1.of(Picture.filled(8, 8, 0x102030), truth).getAsDouble())
        .isCloseTo((239 + 223 + 207) / 3.0 / 255, within(1e-12));
  }

  @Test
  void tracesOfCompressionAreGround() {
    Picture truth = drawn(0xFFFFFF, 0xF8FAFF, 2, 2, 4, 4);
    assertThat(ForegroundL1.of(truth, truth)).isEmpty();
  }

  @Test
  void otherSizesAreRefused() {
    assertThatThrownBy(() -> ForegroundL1.of(Picture.filled(2, 3, 0), Picture.filled(3, 2, 0)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
