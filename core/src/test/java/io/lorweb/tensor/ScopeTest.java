package io.lorweb.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

class ScopeTest {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final long MIB = 1 << 20;

  @Test
  void keepsExactlyWhatIsKept() {
    Tensor kept;
    Tensor dropped;
    try (Scope outer = new Scope()) {
      try (Scope inner = new Scope()) {
        dropped = Tensors.of(new float[] {1, 2}, 2);
        kept = inner.keep(Tensors.times(dropped, 3));
      }
      assertThat(dropped.isNull()).as("what was not kept is freed").isTrue();
      assertThat(Tensors.floats(kept)).containsExactly(3, 6);
    }
    assertThat(kept.isNull()).as("what was kept goes with the enclosing scope").isTrue();
  }

  @Test
  void passesResultsUpThroughSeveralScopes() {
    try (Scope outer = new Scope()) {
      Tensor result =
          Scope.of(() -> Scope.of(() -> Scope.of(() -> Tensors.of(new float[] {7}, 1))));
      assertThat(Tensors.floats(result)).containsExactly(7);
    }
  }

  @Test
  void leavesTheTensorsOfTheEnclosingScopeAlone() {
    try (Scope outer = new Scope()) {
      Tensor x = Tensors.of(new float[] {5}, 1);
      Tensor same;
      try (Scope inner = new Scope()) {
        same = inner.keep(x);
      }
      assertThat(same).isSameAs(x);
      assertThat(Tensors.floats(x)).containsExactly(5);
    }
  }

  /** Else a scope that keeps the result of {@code x.mul_(y)} would keep a reference to nothing. */
  @Test
  void operatorsInPlaceReturnTheTensorItself() {
    try (Scope scope = new Scope()) {
      Tensor x = Tensors.of(new float[] {5}, 1);
      assertThat(x.mul_(x)).isSameAs(x);
      assertThat(x.div_(Tensors.number(5))).isSameAs(x);
      assertThat(x.copy_(Tensors.of(new float[] {2}, 1))).isSameAs(x);
      assertThat(x.add_(x).zero_()).isSameAs(x);
    }
  }

  @Test
  void freesEverythingWhenTheWorkFails() {
    Tensor[] seen = new Tensor[1];
    assertThatThrownBy(
            () ->
                Scope.of(
                    () -> {
                      seen[0] = Tensors.of(new float[] {1}, 1);
                      throw new IllegalStateException("half way");
                    }))
        .hasMessage("half way");
    assertThat(seen[0].isNull()).isTrue();
  }

  @Test
  void releasesBeforeItsEnd() {
    try (Scope scope = new Scope()) {
      Tensor large = Tensors.of(new float[1000], 1000);
      Scope.release(large);
      assertThat(large.isNull()).isTrue();
    }
  }

  @Test
  void twentyThousandIterationsDoNotGrowTheMemory() throws IOException {
    assumeThat(STATUS).as("resident memory can be read on Linux only").exists();
    iterate(500);
    long before = residentBytes();
    iterate(20_000);
    // One MiB lost per iteration would be 20 GB; the bound leaves room for the Java heap.
    assertThat(residentBytes() - before).isLessThan(256 * MIB);
  }

  private static void iterate(int times) {
    try (Scope whole = new Scope()) {
      Tensor carried = mebibyte();
      for (int i = 0; i < times; i++) {
        try (Scope step = new Scope()) {
          Tensor passed = Scope.of(() -> Scope.of(ScopeTest::mebibyte));
          Tensor next = step.keep(passed.add(carried));
          Scope.release(carried);
          carried = next;
        }
      }
      assertThat(carried.select(0, 0).item_float()).isEqualTo(times + 1f);
    }
  }

  private static Tensor mebibyte() {
    Tensor tensor = Tensors.empty(ScalarType.Float, Device.CPU, MIB / Float.BYTES);
    return tensor.fill_(Tensors.number(1));
  }

  private static long residentBytes() throws IOException {
    for (String line : Files.readAllLines(STATUS)) {
      if (line.startsWith("RssAnon:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
      }
    }
    throw new IllegalStateException(STATUS + " has no line RssAnon");
  }
}
