package io.lorweb.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lorweb.error.InputException;
import io.lorweb.tensor.Engine;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.weights.SafetensorsWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LpipsTest {

  private static final long[][] SHAPES = {
    {0, 64, 3, 11, 11},
    {3, 192, 64, 5, 5},
    {6, 384, 192, 3, 3},
    {8, 256, 384, 3, 3},
    {10, 256, 256, 3, 3}
  };

  @TempDir static Path folder;
  private static Lpips lpips;

  @BeforeAll
  static void load() {
    lpips = Lpips.load(alexnet(folder.resolve("alexnet.safetensors"), SHAPES.length));
  }

  @AfterAll
  static void close() {
    lpips.close();
  }

  /**
   * An AlexNet by formula: value i of the file is (frac(i 2654435761 / 2^32) - 1/2) 2 sqrt(3 / fan
   * in), counted through weights and biases in order.
   */
  private static Path alexnet(Path file, int layers) {
    Engine.start();
    try (Scope scope = new Scope()) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      long at = 0;
      for (int i = 0; i < layers; i++) {
        long[] shape = {SHAPES[i][1], SHAPES[i][2], SHAPES[i][3], SHAPES[i][4]};
        int fan = (int) (shape[1] * shape[2] * shape[3]);
        String name = "features." + SHAPES[i][0];
        float[] weight = values((int) shape[0] * fan, fan, at);
        at += weight.length;
        float[] bias = values((int) shape[0], fan, at);
        at += bias.length;
        tensors.put(name + ".weight", Tensors.of(weight, shape));
        tensors.put(name + ".bias", Tensors.of(bias, shape[0]));
      }
      SafetensorsWriter.write(file, tensors, Map.of());
      return file;
    }
  }

  private static float[] values(int count, int fan, long from) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      double unit = ((from + i) * 2654435761L & 0xFFFFFFFFL) / 4294967296.0;
      values[i] = (float) ((unit - 0.5) * 2 * Math.sqrt(3.0 / fan));
    }
    return values;
  }

  /** torchmetrics 1.9, its LPIPS class with its heads on this AlexNet. */
  @ParameterizedTest
  @CsvSource({
    "35, 35, 1, 0.2931027",
    "35, 35, 2, 0.3657909",
    "64, 64, 1, 0.3317851",
    "64, 64, 2, 0.4153800",
    "100, 70, 1, 0.3693347",
    "100, 70, 2, 0.3931244"
  })
  void itIsWhatTorchmetricsFinds(int width, int height, int seed, double expected) {
    assertThat(lpips.of(Patterns.of(width, height, 0), Patterns.of(width, height, seed)))
        .isCloseTo(expected, within(1e-5));
  }

  @Test
  void equalPicturesHaveNoDistance() {
    assertThat(lpips.of(Patterns.of(64, 64, 1), Patterns.of(64, 64, 1))).isZero();
  }

  @Test
  void otherSizesAndTooSmallPicturesAreRefused() {
    assertThat(lpips.of(Patterns.of(31, 31, 0), Patterns.of(31, 31, 1))).isPositive();
    assertThatThrownBy(() -> lpips.of(Patterns.of(30, 64, 0), Patterns.of(30, 64, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("31 pixels");
    assertThatThrownBy(() -> lpips.of(Patterns.of(64, 40, 0), Patterns.of(40, 64, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void picklesAndHalfBackbonesAreRefused() {
    assertThatThrownBy(() -> Lpips.load(Path.of("alexnet-owt-7be5be79.pth")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("never read");
    Path half = alexnet(folder.resolve("half.safetensors"), 3);
    assertThatThrownBy(() -> Lpips.load(half))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("features.8.weight");
  }
}
