package io.lorweb.tiny.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.image.Picture;
import io.lorweb.tiny.drawings.Pool;
import io.lorweb.tiny.drawings.Split;
import io.lorweb.tiny.drawings.TestPool;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScenesTest {

  private static final int SIZE = 64;

  @TempDir Path folder;

  private Pool pool(int size) {
    List<String> names = IntStream.range(0, 60).mapToObj(i -> "thing-" + i).toList();
    return TestPool.in(folder.resolve("pool-" + size), size, names);
  }

  @Test
  void aNumberIsASceneOnEachSideOfTheSplit() {
    Scenes scenes = new Scenes(pool(SIZE));
    Set<Picture> seen = new HashSet<>();
    for (int number = 0; number < 30; number++) {
      for (Split split : Split.values()) {
        Picture picture = scenes.scene(split, number).picture();
        assertThat(scenes.scene(split, number).picture()).isEqualTo(picture);
        seen.add(picture);
      }
    }

    assertThat(seen).hasSize(60);
  }

  @Test
  void aSceneLooksTheSameAtTwiceTheSide() {
    Scenes small = new Scenes(pool(SIZE));
    Scenes large = new Scenes(pool(2 * SIZE));
    double apart = 0;
    double unrelated = 0;
    for (int number = 0; number < 12; number++) {
      float[] one = blocks(small.scene(Split.TRAIN, number).picture(), SIZE / 8);
      float[] two = blocks(large.scene(Split.TRAIN, number).picture(), SIZE / 4);
      float[] other = blocks(small.scene(Split.TRAIN, number + 100).picture(), SIZE / 8);
      for (int i = 0; i < one.length; i++) {
        apart += Math.abs(one[i] - two[i]);
        unrelated += Math.abs(one[i] - other[i]);
      }
    }

    assertThat(apart).isLessThan(unrelated / 5);
  }

  /** Means over 8 x 8 blocks of the square, red, green and blue. */
  private static float[] blocks(Picture picture, int block) {
    float[] means = new float[3 * 64];
    for (int i = 0; i < picture.rgb().capacity(); i++) {
      int pixel = i / 3;
      int x = pixel % picture.width() / block;
      int y = pixel / picture.width() / block;
      means[3 * (8 * y + x) + i % 3] += (picture.rgb().get(i) & 255) / (float) (block * block);
    }
    return means;
  }

  /** In photographs the power falls with about the square of the frequency. */
  @ParameterizedTest
  @EnumSource(
      value = Texture.class,
      names = {"LEAVES", "NOISE"})
  void naturalTexturesHaveMorePowerInCoarseDetailThanInFine(Texture texture) {
    double coarse = 0;
    double fine = 0;
    for (int i = 0; i < 20; i++) {
      float[] rgb = texture.draw(new Random(i), SIZE);
      coarse += steps(rgb, 16);
      fine += steps(rgb, 1);
    }

    assertThat(coarse).isGreaterThan(2 * fine);
    assertThat(fine).isPositive();
  }

  /** Mean squared difference of green samples {@code apart} pixels from each other in a row. */
  private static double steps(float[] rgb, int apart) {
    double sum = 0;
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x + apart < SIZE; x++) {
        double d = rgb[3 * (y * SIZE + x + apart) + 1] - rgb[3 * (y * SIZE + x) + 1];
        sum += d * d / (SIZE - apart);
      }
    }
    return sum / SIZE;
  }

  @Test
  void aBallIsBrighterTowardsTheLamp() {
    float[] figure = new float[4 * SIZE * SIZE];
    float[] grey = {0.6f, 0.6f, 0.6f};
    new Rendering(32, 32, 20, grey, new double[] {-0.6, -0.6, Math.sqrt(0.28)}, 0)
        .over(figure, SIZE);

    assertThat(figure[4 * (24 * SIZE + 24)]).isGreaterThan(2 * figure[4 * (40 * SIZE + 40)]);
    assertThat(figure[3]).as("clear outside").isZero();
    assertThat(figure[4 * (32 * SIZE + 32) + 3]).as("opaque inside").isEqualTo(1);
  }
}
