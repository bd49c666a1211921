package io.lorweb.explain;

import io.lorweb.flux.FluxTransformer;
import io.lorweb.flux.Packing;
import io.lorweb.flux.Rope;
import io.lorweb.image.Picture;
import io.lorweb.model.Context;
import io.lorweb.model.KontextModel;
import io.lorweb.sample.Conditioning.Prompt;
import io.lorweb.sample.Noise;
import io.lorweb.tensor.Engine;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.work.Parallel;
import io.lorweb.work.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Says a demonstration in words: every instruction is followed on a, in one step from pure noise,
 * and compared with a'; then every instruction on the best of what came of that. Nothing but the
 * base decides, so what is found is what the base makes of b in the same words.
 *
 * <p>One step from sigma 1 gives the mean of all plausible answers, which is nearest to a' in mean
 * squares; the search needs no decoded picture.
 *
 * @param model the frozen base
 * @param transformer its transformer, with whatever is always on it
 * @param instructions to choose from
 * @param textLength T5 tokens of each
 * @param guidance embedded guidance scale
 */
public record Explaining(
    KontextModel model,
    FluxTransformer transformer,
    Instructions instructions,
    int textLength,
    double guidance) {

  /** The most instructions, one after the other. */
  public static final int MOST = 4;

  /** How many of the best beginnings are gone on with. */
  public static final int BEAM = 2;

  /** What leaves less of the change than this is not gone on with: the VAE alone leaves as much. */
  private static final double DONE = 0.05;

  /** A further instruction is worth saying when it leaves at most so much of the error. */
  private static final double WORTH = 0.7;

  /** Instructions are followed in one pass as long as they have no more tokens together. */
  private static final int TOKENS = 1024;

  /** Of the noise: what a demonstration shows does not depend on a run's. */
  private static final long SEED = 0;

  /**
   * What some instructions have made of a.
   *
   * @param said one after the other
   * @param latents [1, S, C] packed
   * @param error mean squared distance from those of a'
   */
  private record Trail(List<String> said, float[] latents, double error) {}

  /**
   * Searches.
   *
   * @param a of a whole number of tokens
   * @param a2 of the same size
   * @param most instructions, one after the other: 1..{@value #MOST}
   * @throws java.util.concurrent.CancellationException when {@code progress} says so
   */
  public Explanation run(Picture a, Picture a2, int most, Progress progress) {
    try (NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      Tensor from = Context.encode(model, a);
      Asked asked = new Asked(a, Context.encode(model, a2), prompts());
      Trail nothing = new Trail(List.of(), Tensors.floats(from), asked.error(asked.moved(from)));
      List<Trail> beam = List.of(nothing);
      Trail best = nothing;
      for (int said = 0; said < most && best.error() > DONE * nothing.error(); said++) {
        beam = asked.further(beam, progress);
        double worth = said == 0 ? 1 : WORTH;
        if (beam.get(0).error() >= worth * best.error()) {
          break;
        }
        best = beam.get(0);
      }
      double share = nothing.error() == 0 ? 0 : 1 - best.error() / nothing.error();
      return new Explanation(best.said(), share);
    }
  }

  /**
   * Passes of the transformer at most, for one demonstration.
   *
   * @param instructions how many there are to choose from
   * @param most of them, one after the other
   */
  public static int passes(int instructions, int most) {
    return instructions * (1 + BEAM * (most - 1));
  }

  private List<Prompt> prompts() {
    List<Prompt> prompts =
        instructions.all().stream().map(text -> model.prompts().encode(text, textLength)).toList();
    model.prompts().rest();
    return prompts;
  }

  /** One demonstration's search. Its tensors belong to the scope in which it was made. */
  private final class Asked {
    private final int rows;
    private final int columns;
    private final Tensor wanted;
    private final List<Prompt> prompts;
    private final Tensor noise;
    private final Rope rope;

    Asked(Picture a, Tensor wanted, List<Prompt> prompts) {
      rows = a.height() / model.pixelsPerToken();
      columns = a.width() / model.pixelsPerToken();
      this.wanted = moved(wanted);
      this.prompts = prompts;
      int channels = transformer.config().inChannels();
      noise = moved(Packing.pack(Noise.normal(SEED, 1, channels / 4, 2L * rows, 2L * columns)));
      rope =
          transformer.rope(
              Packing.textIds(textLength),
              Tensors.cat(0, Packing.ids(0, rows, columns), Packing.ids(1, rows, columns)));
    }

    /** Where the transformer computes. */
    Tensor moved(Tensor tensor) {
      return transformer.weights().placement().move(tensor);
    }

    double error(Tensor latents) {
      return Scope.of(() -> latents.sub(wanted).square().mean()).item_double();
    }

    /** The best of all that go on from {@code beam}, best first. */
    List<Trail> further(List<Trail> beam, Progress progress) {
      record Batch(Trail from, int first) {}
      List<Batch> batches = new ArrayList<>();
      for (Trail from : beam) {
        for (int first = 0; first < prompts.size(); first += together()) {
          batches.add(new Batch(from, first));
        }
      }
      return best(
          Parallel.map(
                  batches,
                  Engine.atOnce(),
                  batch -> followed(batch.from(), batch.first()),
                  progress.in(Progress.EXPLAIN))
              .stream()
              .flatMap(List::stream));
    }

    private int together() {
      return Math.max(1, TOKENS / (textLength + 2 * rows * columns));
    }

    private List<Trail> followed(Trail from, int first) {
      int count = Math.min(together(), prompts.size() - first);
      List<Prompt> told = prompts.subList(first, first + count);
      try (NoGradGuard guard = new NoGradGuard();
          Scope scope = new Scope()) {
        Tensor before = moved(Tensors.of(from.latents(), noise.shape()));
        Tensor after = noise.sub(velocity(before, told));
        List<Trail> trails = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          Tensor one = after.narrow(0, i, 1);
          List<String> said = new ArrayList<>(from.said());
          said.add(instructions.all().get(first + i));
          trails.add(new Trail(List.copyOf(said), Tensors.floats(one), error(one)));
        }
        return best(trails.stream());
      }
    }

    /** [B, S, C] of the noise at sigma 1, beside {@code before} as the picture to edit. */
    private Tensor velocity(Tensor before, List<Prompt> told) {
      Placement placement = transformer.weights().placement();
      int count = told.size();
      Tensor states = Tensors.cat(0, told.stream().map(Prompt::states).toArray(Tensor[]::new));
      Tensor pooled = Tensors.cat(0, told.stream().map(Prompt::pooled).toArray(Tensor[]::new));
      Tensor image = Tensors.cat(1, noise, before);
      image = placement.place(image.expand(count, image.size(1), image.size(2)));
      float[] sigma = new float[count];
      float[] scale = new float[count];
      Arrays.fill(sigma, 1);
      Arrays.fill(scale, (float) guidance);
      return transformer
          .forward(
              transformer.embedImage(image),
              transformer.embedText(placement.place(states)),
              placement.place(pooled),
              placement.move(Tensors.of(sigma, count)),
              placement.move(Tensors.of(scale, count)),
              rope)
          .narrow(1, 0, noise.size(1));
    }

    private static List<Trail> best(Stream<Trail> trails) {
      return trails.sorted(Comparator.comparingDouble(Trail::error)).limit(BEAM).toList();
    }
  }
}
