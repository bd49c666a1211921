package io.lorweb.pipeline;

import io.lorweb.analogy.Scene;
import io.lorweb.error.InputException;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.flux.Packing;
import io.lorweb.image.Picture;
import io.lorweb.model.KontextModel;
import io.lorweb.sample.Conditioning;
import io.lorweb.sample.Denoiser;
import io.lorweb.sample.Noise;
import io.lorweb.sample.Sigmas;
import io.lorweb.sample.StepListener;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.vae.Tiling;
import java.util.Optional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * From a scene to the generated canvas: encode prompt and context, start from noise, walk the
 * sigmas, decode (figure 2 of the paper without the routing, which has happened by now).
 *
 * @param model the frozen base
 * @param transformer its transformer, bare or with something on it
 * @param prompt describes the edit
 * @param negative what to move away from, if anything
 * @param cfg true guidance scale
 * @param guidance embedded guidance scale
 * @param steps denoising steps
 * @param textLength T5 tokens
 * @param seed of the starting noise
 * @param latents packed starting noise [1, S, C] instead of the seed's, row-major
 */
public record Generation(
    KontextModel model,
    FluxTransformer transformer,
    String prompt,
    Optional<String> negative,
    double cfg,
    double guidance,
    int steps,
    int textLength,
    long seed,
    Optional<float[]> latents) {

  /** Sees the canvas that the model foresees after a step. */
  @FunctionalInterface
  public interface Watcher {
    /**
     * @param foreseen decodes the foreseen canvas; valid during the call
     */
    void step(int step, int of, java.util.function.Supplier<Picture> foreseen);

    /** Asked before every step; true ends the run. */
    default boolean cancelled() {
      return false;
    }
  }

  /** The whole generated canvas. */
  public Picture run(Scene scene, Watcher watcher) {
    try (NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      int rows = scene.output().height() / model.pixelsPerToken();
      int columns = scene.output().width() / model.pixelsPerToken();
      Tensor noise = noise(rows, columns);
      Sigmas sigmas = Sigmas.of(model.scheduler(), steps, rows * columns);
      Tensor clean =
          new Denoiser(transformer)
              .run(
                  noise,
                  rows,
                  columns,
                  conditioning(scene),
                  sigmas,
                  new Listener(rows, columns, watcher));
      return decode(clean, rows, columns);
    }
  }

  Conditioning conditioning(Scene scene) {
    Context context = Context.of(model, scene);
    return new Conditioning(
        model.prompts().encode(prompt, textLength),
        cfg > 1 && negative.isPresent() ? model.prompts().encode(negative.get(), textLength) : null,
        cfg,
        guidance,
        context.tokens(),
        context.ids());
  }

  private Tensor noise(int rows, int columns) {
    int channels = model.transformer().config().inChannels();
    long count = (long) rows * columns * channels;
    if (latents.isEmpty()) {
      return Scope.of(
          () -> Packing.pack(Noise.normal(seed, 1, channels / 4, 2L * rows, 2L * columns)));
    }
    if (latents.get().length != count) {
      throw InputException.of(
          "the given latents hold %d numbers but this canvas needs [1, %d, %d]",
          latents.get().length, rows * columns, channels);
    }
    return Tensors.of(latents.get(), 1, (long) rows * columns, channels);
  }

  private Picture decode(Tensor tokens, int rows, int columns) {
    try (Scope scope = new Scope()) {
      return Pixels.toPicture(
          model.vae().decode(Packing.unpack(tokens, rows, columns), Tiling.DEFAULT));
    }
  }

  private final class Listener implements StepListener {
    private final int rows;
    private final int columns;
    private final Watcher watcher;

    Listener(int rows, int columns, Watcher watcher) {
      this.rows = rows;
      this.columns = columns;
      this.watcher = watcher;
    }

    @Override
    public void step(int step, int of, Tensor tokens, Tensor clean) {
      watcher.step(step, of, () -> decode(clean, rows, columns));
    }

    @Override
    public boolean cancelled() {
      return watcher.cancelled() || StepListener.super.cancelled();
    }
  }
}
