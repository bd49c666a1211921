package io.lorweb.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreadCountTest {

  @ParameterizedTest
  @CsvSource({"128,1", "511,1", "512,8", "3072,8"})
  void wideModelsGetAllCoresAndNarrowOnesOneThread(int width, int count) {
    ThreadCount threads = ThreadCount.of(OptionalInt.empty(), width, 8);
    assertThat(threads.count()).isEqualTo(count);
    assertThat(threads.reason()).contains("width " + width);
  }

  @Test
  void whatIsAskedForWins() {
    assertThat(ThreadCount.of(OptionalInt.of(3), 128, 8).count()).isEqualTo(3);
    assertThat(ThreadCount.of(OptionalInt.of(3), 3072, 8).count()).isEqualTo(3);
  }
}
