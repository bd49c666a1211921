package io.lorweb.bench;

import io.lorweb.image.Picture;
import io.lorweb.model.KontextModel;
import io.lorweb.model.ModelFolder;
import io.lorweb.model.PartPlacement;
import io.lorweb.model.Pixels;
import io.lorweb.model.VisionModel;
import io.lorweb.tensor.Scope;
import io.lorweb.vae.VaeConfig;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** The embedded model's encoders and its VAE, one picture or prompt each. */
final class EncoderRows {

  private static final int SIDE = 64;
  private static final String PROMPT = "make it sepia";

  private EncoderRows() {}

  static void measure(Rows rows) {
    ModelFolder folder = ModelFolder.find(ModelFolder.EMBEDDED);
    Picture picture = Picture.filled(SIDE, SIDE, 0x336699);
    try (KontextModel model = KontextModel.load(folder, PartPlacement.CPU);
        VisionModel vision =
            VisionModel.load(
                folder.ownImageEncoder().orElseThrow(), Optional.empty(), PartPlacement.CPU);
        NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      Tensor seen = vision.preprocessor().pixels(List.of(picture));
      encoder(
          rows,
          "CLIP vision, one picture",
          Flops.vision(vision.encoder().config()),
          () -> vision.encoder().encode(seen));
      var clip = folder.clip().config();
      encoder(
          rows,
          "CLIP text, one prompt",
          Flops.encoder(clip.sizes(), clip.positions()),
          () -> model.prompts().pooled(PROMPT));
      int length = StepShape.TINY.text();
      encoder(
          rows,
          "T5, one prompt",
          Flops.t5(folder.t5().config(), length),
          () -> model.prompts().states(List.of(PROMPT), length));
      VaeConfig vae = model.vae().config();
      VaeFlops flops = new VaeFlops(vae, SIDE);
      Tensor pixels = Pixels.toTensor(picture);
      encoder(rows, "VAE encode, 64 px", flops.encode(), () -> model.vae().encode(pixels));
      Tensor latents = model.vae().encode(pixels);
      encoder(rows, "VAE decode, 64 px", flops.decode(), () -> model.vae().decode(latents));
    }
  }

  private static void encoder(Rows rows, String name, double flop, Runnable work) {
    rows.computing(
        Group.ENCODERS,
        name,
        rows.plan().rounds(),
        flop,
        () -> {
          try (Scope scope = new Scope()) {
            work.run();
          }
        });
  }
}
