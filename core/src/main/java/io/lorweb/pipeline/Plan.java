package io.lorweb.pipeline;

import io.lorweb.analogy.Composer;
import io.lorweb.analogy.Composer.Compatibility;
import io.lorweb.image.Size;
import io.lorweb.image.Sizing;
import io.lorweb.sample.Saving;
import io.lorweb.sample.SchedulerConfig;
import io.lorweb.sample.Sigmas;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One run's settings with every default filled in.
 *
 * @param wording the edit in words
 * @param sampling the way from noise to picture
 * @param composer lays out what is asked for
 * @param draft side of the largest square cell that is generated, in pixels; 0: any
 * @param strength factor on the mixing coefficients
 * @param fit steps in which the coefficients are fitted to the demonstration
 * @param feather pixels of b over which a masked edit comes in, if that was said
 */
public record Plan(
    Wording wording,
    Sampling sampling,
    Composer composer,
    int draft,
    double strength,
    int fit,
    OptionalInt feather) {

  /**
   * The edit in words.
   *
   * @param prompt describes the edit
   * @param negativePrompt what to move away from, if anything
   * @param cfg true guidance scale; 1: off
   * @param textLength T5 tokens
   */
  public record Wording(
      String prompt, Optional<String> negativePrompt, double cfg, int textLength) {

    /** Without a negative prompt. */
    public static Wording of(String prompt, int textLength) {
      return new Wording(prompt, Optional.empty(), 1, textLength);
    }
  }

  /**
   * The way from noise to picture.
   *
   * @param steps denoising steps
   * @param sigmas where each step begins; empty: evenly
   * @param guidance embedded guidance scale
   * @param seed of the starting noise
   * @param saving what is left uncomputed
   */
  public record Sampling(
      int steps, List<Double> sigmas, double guidance, long seed, Saving saving) {

    public Sampling {
      sigmas = List.copyOf(sigmas);
    }

    /** Even steps. */
    public Sampling(int steps, double guidance, long seed) {
      this(steps, List.of(), guidance, seed, Saving.NOTHING);
    }

    /** The noise levels of a run over so many noise tokens. */
    Sigmas sigmas(SchedulerConfig config, int tokens) {
      return sigmas.isEmpty()
          ? Sigmas.of(config, steps, tokens)
          : Sigmas.of(config, sigmas, tokens);
    }
  }

  /** What is generated for a b of that size: the cell that is asked for, or a draft of it. */
  public Draft draftOf(Size b) {
    if (draft == 0 || composer.compatibility() != Compatibility.NONE) {
      return new Draft(composer, Optional.empty());
    }
    Size cell = composer.cell(b);
    long area = (long) draft * draft;
    if (cell.area() <= area) {
      return new Draft(composer, Optional.empty());
    }
    Size small = Sizing.output(cell, area, composer.multiple());
    return new Draft(composer.withCell(small), Optional.of(cell));
  }

  /**
   * How large the generated cell is.
   *
   * @param composer lays out what is generated
   * @param finished size of the finished cell, if it is larger than the generated one
   */
  public record Draft(Composer composer, Optional<Size> finished) {}
}
