package io.lorweb.parity;

import io.lorweb.config.JsonFile;
import io.lorweb.layer.Weights;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.vae.Autoencoder;
import io.lorweb.vae.Posterior;
import io.lorweb.vae.VaeConfig;
import io.lorweb.weights.Checkpoint;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** AutoencoderKL against the reference, odd sizes included. */
@Tag("parity")
class AutoencoderParityTest {

  @TestFactory
  Stream<DynamicTest> encodeAndDecode() {
    return FixtureTree.cases("autoencoder-kl", AutoencoderParityTest::run);
  }

  private static void run(FixtureCase fixture, Comparison comparison) {
    VaeConfig config = VaeConfig.read(JsonFile.read(fixture.file("vae/config.json")));
    try (Weights weights = new Weights(Checkpoint.open(fixture.file("vae")), Placement.CPU_FP32);
        NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      Autoencoder plain = new Autoencoder(config, weights);
      Autoencoder watched = plain.watched(comparison::seen);
      Tensor image = fixture.input("image");
      comparison.check("encode.moments", watched.rawMoments(image));
      Posterior moments = plain.moments(image);
      comparison.check("encode.mean", moments.mean());
      comparison.check("encode.logvar", moments.logVariance());
      comparison.check("encode.mode_scaled", plain.encode(image));
      comparison.check(
          "encode.sample_scaled", plain.scaled(moments.sample(fixture.input("noise"))));
      comparison.check("encode_odd.mean", plain.moments(fixture.input("odd_image")).mean());

      Tensor decoded = watched.decode(fixture.input("latents"));
      comparison.check("decode.image", decoded);
      Tensor unit = Tensors.clamp(Tensors.plus(Tensors.times(decoded, 0.5), 0.5), 0, 1);
      comparison.check("decode.image_u8", Tensors.times(unit, 255).round().permute(0, 2, 3, 1));
    }
  }
}
