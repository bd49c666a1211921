package io.lorweb.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoiseTest {

  /** The bits were computed apart from this program, from the definition of java.util.Random. */
  @ParameterizedTest
  @CsvSource({
    "0, bf53ae5e 3e476e40 3e63c5b2 3f16179d bf87527d 3fa8be45",
    "50, be821e8e 3f0c7893 bf3370ad 3de24816 3eb09d4d c00451f7",
    "-1, 3f01b5e1 bd596d2e bf623d90 3f9dafe7 3fd3d422 3dc3c3c9"
  })
  void isTheSameOnEveryMachine(long seed, String bits) {
    try (Scope scope = new Scope()) {
      String[] words = bits.split(" ");
      float[] values = Tensors.floats(Noise.normal(seed, 2, 3));
      for (int i = 0; i < words.length; i++) {
        assertThat(Integer.toHexString(Float.floatToIntBits(values[i])))
            .as("number %d of seed %d", i, seed)
            .isEqualTo(Integer.toHexString(HexFormat.fromHexDigits(words[i])));
      }
    }
  }

  @Test
  void isStandardNormal() {
    try (Scope scope = new Scope()) {
      float[] values = Tensors.floats(Noise.normal(7, 1000, 1000));
      double sum = 0;
      double squares = 0;
      for (float value : values) {
        sum += value;
        squares += (double) value * value;
      }
      double mean = sum / values.length;
      // The standard errors are 0.001 and 0.0014.
      assertThat(mean).isCloseTo(0, within(0.004));
      assertThat(squares / values.length - mean * mean).isCloseTo(1, within(0.006));
    }
  }

  @Test
  void fillsRowByRowWhateverTheShape() {
    try (Scope scope = new Scope()) {
      assertThat(Tensors.floats(Noise.normal(3, 2, 2, 3)))
          .containsExactly(Tensors.floats(Noise.normal(3, 12)));
      assertThat(Noise.normal(3, 2, 2, 3).shape()).containsExactly(2, 2, 3);
      assertThat(Tensors.floats(Noise.normal(3, 0))).isEmpty();
    }
  }
}
