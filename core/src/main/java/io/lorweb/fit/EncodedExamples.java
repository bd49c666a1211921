package io.lorweb.fit;

import io.lorweb.flux.FluxTransformer;
import io.lorweb.flux.Packing;
import io.lorweb.gradient.FlowInput;
import io.lorweb.image.Picture;
import io.lorweb.model.Context;
import io.lorweb.model.KontextModel;
import io.lorweb.sample.Conditioning;
import io.lorweb.sample.Noise;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;

/**
 * Questions as latents, ready to be asked again and again with other noise. The tensors belong to
 * the scope in which they were made.
 *
 * @param model the frozen base
 * @param prompt what it is told in words
 * @param targets [1, S, C] packed latents of the answers
 * @param contexts of the questions, all of one size
 * @param rows of tokens of an answer
 * @param columns of tokens of an answer
 */
record EncodedExamples(
    KontextModel model,
    Conditioning.Prompt prompt,
    List<Tensor> targets,
    List<Context> contexts,
    int rows,
    int columns) {

  /** The embedded guidance that flow models are trained with. */
  private static final float GUIDANCE = 1;

  /** Questions whose loss is taken together. */
  private static final int AT_ONCE = 4;

  /** Every picture goes through the VAE once, in however many questions it occurs. */
  static EncodedExamples of(
      KontextModel model, List<FitExample> questions, Conditioning.Prompt prompt) {
    Map<String, Tensor> seen = new HashMap<>();
    Function<Picture, Tensor> encoded =
        picture -> seen.computeIfAbsent(picture.sha256(), key -> Context.encode(model, picture));
    List<Tensor> targets = new ArrayList<>();
    List<Context> contexts = new ArrayList<>();
    for (FitExample question : questions) {
      targets.add(encoded.apply(question.target()));
      contexts.add(Context.of(model, question.scene(), encoded));
    }
    Picture target = questions.get(0).target();
    return new EncodedExamples(
        model,
        prompt,
        targets,
        contexts,
        target.height() / model.pixelsPerToken(),
        target.width() / model.pixelsPerToken());
  }

  int count() {
    return targets.size();
  }

  /** Those of {@code which} alone. */
  EncodedExamples only(int[] which) {
    return new EncodedExamples(
        model,
        prompt,
        Arrays.stream(which).mapToObj(targets::get).toList(),
        Arrays.stream(which).mapToObj(contexts::get).toList(),
        rows,
        columns);
  }

  /** Questions at noise levels as the sampler meets them, with noise of their own. */
  FlowInput drawn(int[] which, Random random) {
    float[] sigmas = new float[which.length];
    Tensor[] noise = new Tensor[which.length];
    for (int i = 0; i < which.length; i++) {
      double level = 1 - random.nextDouble();
      sigmas[i] = (float) model.scheduler().shifted(level, rows * columns);
      noise[i] = noise(random.nextLong());
    }
    return input(which, sigmas, noise);
  }

  /**
   * The loss of every question where nothing of the answer shows yet: at noise level 1.
   *
   * @param seed of the noise, the same for all
   */
  double[] losses(FluxTransformer transformer, long seed) {
    double[] losses = new double[count()];
    for (int first = 0; first < losses.length; first += AT_ONCE) {
      int size = Math.min(AT_ONCE, losses.length - first);
      try (Scope scope = new Scope()) {
        int[] which = new int[size];
        float[] sigmas = new float[size];
        Tensor[] noise = new Tensor[size];
        for (int i = 0; i < size; i++) {
          which[i] = first + i;
          sigmas[i] = 1;
          noise[i] = noise(seed);
        }
        FlowInput in = input(which, sigmas, noise);
        float[] each = Tensors.floats(loss(in.predicted(transformer), in));
        for (int i = 0; i < size; i++) {
          losses[first + i] = each[i];
        }
      }
    }
    return losses;
  }

  /** [B], mean squares of what the velocity lacks. */
  static Tensor loss(Tensor velocity, FlowInput in) {
    return Tensors.mean(Tensors.mean(velocity.sub(in.velocity()).square(), 2), 1);
  }

  private Tensor noise(long seed) {
    int channels = model.transformer().config().inChannels();
    return Packing.pack(Noise.normal(seed, 1, channels / 4, 2L * rows, 2L * columns));
  }

  private FlowInput input(int[] which, float[] sigmas, Tensor[] noise) {
    int count = which.length;
    Tensor[] noisy = new Tensor[count];
    Tensor[] velocity = new Tensor[count];
    Tensor[] context = new Tensor[count];
    float[] guidance = new float[count];
    for (int i = 0; i < count; i++) {
      Tensor clean = targets.get(which[i]);
      noisy[i] = Tensors.times(clean, 1 - sigmas[i]).add(Tensors.times(noise[i], sigmas[i]));
      velocity[i] = noise[i].sub(clean);
      context[i] = contexts.get(which[i]).tokens();
      guidance[i] = GUIDANCE;
    }
    Placement placement = model.transformer().weights().placement();
    Tensor states = prompt.states();
    return new FlowInput(
        placement.place(Tensors.cat(0, noisy)),
        placement.move(Tensors.cat(0, velocity)),
        placement.place(Tensors.cat(0, context)),
        placement.place(states.expand(count, states.size(1), states.size(2))),
        placement.place(prompt.pooled().expand(count, prompt.pooled().size(1))),
        placement.move(Tensors.of(sigmas, count)),
        placement.move(Tensors.of(guidance, count)),
        model
            .transformer()
            .rope(
                Packing.textIds(Math.toIntExact(states.size(1))),
                Tensors.cat(0, Packing.ids(0, rows, columns), contexts.get(which[0]).ids())));
  }
}
