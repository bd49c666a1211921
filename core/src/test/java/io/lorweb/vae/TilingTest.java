package io.lorweb.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.config.JsonFile;
import io.lorweb.error.InputException;
import io.lorweb.layer.Weights;
import io.lorweb.parity.FixtureTree;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.weights.Checkpoint;
import java.nio.file.Path;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TilingTest {

  private Weights weights;
  private Autoencoder vae;
  private NoGradGuard guard;
  private Scope scope;

  @BeforeEach
  void load() {
    Path folder = FixtureTree.root().resolve("autoencoder-kl/f8-16ch/vae");
    weights = new Weights(Checkpoint.open(folder), Placement.CPU_FP32);
    vae = new Autoencoder(VaeConfig.read(JsonFile.read(folder.resolve("config.json"))), weights);
    guard = new NoGradGuard();
    scope = new Scope();
  }

  @AfterEach
  void close() {
    scope.close();
    guard.close();
    weights.close();
  }

  @ParameterizedTest
  @CsvSource({
    "8, 4, 8, 9",
    "8, 4, 9, 8",
    "8, 0, 17, 8",
    "8, 3, 13, 21",
    "9, 4, 19, 31",
    "12, 6, 37, 5"
  })
  void coversEverySizeExactly(int tile, int overlap, int rows, int columns) {
    Tensor latents = smooth(rows, columns);
    Tensor tiled = vae.decode(latents, new Tiling(tile, overlap));
    assertThat(tiled.shape()).containsExactly(1, 3, 8L * rows, 8L * columns);
    Tensor whole = vae.decode(latents);
    // A pixel that no tile covers would be 0 / 0.
    for (float value : Tensors.floats(tiled)) {
      assertThat(value).isFinite();
    }
    // The fixture's weights are random and every tile has its own statistics.
    double gap = tiled.sub(whole).abs().mean().item_double();
    assertThat(gap / whole.abs().max().item_double()).isLessThan(0.06);
  }

  @ParameterizedTest
  @CsvSource({"8, 0, 16, 8", "8, 3, 13, 21", "9, 4, 19, 31"})
  void cornersAreThoseOfTheOutermostTiles(int tile, int overlap, int rows, int columns) {
    Tensor latents = smooth(rows, columns);
    Tensor tiled = vae.decode(latents, new Tiling(tile, overlap));
    int height = Math.min(tile, rows);
    int width = Math.min(tile, columns);
    // The last tiles end with the picture, so they may overlap more than asked.
    int sure = 4 * 8;
    Tensor first = vae.decode(part(latents, 0, height, 0, width));
    assertThat(Tensors.floats(part(tiled, 0, sure, 0, sure)))
        .containsExactly(Tensors.floats(part(first, 0, sure, 0, sure)));
    Tensor last = vae.decode(part(latents, rows - height, height, columns - width, width));
    assertThat(Tensors.floats(part(tiled, 8 * rows - 8, 8, 8 * columns - 8, 8)))
        .containsExactly(Tensors.floats(part(last, 8 * height - 8, 8, 8 * width - 8, 8)));
  }

  private static Tensor part(Tensor x, int top, int rows, int left, int columns) {
    return x.narrow(2, top, rows).narrow(3, left, columns).contiguous();
  }

  @Test
  void smallPicturesAreDecodedInOnePiece() {
    Tensor latents = smooth(8, 7);
    assertThat(Tensors.floats(vae.decode(latents, new Tiling(8, 4))))
        .containsExactly(Tensors.floats(vae.decode(latents)));
    assertThat(new Tiling(8, 4).applies(8, 8)).isFalse();
    assertThat(new Tiling(8, 4).applies(8, 9)).isTrue();
  }

  @Test
  void refusesTilesThatCannotOverlapSo() {
    assertThatThrownBy(() -> new Tiling(7, 0)).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> new Tiling(8, -1)).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> new Tiling(9, 5))
        .isInstanceOf(InputException.class)
        .hasMessage("VAE tile 9 must be at least 8 latents and overlap 5 at most half of it");
  }

  /** Slow waves, different in every channel. */
  private static Tensor smooth(int rows, int columns) {
    float[] values = new float[16 * rows * columns];
    int at = 0;
    for (int channel = 0; channel < 16; channel++) {
      for (int y = 0; y < rows; y++) {
        for (int x = 0; x < columns; x++) {
          values[at++] = (float) (Math.sin(channel) + 0.1 * Math.sin(0.2 * x + 0.15 * y + channel));
        }
      }
    }
    return Tensors.of(values, 1, 16, rows, columns);
  }
}
