package io.lorweb.pipeline;

import io.lorweb.analogy.Layout;
import io.lorweb.analogy.Scene;
import io.lorweb.error.InputException;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.flux.Packing;
import io.lorweb.image.Mask;
import io.lorweb.image.Picture;
import io.lorweb.layer.ActivationListener;
import io.lorweb.model.Context;
import io.lorweb.model.KontextModel;
import io.lorweb.model.Pixels;
import io.lorweb.sample.Conditioning;
import io.lorweb.sample.Denoiser;
import io.lorweb.sample.Kept;
import io.lorweb.sample.Noise;
import io.lorweb.sample.Saving.KnownCells;
import io.lorweb.sample.Sigmas;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.vae.Tiling;
import io.lorweb.work.Progress;
import java.util.Optional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * From a scene to the generated canvas: encode prompt and context, start from noise, walk the
 * sigmas, decode.
 *
 * @param model the frozen base
 * @param transformer its transformer, bare or with something on it
 * @param wording the edit in words
 * @param sampling the way from noise to picture
 * @param latents packed starting noise [1, S, C] instead of the seed's, row-major
 * @param mask where b may change
 * @param residuals is shown what the blocks add in every full step ({@link Denoiser#measured})
 */
public record Generation(
    KontextModel model,
    FluxTransformer transformer,
    Plan.Wording wording,
    Plan.Sampling sampling,
    Optional<float[]> latents,
    Optional<Mask> mask,
    ActivationListener residuals) {

  /** Without a mask, and with nobody watching. */
  public Generation(
      KontextModel model,
      FluxTransformer transformer,
      Plan.Wording wording,
      Plan.Sampling sampling,
      Optional<float[]> latents) {
    this(model, transformer, wording, sampling, latents, Optional.empty(), ActivationListener.NONE);
  }

  /** The whole generated canvas. */
  public Picture run(Scene scene, Progress progress) {
    try (NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      int rows = scene.output().height() / model.pixelsPerToken();
      int columns = scene.output().width() / model.pixelsPerToken();
      Tensor noise = noise(rows, columns);
      Sigmas sigmas = sampling.sigmas(model.scheduler(), rows * columns);
      Conditioning conditioning = conditioning(scene);
      model.prompts().rest();
      Tensor clean =
          new Denoiser(transformer)
              .previewing(foreseen -> scene.cut(decode(foreseen, rows, columns)))
              .saving(sampling.saving())
              .measured(residuals)
              .keeping(kept(scene, conditioning, rows, columns))
              .run(noise, rows, columns, conditioning, sigmas, progress);
      requireFinite(clean);
      return decode(clean, rows, columns);
    }
  }

  /** A NaN anywhere in the weights makes all of the picture black. */
  private static void requireFinite(Tensor clean) {
    try (Scope scope = new Scope()) {
      if (!clean.isfinite().all().item_bool()) {
        throw new InputException(
            "the result holds numbers that are not finite: a weight of the model or of a LoRA is"
                + " not finite, or the range of the data type is too small (setting 'dtype': bf16"
                + " or fp32)");
      }
    }
  }

  /**
   * The first picture of the context shows what is kept, at the size of the canvas: a, a' and b
   * where these have a way of their own, and b in the place of b'.
   */
  private Optional<Kept> kept(Scene scene, Conditioning conditioning, int rows, int columns) {
    boolean cells = sampling.saving() instanceof KnownCells && scene.layout() == Layout.GRID;
    if (mask.isEmpty() && !cells) {
      return Optional.empty();
    }
    Tensor shown = conditioning.context().narrow(1, 0, (long) rows * columns);
    boolean[] places = scene.free(mask, !cells, 2 * rows, 2 * columns);
    Tensor free = Tensors.of(places, 1, 1, 2L * rows, 2L * columns);
    long channels = model.transformer().config().inChannels() / 4;
    Tensor all = Packing.pack(free.expand(1, channels, 2L * rows, 2L * columns));
    Placement placement = transformer.weights().placement();
    return Optional.of(new Kept(placement.place(shown), placement.move(all)));
  }

  Conditioning conditioning(Scene scene) {
    Context context = Context.of(model, scene);
    return new Conditioning(
        encoded(wording.prompt()),
        wording.cfg() > 1 ? wording.negativePrompt().map(this::encoded).orElse(null) : null,
        wording.cfg(),
        sampling.guidance(),
        context.tokens(),
        context.ids());
  }

  private Conditioning.Prompt encoded(String text) {
    return model.prompts().encode(text, wording.textLength());
  }

  private Tensor noise(int rows, int columns) {
    int channels = model.transformer().config().inChannels();
    long count = (long) rows * columns * channels;
    if (latents.isEmpty()) {
      return Scope.of(
          () ->
              Packing.pack(
                  Noise.normal(sampling.seed(), 1, channels / 4, 2L * rows, 2L * columns)));
    }
    float[] given = latents.get();
    if (given.length != count) {
      throw InputException.of(
          "the given latents hold %d numbers but this canvas needs [1, %d, %d]",
          given.length, rows * columns, channels);
    }
    return Tensors.of(given, 1, (long) rows * columns, channels);
  }

  private Picture decode(Tensor tokens, int rows, int columns) {
    try (Scope scope = new Scope()) {
      return Pixels.toPicture(
          model.vae().decode(Packing.unpack(tokens, rows, columns), Tiling.DEFAULT));
    }
  }
}
