package io.lorweb.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.openblas.presets.openblas_nolapack;
import org.junit.jupiter.api.Test;

/** What the engine is told about threads reaches everything that has some. */
class EngineTest {

  @Test
  void threadsAreThoseOfTheEngineAndOfItsMatrixProducts() {
    int before = Engine.currentThreads();
    try {
      Engine.threads(1);

      assertThat(Engine.currentThreads()).isEqualTo(1);
      assertThat(openblas_nolapack.blas_get_num_threads()).isEqualTo(1);
    } finally {
      Engine.threads(before);
    }
  }
}
