package io.lorweb.sample;

import io.lorweb.flux.FluxTransformer;
import io.lorweb.flux.Packing;
import io.lorweb.image.Picture;
import io.lorweb.layer.ActivationListener;
import io.lorweb.tensor.Arena;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.work.Progress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** Walks packed latents from noise to a picture (docs/spec/FLUX_KONTEXT.md sections 7 and 8). */
public final class Denoiser {

  private final FluxTransformer transformer;
  private final Placement placement;
  private final Optional<Function<Tensor, Picture>> preview;
  private final ActivationListener watcher;
  private final Optional<Kept> kept;
  private final Saving saving;
  private final ActivationListener residuals;

  /** Without previews. */
  public Denoiser(FluxTransformer transformer) {
    this(
        transformer,
        Optional.empty(),
        ActivationListener.NONE,
        Optional.empty(),
        Saving.NOTHING,
        ActivationListener.NONE);
  }

  private Denoiser(
      FluxTransformer transformer,
      Optional<Function<Tensor, Picture>> preview,
      ActivationListener watcher,
      Optional<Kept> kept,
      Saving saving,
      ActivationListener residuals) {
    this.transformer = transformer;
    this.placement = transformer.weights().placement();
    this.preview = preview;
    this.watcher = watcher;
    this.kept = kept;
    this.saving = saving;
    this.residuals = residuals;
  }

  /**
   * The same with previews.
   *
   * @param picture of clean latents [1, S, C], packed
   */
  public Denoiser previewing(Function<Tensor, Picture> picture) {
    return new Denoiser(transformer, Optional.of(picture), watcher, kept, saving, residuals);
  }

  /**
   * The same, with {@code listener} shown after every step [1, S, C] {@code latents}, packed, and
   * {@code clean}: the latents that the model foresees, x - sigma v.
   */
  public Denoiser watched(ActivationListener listener) {
    return new Denoiser(transformer, preview, listener, kept, saving, residuals);
  }

  /** The same with some latents left as they are. */
  public Denoiser keeping(Optional<Kept> some) {
    return new Denoiser(transformer, preview, watcher, some, saving, residuals);
  }

  /** The same with something left uncomputed. */
  public Denoiser saving(Saving some) {
    return new Denoiser(transformer, preview, watcher, kept, some, residuals);
  }

  /**
   * The same, with {@code listener} shown {@code residual} [1, S, D] of the prompt in every full
   * step: the noise tokens after the last block less those before the first. Not together with
   * {@link Saving.KnownCells}.
   */
  public Denoiser measured(ActivationListener listener) {
    return new Denoiser(transformer, preview, watcher, kept, saving, listener);
  }

  /**
   * @param noise [1, S, C] packed
   * @param rows of the packed grid, S = rows * columns
   * @param columns of the packed grid
   * @param progress hears of every step
   * @return [1, S, C] clean latents
   * @throws CancellationException when {@code progress} says so
   */
  public Tensor run(
      Tensor noise,
      int rows,
      int columns,
      Conditioning conditioning,
      Sigmas sigmas,
      Progress progress) {
    try (NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope();
        Arena reused = new Arena()) {
      Tensor context = transformer.embedImage(conditioning.context());
      Tensor ids = Tensors.cat(0, Packing.ids(0, rows, columns), conditioning.contextIds());
      Stream way = way(conditioning, ids, rows * columns, reused);
      Tensor guidance = Tensors.of(new float[] {(float) conditioning.guidance()}, 1);

      Tensor start = placement.place(noise);
      Tensor tokens = kept(start, start, sigmas.at(0));
      for (int step = 0; step < sigmas.steps(); step++) {
        if (progress.cancelled()) {
          throw new CancellationException("cancelled before step " + (step + 1));
        }
        try (Scope inner = new Scope()) {
          Tensor sigma = Tensors.of(new float[] {sigmas.timestep(step) / 1000f}, 1);
          Pass pass = new Pass(transformer.embedImage(tokens), context, sigma, guidance, step);
          Tensor velocity = known(way.velocity(pass), start);
          Tensor next =
              kept(
                  Euler.step(tokens, velocity, sigmas.at(step), sigmas.at(step + 1)),
                  start,
                  sigmas.at(step + 1));
          Tensor clean = tokens.sub(Tensors.times(velocity, sigmas.at(step)));
          watcher.see("latents", next);
          watcher.see("clean", clean);
          progress.after(
              new Progress.Step(
                  Progress.SAMPLE,
                  step + 1,
                  sigmas.steps(),
                  preview.map(picture -> () -> picture.apply(clean))));
          if (step > 0) {
            Scope.release(tokens);
          }
          tokens = inner.keep(next);
        }
      }
      return scope.keep(tokens);
    }
  }

  private Tensor kept(Tensor latents, Tensor noise, double sigma) {
    return kept.map(some -> some.in(latents, noise, sigma)).orElse(latents);
  }

  /** Where what is known has a way of its own, its velocity is that way's. */
  private Tensor known(Tensor velocity, Tensor noise) {
    return saving instanceof Saving.KnownCells
        ? kept.map(some -> some.velocity(velocity, noise)).orElse(velocity)
        : velocity;
  }

  private Stream way(Conditioning conditioning, Tensor ids, int noise, Arena reused) {
    Told told = told(conditioning.prompt(), ids);
    Stream towards = stream(told, noise, ids.size(0), reused, residuals);
    if (!conditioning.twoPasses()) {
      return towards;
    }
    Told negative = told(conditioning.negative(), ids);
    Stream away = stream(negative, noise, ids.size(0), reused, ActivationListener.NONE);
    boolean together =
        transformer.streamedWide()
            && towards instanceof FullStream
            && away instanceof FullStream
            && told.text().size(1) == negative.text().size(1);
    return together
        ? PairedStream.of(told, negative, conditioning.cfg())
        : new GuidedStream(towards, away, conditioning.cfg());
  }

  private Stream stream(
      Told told, int noise, long image, Arena reused, ActivationListener listener) {
    if (saving instanceof Saving.KnownCells known) {
      if (known.every() == 1) {
        return new FullStream(told); // nothing is recalled, so nothing need be kept
      }
      boolean[] free = kept.map(Kept::freeTokens).orElseGet(() -> all(noise));
      return new RecallingStream(told, known, free, image, reused);
    }
    List<Integer> skipped = ((Saving.SkippedSteps) saving).steps();
    return skipped.isEmpty() && listener == ActivationListener.NONE
        ? new FullStream(told)
        : new SkippingStream(told, skipped, listener, reused);
  }

  private static boolean[] all(int tokens) {
    boolean[] free = new boolean[tokens];
    Arrays.fill(free, true);
    return free;
  }

  private Told told(Conditioning.Prompt prompt, Tensor ids) {
    Tensor text = transformer.embedText(prompt.states());
    int length = Math.toIntExact(text.size(1));
    return new Told(
        transformer,
        text,
        placement.place(prompt.pooled()),
        transformer.rope(Packing.textIds(length), ids));
  }
}
