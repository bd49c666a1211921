package io.lorweb.pipeline;

import io.lorweb.analogy.Scene;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.flux.Packing;
import io.lorweb.image.Size;
import io.lorweb.layer.ActivationListener;
import io.lorweb.model.KontextModel;
import io.lorweb.model.Pixels;
import io.lorweb.parity.Comparison;
import io.lorweb.parity.FixtureCase;
import io.lorweb.sample.Conditioning;
import io.lorweb.sample.Denoiser;
import io.lorweb.sample.Sigmas;
import io.lorweb.tensor.Tensors;
import io.lorweb.vae.Tiling;
import io.lorweb.work.Progress;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Runs a case's steps from its own starting noise and compares every state and the picture. */
final class KontextRun {

  private KontextRun() {}

  static void compare(
      FixtureCase fixture,
      Comparison comparison,
      KontextModel model,
      FluxTransformer transformer,
      Generation generation,
      Scene scene) {
    Size output = scene.output();
    int rows = output.height() / model.pixelsPerToken();
    int columns = output.width() / model.pixelsPerToken();
    Conditioning conditioning = generation.conditioning(scene);
    Sigmas sigmas = Sigmas.of(model.scheduler(), generation.sampling().steps(), rows * columns);
    List<Tensor> states = new ArrayList<>();
    ActivationListener listener =
        (name, value) -> {
          if (name.equals("latents")) {
            states.add(value.clone().retainReference());
          }
        };
    Tensor clean =
        new Denoiser(transformer)
            .watched(listener)
            .run(fixture.input("latents"), rows, columns, conditioning, sigmas, Progress.NONE);
    comparison.check("latents", Tensors.stack(0, states.toArray(Tensor[]::new)));
    states.forEach(Tensor::releaseReference);

    Tensor decoded = model.vae().decode(Packing.unpack(clean, rows, columns), Tiling.DEFAULT);
    Tensor unit = Tensors.clamp(Tensors.plus(Tensors.times(decoded, 0.5), 0.5), 0, 1);
    comparison.check("image", unit);
    byte[] rgb = Pixels.toPicture(decoded).toBytes();
    comparison.check(
        "image_u8",
        Tensor.create(rgb, 1, output.height(), output.width(), 3)
            .view(org.bytedeco.pytorch.global.torch.ScalarType.Byte));
  }
}
