package io.lorweb.fit;

import io.lorweb.flux.FluxTransformer;
import io.lorweb.flux.Packing;
import io.lorweb.gradient.FlowInput;
import io.lorweb.image.Picture;
import io.lorweb.model.Context;
import io.lorweb.model.KontextModel;
import io.lorweb.sample.Conditioning;
import io.lorweb.sample.Noise;
import io.lorweb.tensor.Engine;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.work.Parallel;
import io.lorweb.work.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.NoGradGuard;
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
    Map<String, Tensor> latents = latents(model, questions);
    Function<Picture, Tensor> encoded = picture -> latents.get(picture.sha256());
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

  /** Packed latents [1, S, C] of all pictures by their hash; a narrow model's in idle cores. */
  private static Map<String, Tensor> latents(KontextModel model, List<FitExample> questions) {
    Map<String, Picture> pictures = new LinkedHashMap<>();
    for (FitExample question : questions) {
      pictures.put(question.target().sha256(), question.target());
      question.scene().context().forEach(picture -> pictures.put(picture.sha256(), picture));
    }
    List<Packed> packed =
        Parallel.map(
            List.copyOf(pictures.values()),
            Engine.atOnce(),
            picture -> Packed.of(model, picture),
            Progress.NONE);
    Map<String, Tensor> latents = new HashMap<>();
    for (String hash : pictures.keySet()) {
      latents.put(hash, packed.get(latents.size()).tensor());
    }
    return latents;
  }

  /** Latents on their way from one thread's scope to another's. */
  private record Packed(float[] values, long[] shape) {

    static Packed of(KontextModel model, Picture picture) {
      try (NoGradGuard guard = new NoGradGuard();
          Scope scope = new Scope()) {
        Tensor latents = Context.encode(model, picture);
        return new Packed(Tensors.floats(latents), latents.shape());
      }
    }

    Tensor tensor() {
      return Tensors.of(values, shape);
    }
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
   * The loss of some questions where nothing of the answer shows yet: at noise level 1.
   *
   * @param which their numbers
   * @param seed of the noise, the same for all
   */
  double[] losses(FluxTransformer transformer, int[] which, long seed) {
    List<int[]> batches = new ArrayList<>();
    for (int first = 0; first < which.length; first += AT_ONCE) {
      batches.add(Arrays.copyOfRange(which, first, Math.min(first + AT_ONCE, which.length)));
    }
    return Parallel.map(
            batches, Engine.atOnce(), batch -> batch(transformer, batch, seed), Progress.NONE)
        .stream()
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }

  private double[] batch(FluxTransformer transformer, int[] which, long seed) {
    try (NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      float[] sigmas = new float[which.length];
      Tensor[] noise = new Tensor[which.length];
      for (int i = 0; i < which.length; i++) {
        sigmas[i] = 1;
        noise[i] = noise(seed);
      }
      FlowInput in = input(which, sigmas, noise);
      float[] each = Tensors.floats(loss(in.predicted(transformer), in));
      return IntStream.range(0, each.length).mapToDouble(i -> each[i]).toArray();
    }
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
