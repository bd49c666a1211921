package io.lorweb.eval.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.image.Picture;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeatMapTest {

  private static final int RED = 0xff0000;

  /** Every cell has the last colour. */
  private static Picture map(int linears, int tasks) {
    double[][] values = new double[tasks][linears];
    for (double[] row : values) {
      Arrays.fill(row, 1);
    }
    return new HeatMap(
            "Linears",
            IntStream.range(0, tasks).mapToObj(i -> "task " + i).toList(),
            IntStream.range(0, linears).mapToObj(i -> "single_blocks." + i + ".attn.to_q").toList(),
            values,
            0,
            1,
            List.of(Color.WHITE, Color.RED))
        .picture();
  }

  private static long red(Picture picture) {
    byte[] rgb = picture.toBytes();
    return IntStream.range(0, rgb.length / 3)
        .filter(
            i ->
                ((rgb[3 * i] & 255) << 16 | (rgb[3 * i + 1] & 255) << 8 | rgb[3 * i + 2] & 255)
                    == RED)
        .count();
  }

  @Test
  void cellsCanBeSeenAtOneAndAtFiveHundredLinears() {
    Picture one = map(1, 1);
    Picture many = map(500, 4);

    assertThat(one.width()).isBetween(500, 1000);
    assertThat(red(one)).isGreaterThan(500).isLessThan(2000);
    assertThat(many.width()).isBetween(3000, 4000);
    // Nothing is drawn over cells of 6 x 17 pixels; of the bar only the last column is as red.
    assertThat(red(many)).isBetween(500L * 4 * 6 * 17, 500L * 4 * 6 * 17 + 20);
    assertThat(many.height()).isLessThan(500);
  }
}
