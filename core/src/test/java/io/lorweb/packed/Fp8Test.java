package io.lorweb.packed;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.tensor.Engine;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

/** Every code of both types, against the engine's own conversion. */
class Fp8Test {

  @Test
  void everyCodeMeansWhatItMeansToTheEngine() {
    Engine.start();
    try (Scope scope = new Scope()) {
      long[] codes = new long[256];
      for (int i = 0; i < codes.length; i++) {
        codes[i] = i;
      }
      Tensor bytes = Tensors.of(codes, 16, 16).to(ScalarType.Byte);
      for (ScalarType type : new ScalarType[] {ScalarType.Float8_e4m3fn, ScalarType.Float8_e5m2}) {
        Tensor packed = bytes.view(type);
        float[] expected = Tensors.floats(packed);
        assertThat(Tensors.floats(Fp8.wide(packed))).containsExactly(expected);
        assertThat(Fp8.wide(packed).shape()).containsExactly(16, 16);
        assertThat(expected).contains(Float.NaN);
      }
    }
  }
}
