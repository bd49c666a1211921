package io.lorweb.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.tensor.Engine;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The test vectors of docs/spec/CHECKPOINTS.md section 9. */
class BlockTypeTest {

  /** Where the float16 fields lie: d, and m or dmin. */
  private static final Map<BlockType, int[]> FIELDS =
      Map.ofEntries(
          Map.entry(BlockType.Q4_0, new int[] {0}),
          Map.entry(BlockType.Q4_1, new int[] {0, 2}),
          Map.entry(BlockType.Q5_0, new int[] {0}),
          Map.entry(BlockType.Q5_1, new int[] {0, 2}),
          Map.entry(BlockType.Q8_0, new int[] {0}),
          Map.entry(BlockType.Q2_K, new int[] {80, 82}),
          Map.entry(BlockType.Q3_K, new int[] {108}),
          Map.entry(BlockType.Q4_K, new int[] {0, 2}),
          Map.entry(BlockType.Q5_K, new int[] {0, 2}),
          Map.entry(BlockType.Q6_K, new int[] {208}),
          Map.entry(BlockType.IQ4_NL, new int[] {0}),
          Map.entry(BlockType.IQ4_XS, new int[] {0}));

  @ParameterizedTest
  @CsvSource({
    "Q4_0,-0.1875,0.125,0.4375,-0.25,-0.1875,0,-1.3125,-32.375",
    "Q4_1,1.1875,0.5,0.8125,1.125,0.8125,1,23.3125,380.9375",
    "Q5_0,0.5625,-0.125,0.1875,-0.5,0.875,0.0625,0.9375,7",
    "Q5_1,1.4375,1.75,2.0625,1.375,1.4375,0.5625,39.5625,625.8125",
    "Q8_0,5.3125,7.625,-6.0625,-3.75,-5.6875,-3,-11,-505",
    "Q2_K,2.0625,0,0.6875,1.375,-0.1875,-0.375,-238.8125,-35416.125",
    "Q3_K,5.0625,-6.75,1.6875,-3.375,0.125,2.625,59.875,11071.5625",
    "Q4_K,8.5625,-12.75,-3.0625,6.625,23.8125,-4.625,1554.5,265178.5",
    "Q5_K,39.5625,-12.75,27.9375,6.625,62.8125,-0.875,5415.5,793591.5",
    "Q6_K,-89.4375,106,36.4375,-33.125,-21.9375,-3.75,288.25,49026.25",
    "IQ4_NL,-2.1875,1.5625,7.0625,-3.0625,-2.1875,0.0625,-16.0625,-432.4375",
    "IQ4_XS,4.0625,-0.0625,-4.3125,5.1875,-36.5625,-1,-687.8125,-130695.875",
  })
  void meansWhatTheVectorsSay(
      BlockType type,
      float y0,
      float y1,
      float y2,
      float y3,
      float middle,
      float last,
      double sum,
      double ramp) {
    Engine.start();
    try (Scope scope = new Scope()) {
      long[] block = new long[type.bytes()];
      for (int k = 0; k < block.length; k++) {
        block[k] = 37 * k + 11 & 255;
      }
      int[] fields = FIELDS.get(type);
      block[fields[0]] = 0;
      block[fields[0] + 1] = 0x2C;
      if (fields.length > 1) {
        block[fields[1]] = 0;
        block[fields[1] + 1] = 0x34;
      }
      Tensor one = Tensors.of(block, 1, block.length).to(ScalarType.Byte);

      // Two blocks, so that a block that looks at its neighbour is noticed.
      Tensor raw = Tensors.cat(0, one, one);
      float[] both = Tensors.floats(type.dequantise(raw));
      Tensor placed = Tensors.of(new float[both.length], 2, type.length());
      type.dequantise(raw, placed);
      assertThat(Tensors.floats(placed)).isEqualTo(both);

      int n = type.length();
      assertThat(both).hasSize(2 * n);
      for (int at : new int[] {0, n}) {
        assertThat(new float[] {both[at], both[at + 1], both[at + 2], both[at + 3]})
            .containsExactly(y0, y1, y2, y3);
        assertThat(both[at + n / 2]).isEqualTo(middle);
        assertThat(both[at + n - 1]).isEqualTo(last);
        double total = 0;
        double weighted = 0;
        for (int i = 0; i < n; i++) {
          total += both[at + i];
          weighted += (i + 1) * (double) both[at + i];
        }
        assertThat(total).isEqualTo(sum);
        assertThat(weighted).isEqualTo(ramp);
      }
    }
  }
}
