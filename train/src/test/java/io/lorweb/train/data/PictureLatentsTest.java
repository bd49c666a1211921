package io.lorweb.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lorweb.files.Hash;
import io.lorweb.image.Picture;
import io.lorweb.model.KontextModel;
import io.lorweb.model.ModelFolder;
import io.lorweb.model.PartPlacement;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures that pass the VAE together get the latents that each gets alone. */
class PictureLatentsTest {

  @TempDir Path folder;

  private static Picture noise(int seed, int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    new Random(seed).nextBytes(rgb);
    return Picture.of(width, height, rgb);
  }

  @Test
  void picturesOfSeveralSizesArePreparedTogether() {
    List<Picture> pictures =
        List.of(noise(1, 32, 32), noise(2, 32, 48), noise(3, 32, 32), noise(1, 32, 32));
    try (KontextModel model =
        KontextModel.load(ModelFolder.find(ModelFolder.EMBEDDED), PartPlacement.CPU)) {
      ResultCache results = new ResultCache(folder);
      PictureLatents kept = new PictureLatents(model.vae(), results, Hash.of("vae"));
      PictureLatents alone =
          new PictureLatents(model.vae(), new ResultCache(folder), Hash.of("alone"));

      kept.prepare(pictures);

      for (Picture picture : pictures) {
        assertThat(results.has(Hash.of(kept.key(), picture.sha256()))).isTrue();
        Encoded.Latents found = kept.of(picture, true);
        Encoded.Latents expected = alone.of(picture, false);
        assertThat(found.height()).isEqualTo(expected.height());
        assertThat(found.width()).isEqualTo(expected.width());
        assertThat(found.mean()).hasSameSizeAs(expected.mean());
        for (int i = 0; i < found.mean().length; i++) {
          assertThat(found.mean()[i]).isCloseTo(expected.mean()[i], within(1e-4f));
          assertThat(found.logVariance()[i]).isCloseTo(expected.logVariance()[i], within(1e-4f));
        }
      }
    }
  }
}
