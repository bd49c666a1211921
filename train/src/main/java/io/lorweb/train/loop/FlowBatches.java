package io.lorweb.train.loop;

import io.lorweb.flux.Packing;
import io.lorweb.flux.Rope;
import io.lorweb.gradient.FlowInput;
import io.lorweb.model.KontextModel;
import io.lorweb.sample.Noise;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.train.data.Encoded;
import io.lorweb.train.data.Encoded.Latents;
import io.lorweb.train.recipe.Objective;
import io.lorweb.vae.Autoencoder;
import io.lorweb.vae.Posterior;
import io.lorweb.work.Seeds;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Makes the inputs of a forward pass out of encoded examples: latents out of their posteriors,
 * noise, timesteps, all drawn by the example's place in the run (docs/spec/LORWEB.md section 8.5).
 *
 * @param model the frozen base
 * @param objective of the recipe
 * @param law of the timesteps
 * @param texts captions to what the transformer reads of them
 * @param seed of the run
 */
record FlowBatches(
    KontextModel model, Objective objective, TimestepLaw law, Texts texts, long seed) {

  /** Context pictures count from 1, the target is 0. */
  private static final int TARGET = 0;

  /**
   * One batch.
   *
   * @param input of the transformer
   * @param weights [B] w(t)
   * @param query [B, Q], or null when nothing is routed
   */
  record FlowBatch(FlowInput input, Tensor weights, Tensor query) {}

  /**
   * One example with all that is drawn for it, on the Java heap: made ahead of its step, by several
   * threads.
   *
   * @param example what it is made of
   * @param sigma timestep / 1000
   * @param weight w(t)
   * @param noisy [S, C] packed, (1 - sigma) x0 + sigma noise
   * @param velocity [S, C] packed, noise - x0
   * @param context [S_ctx, C] packed latents of the context pictures
   */
  record Noised(
      Encoded example,
      float sigma,
      float weight,
      float[] noisy,
      float[] velocity,
      float[] context) {}

  /**
   * Draws what an example needs.
   *
   * @param index of the batch in the run, over all epochs
   * @param slot place of the example in the batch
   */
  Noised draw(Encoded example, long index, long slot) {
    try (NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      Latents target = example.target();
      Random random = Seeds.TIMESTEP.random(seed, index, slot);
      float timestep = law.draw(random, target.height() / 2 * (target.width() / 2));
      float sigma = timestep / 1000f;
      Tensor x0 = latents(target, index, slot, TARGET);
      Tensor noise =
          Noise.normal(
              Seeds.NOISE.at(seed, index, slot),
              1,
              target.channels(),
              target.height(),
              target.width());
      Tensor z = Tensors.times(x0, 1 - sigma).add(Tensors.times(noise, sigma));
      return new Noised(
          example,
          sigma,
          (float) law.weight(timestep),
          Tensors.floats(Packing.pack(z)),
          Tensors.floats(Packing.pack(noise.sub(x0))),
          Tensors.floats(context(example, index, slot)));
    }
  }

  /**
   * @param examples of one size
   */
  FlowBatch make(List<Noised> examples) {
    int count = examples.size();
    float[] sigma = new float[count];
    float[] weights = new float[count];
    float[] guidance = new float[count];
    for (int i = 0; i < count; i++) {
      sigma[i] = examples.get(i).sigma();
      weights[i] = examples.get(i).weight();
      guidance[i] = (float) objective.guidance();
    }
    Encoded first = examples.get(0).example();
    int channels = 4 * first.target().channels();
    List<String> captions = examples.stream().map(e -> e.example().caption()).toList();
    Tensor states = texts.states(captions);
    Placement placement = model.transformer().weights().placement();
    FlowInput input =
        new FlowInput(
            placement.place(joined(examples, Noised::noisy, channels)),
            placement.move(joined(examples, Noised::velocity, channels)),
            placement.place(joined(examples, Noised::context, channels)),
            placement.place(states),
            placement.place(texts.pooled(captions)),
            placement.move(Tensors.of(sigma, count)),
            placement.move(Tensors.of(guidance, count)),
            rope(first, states.size(1)));
    return new FlowBatch(
        input, placement.move(Tensors.of(weights, count)), query(examples, placement));
  }

  /** [B, S, channels] of the examples' [S, channels]. */
  private static Tensor joined(
      List<Noised> examples, Function<Noised, float[]> part, int channels) {
    int each = part.apply(examples.get(0)).length;
    float[] all = new float[Math.multiplyExact(each, examples.size())];
    for (int i = 0; i < examples.size(); i++) {
      System.arraycopy(part.apply(examples.get(i)), 0, all, i * each, each);
    }
    return Tensors.of(all, examples.size(), each / channels, channels);
  }

  private Tensor context(Encoded example, long index, long slot) {
    Tensor[] parts = new Tensor[example.context().size()];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = Packing.pack(latents(example.context().get(i), index, slot, i + 1));
    }
    return Tensors.cat(1, parts);
  }

  /** A sample of the posterior, scaled. */
  private Tensor latents(Latents moments, long index, long slot, int picture) {
    long[] shape = {1, moments.channels(), moments.height(), moments.width()};
    Autoencoder vae = model.vae();
    Posterior posterior =
        new Posterior(Tensors.of(moments.mean(), shape), Tensors.of(moments.logVariance(), shape));
    Tensor noise = Noise.normal(Seeds.POSTERIOR.at(seed, index, slot, picture), shape);
    return vae.scaled(posterior.sample(noise));
  }

  private Rope rope(Encoded example, long texts) {
    Tensor[] ids = new Tensor[1 + example.context().size()];
    ids[0] = ids(TARGET, example.target());
    for (int i = 1; i < ids.length; i++) {
      ids[i] = ids(i, example.context().get(i - 1));
    }
    return model.transformer().rope(Packing.textIds((int) texts), Tensors.cat(0, ids));
  }

  private static Tensor ids(int axis0, Latents latents) {
    return Packing.ids(axis0, latents.height() / 2, latents.width() / 2);
  }

  private static Tensor query(List<Noised> examples, Placement placement) {
    int width = examples.get(0).example().query().length;
    if (width == 0) {
      return null;
    }
    Tensor[] rows = new Tensor[examples.size()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Tensors.of(examples.get(i).example().query(), 1, width);
    }
    return placement.move(Tensors.cat(0, rows));
  }
}
