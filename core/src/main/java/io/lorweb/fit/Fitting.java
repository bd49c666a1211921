package io.lorweb.fit;

import io.lorweb.adapt.MountedBasis;
import io.lorweb.basis.Mixture;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.gradient.Backpropagation;
import io.lorweb.gradient.CoefficientLeaves;
import io.lorweb.gradient.FlowInput;
import io.lorweb.layer.Adapter;
import io.lorweb.model.KontextModel;
import io.lorweb.sample.Conditioning;
import io.lorweb.tensor.Engine;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.work.Parallel;
import io.lorweb.work.Progress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/**
 * Fits the mixing coefficients of one analogy to its own demonstration: a few steps of gradient
 * descent on {@link FitExamples}. What the keys say is where it starts; basis and base stay as they
 * are, so the result is another point of the same space of LoRAs.
 *
 * <p>Questions that the start answers much worse than the best are left out first: they are those
 * whose symmetry the edit does not have. Nothing is drawn but by fixed seeds: the same
 * demonstration gives the same coefficients, in however many threads.
 *
 * @param model the frozen base
 * @param mounted the basis on it
 * @param on puts something on the transformer
 * @param prompt what the model is told in words
 * @param steps of gradient descent, at least 1
 */
public record Fitting(
    KontextModel model,
    MountedBasis mounted,
    Function<Adapter, FluxTransformer> on,
    Conditioning.Prompt prompt,
    int steps) {

  /** The most steps. */
  public static final int MAX_STEPS = 1000;

  /** A question takes part when its loss is at most so many times the least. */
  private static final double TOLERANCE = 1.3;

  /** Questions a step. */
  private static final int BATCH = 2;

  /** Of the first step; it falls to 0. Coefficients are of the order of 1. */
  private static final double RATE = 0.015;

  private static final double[] BETAS = {0.9, 0.98};

  private static final long SEED = 0;

  /**
   * @param start what the keys say
   * @return the fitted coefficients
   * @throws CancellationException when {@code progress} says so
   */
  public Mixture run(Mixture start, FitExamples practice, Progress progress) {
    try (Scope scope = new Scope()) {
      EncodedExamples exercises = EncodedExamples.of(model, practice.questions(), prompt);
      Tensor coefficients = Tensors.of(start.coefficients(), start.paths().size(), 1, start.size());
      int[] chosen = chosen(start.paths(), coefficients, exercises, practice.alike());
      descend(start.paths(), coefficients, exercises.only(chosen), progress);
      return new Mixture(start.paths(), start.size(), Tensors.floats(coefficients));
    }
  }

  private int[] chosen(
      List<String> paths, Tensor coefficients, EncodedExamples exercises, int alike) {
    int[] firsts = IntStream.range(0, exercises.count() / alike).map(i -> i * alike).toArray();
    try (NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      Tensor repeated = mounted.repeated(coefficients);
      double[] losses = exercises.losses(view(paths, i -> repeated.select(0, i)), firsts, SEED);
      double most = TOLERANCE * Arrays.stream(losses).min().orElseThrow();
      return IntStream.range(0, exercises.count()).filter(i -> losses[i / alike] <= most).toArray();
    }
  }

  /**
   * @param coefficients [L, 1, N], changed in place
   */
  private void descend(
      List<String> paths, Tensor coefficients, EncodedExamples exercises, Progress progress) {
    Random random = new Random(SEED);
    coefficients.set_requires_grad(true);
    try (TensorVector learned = new TensorVector(coefficients);
        AdamOptions options = new AdamOptions(RATE);
        Adam adam = new Adam(learned, options)) {
      options.betas().put(BETAS);
      for (int step = 1; step <= steps; step++) {
        if (progress.cancelled()) {
          throw new CancellationException("cancelled before step " + step + " of the fit");
        }
        adam.param_groups().get(0).options().set_lr(RATE * (steps - step + 1) / steps);
        try (Scope scope = new Scope()) {
          int[] batch = random.ints(BATCH, 0, exercises.count()).toArray();
          coefficients
              .mutable_grad()
              .put(gradients(paths, repeated(coefficients), inputs(exercises, batch, random)));
          adam.step();
        }
        progress.after(new Progress.Step(Progress.FIT, step, steps));
      }
    }
  }

  /** One batch where a wide model's weights are read for it; else each question by itself. */
  private List<FlowInput> inputs(EncodedExamples exercises, int[] batch, Random random) {
    return way() == Backpropagation.CHECKPOINTED
        ? List.of(exercises.drawn(batch, random))
        : Arrays.stream(batch).mapToObj(i -> exercises.drawn(new int[] {i}, random)).toList();
  }

  /** Of the mean loss over the inputs, [L, 1, N]; those of a narrow model in idle cores. */
  private Tensor gradients(List<String> paths, Tensor repeated, List<FlowInput> inputs) {
    List<float[]> each =
        Parallel.map(
            inputs, Engine.atOnce(), input -> gradient(paths, repeated, input), Progress.NONE);
    float[] mean = new float[each.get(0).length];
    for (float[] one : each) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += one[i] / each.size();
      }
    }
    return Tensors.of(mean, repeated.size(0), 1, mean.length / repeated.size(0));
  }

  private float[] gradient(List<String> paths, Tensor repeated, FlowInput input) {
    try (Scope scope = new Scope()) {
      CoefficientLeaves leaves = new CoefficientLeaves(repeated);
      way().run(view(paths, leaves::of), input, v -> EncodedExamples.loss(v, input).mean());
      return Tensors.floats(mounted.summed(leaves.gradients()));
    }
  }

  private Backpropagation way() {
    return Backpropagation.sparing(model.transformer().config());
  }

  private Tensor repeated(Tensor coefficients) {
    try (NoGradGuard guard = new NoGradGuard()) {
      return mounted.repeated(coefficients);
    }
  }

  /** The transformer with coefficients [1, N r] at the i-th Linear. */
  private FluxTransformer view(List<String> paths, IntFunction<Tensor> coefficients) {
    Map<String, Tensor> byPath = new HashMap<>();
    for (int i = 0; i < paths.size(); i++) {
      byPath.put(paths.get(i), coefficients.apply(i));
    }
    return on.apply(mounted.mixed(byPath::get));
  }
}
