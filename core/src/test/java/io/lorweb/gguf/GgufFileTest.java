package io.lorweb.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import io.lorweb.tensor.Device;
import io.lorweb.tensor.Engine;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.weights.Resting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufFileTest {

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void write() {
    Engine.start();
    file = folder.resolve("small");
    try (Scope scope = new Scope()) {
      float[] numbers = {1, 2, 3, 4, 5, 6};
      Tensor plain = Tensors.of(numbers, 3, 2).flatten().view(ScalarType.Byte);
      long[] blocks = new long[3 * 34];
      for (int row = 0; row < 3; row++) {
        blocks[34 * row + 1] = 0x3C; // d = 1
        Arrays.fill(blocks, 34 * row + 2, 34 * row + 34, row + 1);
      }
      Tensor packed = Tensors.of(blocks, blocks.length).to(ScalarType.Byte);
      GgufWriter.write(
          file,
          Map.of("general.architecture", "flux"),
          List.of(
              new GgufWriter.Entry("plain", BlockType.F32, new long[] {3, 2}, () -> plain),
              new GgufWriter.Entry("packed", BlockType.Q8_0, new long[] {3, 32}, () -> packed)));
    }
  }

  @Test
  void givesRowsOfWhatItHolds() {
    try (GgufFile gguf = GgufFile.open(file);
        Scope scope = new Scope()) {
      Resting plain = gguf.resting("plain");
      Resting packed = gguf.resting("packed");

      assertThat(gguf.header().metadata()).containsEntry("general.architecture", "flux");
      assertThat(Tensors.floats(plain.rows(1, 2))).containsExactly(3, 4, 5, 6);
      assertThat(packed.shape()).containsExactly(3, 32);
      assertThat(Tensors.floats(packed.rows(1, 1))).containsOnly(2);
      assertThat(Tensors.floats(packed.select(Tensors.of(new long[] {2, 0}, 2))).clone())
          .startsWith(3)
          .endsWith(1);
    }
  }

  @Test
  void widensIntoOtherFormatsThanFloat32() {
    try (GgufFile gguf = GgufFile.open(file);
        Scope scope = new Scope()) {
      for (String name : List.of("plain", "packed")) {
        Resting resting = gguf.resting(name);
        Tensor coarse = Tensors.empty(ScalarType.BFloat16, Device.CPU, resting.shape());
        resting.into(coarse);
        assertThat(Tensors.floats(coarse.to(ScalarType.Float)))
            .as(name)
            .containsExactly(Tensors.floats(resting.all()));
      }
    }
  }

  @Test
  void chunksSideBySideAreTheWhole() {
    Path large = folder.resolve("large");
    int before = Engine.currentThreads();
    try (Scope scope = new Scope()) {
      long blocks = 1000 * 32; // four chunks, of which the last is shorter
      Tensor packed = torch.randint(60, new long[] {blocks * 34}).to(ScalarType.Byte);
      GgufWriter.write(
          large,
          Map.of("general.architecture", "flux"),
          List.of(
              new GgufWriter.Entry("w", BlockType.Q8_0, new long[] {1000, 1024}, () -> packed)));
      Engine.threads(2);
      try (GgufFile gguf = GgufFile.open(large)) {
        Resting resting = gguf.resting("w");
        Tensor whole = torch.full(new long[] {1000, 1024}, Tensors.number(Double.NaN));

        resting.into(whole);

        assertThat(torch.equal(whole, resting.rows(0, 1000))).isTrue();
      }
    } finally {
      Engine.threads(before);
    }
  }

  @Test
  void aFileThatIsCutOffIsRefused() throws Exception {
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 40));

    assertThatThrownBy(() -> GgufFile.open(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(file + " is cut off: tensor packed");
  }
}
