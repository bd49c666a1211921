package io.lorweb.train.loop;

import io.lorweb.flux.Packing;
import io.lorweb.flux.Rope;
import io.lorweb.gradient.FlowInput;
import io.lorweb.model.KontextModel;
import io.lorweb.sample.Noise;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Tensors;
import io.lorweb.train.data.Encoded;
import io.lorweb.train.data.Encoded.Latents;
import io.lorweb.train.recipe.Objective;
import io.lorweb.vae.Autoencoder;
import io.lorweb.vae.Posterior;
import io.lorweb.work.Seeds;
import java.util.List;
import java.util.Random;
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
   * @param examples of one size
   * @param index of the batch in the run, over all epochs
   * @param firstSlot place of the first of them in the batch: with several workers, each makes a
   *     part of it
   */
  FlowBatch make(List<Encoded> examples, long index, int firstSlot) {
    int count = examples.size();
    Tensor[] noisy = new Tensor[count];
    Tensor[] velocity = new Tensor[count];
    Tensor[] context = new Tensor[count];
    float[] sigma = new float[count];
    float[] weights = new float[count];
    float[] guidance = new float[count];
    for (int i = 0; i < count; i++) {
      Encoded example = examples.get(i);
      long slot = firstSlot + i;
      Latents target = example.target();
      Random random = Seeds.TIMESTEP.random(seed, index, slot);
      float timestep = law.draw(random, target.height() / 2 * (target.width() / 2));
      sigma[i] = timestep / 1000f;
      weights[i] = (float) law.weight(timestep);
      guidance[i] = (float) objective.guidance();
      Tensor x0 = latents(target, index, slot, TARGET);
      Tensor noise =
          Noise.normal(
              Seeds.NOISE.at(seed, index, slot),
              1,
              target.channels(),
              target.height(),
              target.width());
      Tensor z = Tensors.times(x0, 1 - sigma[i]).add(Tensors.times(noise, sigma[i]));
      noisy[i] = Packing.pack(z);
      velocity[i] = Packing.pack(noise.sub(x0));
      context[i] = context(example, index, slot);
    }
    List<String> captions = examples.stream().map(Encoded::caption).toList();
    Tensor states = texts.states(captions);
    Placement placement = model.transformer().weights().placement();
    FlowInput input =
        new FlowInput(
            placement.place(Tensors.cat(0, noisy)),
            placement.move(Tensors.cat(0, velocity)),
            placement.place(Tensors.cat(0, context)),
            placement.place(states),
            placement.place(texts.pooled(captions)),
            placement.move(Tensors.of(sigma, count)),
            placement.move(Tensors.of(guidance, count)),
            rope(examples.get(0), states.size(1)));
    return new FlowBatch(
        input, placement.move(Tensors.of(weights, count)), query(examples, placement));
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

  private static Tensor query(List<Encoded> examples, Placement placement) {
    int width = examples.get(0).query().length;
    if (width == 0) {
      return null;
    }
    Tensor[] rows = new Tensor[examples.size()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Tensors.of(examples.get(i).query(), 1, width);
    }
    return placement.move(Tensors.cat(0, rows));
  }
}
