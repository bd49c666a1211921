package io.lorweb.sample;

import io.lorweb.flux.FluxTransformer;
import io.lorweb.flux.Packing;
import io.lorweb.flux.Rope;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import java.util.concurrent.CancellationException;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** Walks packed latents from noise to a picture (docs/spec/FLUX_KONTEXT.md sections 7 and 8). */
public final class Denoiser {

  private final FluxTransformer transformer;
  private final Placement placement;

  public Denoiser(FluxTransformer transformer) {
    this.transformer = transformer;
    this.placement = transformer.weights().placement();
  }

  /**
   * @param noise [1, S, C] packed
   * @param rows of the packed grid, S = rows * columns
   * @param columns of the packed grid
   * @return [1, S, C] clean latents
   * @throws CancellationException when the listener says so
   */
  public Tensor run(
      Tensor noise,
      int rows,
      int columns,
      Conditioning conditioning,
      Sigmas sigmas,
      StepListener listener) {
    try (NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      long length = noise.size(1);
      Tensor context = transformer.embedImage(conditioning.context());
      Tensor ids = Tensors.cat(0, Packing.ids(0, rows, columns), conditioning.contextIds());
      Stream positive = stream(conditioning.prompt(), ids);
      Stream negative = conditioning.twoPasses() ? stream(conditioning.negative(), ids) : null;
      Tensor guidance = Tensors.of(new float[] {(float) conditioning.guidance()}, 1);

      Tensor tokens = placement.place(noise);
      for (int step = 0; step < sigmas.steps(); step++) {
        if (listener.cancelled()) {
          throw new CancellationException("cancelled before step " + (step + 1));
        }
        try (Scope inner = new Scope()) {
          Tensor sigma = Tensors.of(new float[] {sigmas.timestep(step) / 1000f}, 1);
          Tensor image = Tensors.cat(1, transformer.embedImage(tokens), context);
          Tensor velocity = positive.velocity(image, sigma, guidance).narrow(1, 0, length);
          if (negative != null) {
            Tensor away = negative.velocity(image, sigma, guidance).narrow(1, 0, length);
            velocity = away.add(Tensors.times(velocity.sub(away), conditioning.cfg()));
          }
          Tensor next = Euler.step(tokens, velocity, sigmas.at(step), sigmas.at(step + 1));
          Tensor clean = tokens.sub(Tensors.times(velocity, sigmas.at(step)));
          listener.step(step + 1, sigmas.steps(), next, clean);
          if (step > 0) {
            Scope.release(tokens);
          }
          tokens = inner.keep(next);
        }
      }
      return scope.keep(tokens);
    }
  }

  private Stream stream(Conditioning.Prompt prompt, Tensor ids) {
    Tensor text = transformer.embedText(prompt.states());
    int length = Math.toIntExact(text.size(1));
    return new Stream(
        text, placement.place(prompt.pooled()), transformer.rope(Packing.textIds(length), ids));
  }

  /** One prompt's constants. */
  private final class Stream {
    private final Tensor text;
    private final Tensor pooled;
    private final Rope rope;

    Stream(Tensor text, Tensor pooled, Rope rope) {
      this.text = text;
      this.pooled = pooled;
      this.rope = rope;
    }

    Tensor velocity(Tensor image, Tensor sigma, Tensor guidance) {
      return transformer.forward(image, text, pooled, sigma, guidance, rope);
    }
  }
}
