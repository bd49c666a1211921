package io.lorweb.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.flux.Packing;
import io.lorweb.model.KontextModel;
import io.lorweb.model.ModelFolder;
import io.lorweb.model.PartPlacement;
import io.lorweb.parity.FixtureTree;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.work.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class KeptTest {

  private static final int ROWS = 2;
  private static final int COLUMNS = 3;

  /** The first half of the tokens. */
  private static Tensor free(long channels) {
    boolean[] free = new boolean[(int) (ROWS * COLUMNS * channels)];
    Arrays.fill(free, 0, free.length / 2, true);
    return Tensors.of(free, 1, ROWS * COLUMNS, channels);
  }

  @Test
  void keptLatentsHaveTheNoiseLevelOfTheStep() {
    try (Scope scope = new Scope()) {
      Kept kept =
          new Kept(
              Tensors.of(new float[] {8, 8, 8, 8}, 1, 1, 4),
              Tensors.of(new boolean[] {true, false, true, false}, 1, 1, 4));
      Tensor latents = Tensors.of(new float[] {1, 2, 3, 4}, 1, 1, 4);
      Tensor noise = Tensors.of(new float[] {4, 4, 0, 0}, 1, 1, 4);

      assertThat(Tensors.floats(kept.in(latents, noise, 0.25))).containsExactly(1, 7, 3, 6);
      assertThat(Tensors.floats(kept.in(latents, noise, 1))).containsExactly(1, 4, 3, 0);
      assertThat(Tensors.floats(kept.in(latents, noise, 0))).containsExactly(1, 8, 3, 8);
    }
  }

  @Test
  void keptLatentsGoStraightFromTheNoiseToThePicture() {
    try (Scope scope = new Scope()) {
      Kept kept =
          new Kept(
              Tensors.of(new float[] {8, 8, 8, 8}, 1, 2, 2),
              Tensors.of(new boolean[] {true, false, false, false}, 1, 2, 2));
      Tensor velocity = Tensors.of(new float[] {1, 2, 3, 4}, 1, 2, 2);
      Tensor noise = Tensors.of(new float[] {4, 4, 0, 9}, 1, 2, 2);

      float[] all = Tensors.floats(kept.velocity(velocity, noise));
      assertThat(all).containsExactly(1, -4, -8, 1);
      float[] end = Tensors.floats(Euler.step(noise, kept.velocity(velocity, noise), 1, 0));
      assertThat(end).containsExactly(3, 8, 8, 8);
      assertThat(kept.freeTokens()).containsExactly(true, false);
    }
  }

  @Test
  void aRunEndsWithThePictureWhereItIsKeptAndElsewhereWithSomethingElse() {
    try (KontextModel model =
            KontextModel.load(
                ModelFolder.of(FixtureTree.root().resolve("lorweb-checkpoint/square/model")),
                PartPlacement.CPU);
        Scope scope = new Scope()) {
      int channels = model.transformer().config().inChannels();
      Tensor noise = Packing.pack(Noise.normal(1, 1, channels / 4, 2L * ROWS, 2L * COLUMNS));
      Tensor picture = Packing.pack(Noise.normal(2, 1, channels / 4, 2L * ROWS, 2L * COLUMNS));
      Conditioning conditioning =
          new Conditioning(
              model.prompts().encode("make it red", 16),
              null,
              1,
              2.5,
              picture,
              Packing.ids(1, ROWS, COLUMNS));
      Sigmas sigmas = Sigmas.of(model.scheduler(), 3, ROWS * COLUMNS);
      List<float[]> seen = new ArrayList<>();
      Denoiser denoiser =
          new Denoiser(model.transformer())
              .watched(
                  (name, value) -> {
                    if (name.equals("latents")) {
                      seen.add(Tensors.floats(value));
                    }
                  })
              .keeping(Optional.of(new Kept(picture, free(channels))));
      denoiser.run(noise, ROWS, COLUMNS, conditioning, sigmas, Progress.NONE);

      float[] wanted = Tensors.floats(picture);
      float[] start = Tensors.floats(noise);
      for (int step = 0; step < 3; step++) {
        float sigma = sigmas.at(step + 1);
        for (int i = 0; i < wanted.length; i++) {
          float known = (1 - sigma) * wanted[i] + sigma * start[i];
          if (i < wanted.length / 2) {
            assertThat(Math.abs(seen.get(step)[i] - known)).isGreaterThan(1e-5f);
          } else {
            assertThat(Math.abs(seen.get(step)[i] - known)).isLessThan(1e-5f);
          }
        }
      }
    }
  }
}
