package io.lorweb;

import io.lorweb.analogy.Composer.Compatibility;
import io.lorweb.analogy.Layout;
import io.lorweb.error.InputException;
import io.lorweb.fit.Fitting;
import io.lorweb.image.Size;
import io.lorweb.model.PromptEncoder;
import io.lorweb.sample.Sigmas;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How one picture is made. What is absent takes the model's default.
 *
 * @param prompt describes the edit
 * @param negativePrompt what to move away from; has an effect with {@code cfg} above 1
 * @param cfg true classifier-free guidance scale, at least 1 (1 = off, one pass per step)
 * @param steps denoising steps, 1..1000
 * @param guidance embedded guidance scale; ignored by models without one
 * @param seed of the starting noise
 * @param strength factor on the mixing coefficients; 0 is the bare model
 * @param size one cell in pixels
 * @param maxArea area of the whole canvas in pixels
 * @param maxSize long edge of the composite made of the inputs
 * @param layout how the demonstration enters; overrides adapter and model
 * @param compatibility how far the reference's behaviour for non-square pictures is kept
 * @param textLength T5 tokens, 1..512
 * @param fit steps in which the mixing coefficients are fitted to the demonstration, 0..1000
 * @param draft side of the largest square cell that is generated, in pixels; larger ones are made
 *     of a draft of its area and enlarged with the detail of b; 0 generates cells of any size
 */
public record Settings(
    Optional<String> prompt,
    Optional<String> negativePrompt,
    double cfg,
    OptionalInt steps,
    OptionalDouble guidance,
    long seed,
    double strength,
    Optional<Size> size,
    OptionalLong maxArea,
    OptionalInt maxSize,
    Optional<Layout> layout,
    Compatibility compatibility,
    OptionalInt textLength,
    OptionalInt fit,
    OptionalInt draft) {

  /** The reference's seed. */
  public static final long DEFAULT_SEED = 50;

  private static final int MAX_DRAFT = 8192;

  public Settings {
    if (!(cfg >= 1) || cfg > 100) {
      throw InputException.of("true guidance %s must lie in 1..100", cfg);
    }
    if (steps.isPresent() && (steps.getAsInt() < 1 || steps.getAsInt() > Sigmas.MAX_STEPS)) {
      throw InputException.of("steps %d must lie in 1..%d", steps.getAsInt(), Sigmas.MAX_STEPS);
    }
    if (guidance.isPresent() && !(guidance.getAsDouble() >= 0 && guidance.getAsDouble() <= 1000)) {
      throw InputException.of("guidance %s must lie in 0..1000", guidance.getAsDouble());
    }
    if (!(Math.abs(strength) <= 100)) {
      throw InputException.of("strength %s must lie in -100..100", strength);
    }
    if (textLength.isPresent()
        && (textLength.getAsInt() < 1 || textLength.getAsInt() > PromptEncoder.MAX_LENGTH)) {
      throw InputException.of(
          "text length %d must lie in 1..%d", textLength.getAsInt(), PromptEncoder.MAX_LENGTH);
    }
    if (fit.isPresent() && (fit.getAsInt() < 0 || fit.getAsInt() > Fitting.MAX_STEPS)) {
      throw InputException.of("fit %d must lie in 0..%d steps", fit.getAsInt(), Fitting.MAX_STEPS);
    }
    if (draft.isPresent() && (draft.getAsInt() < 0 || draft.getAsInt() > MAX_DRAFT)) {
      throw InputException.of("draft %d must lie in 0..%d pixels", draft.getAsInt(), MAX_DRAFT);
    }
  }

  /** The model's defaults, seed 50, strength 1. */
  public static Settings defaults() {
    return new Settings(
        Optional.empty(),
        Optional.empty(),
        1,
        OptionalInt.empty(),
        OptionalDouble.empty(),
        DEFAULT_SEED,
        1,
        Optional.empty(),
        OptionalLong.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Compatibility.NONE,
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalInt.empty());
  }

  public Settings prompt(String value) {
    return new Settings(
        Optional.of(value),
        negativePrompt,
        cfg,
        steps,
        guidance,
        seed,
        strength,
        size,
        maxArea,
        maxSize,
        layout,
        compatibility,
        textLength,
        fit,
        draft);
  }

  /** Moves away from {@code value}, by the scale {@code scale} (try 2 to 5). */
  public Settings negative(String value, double scale) {
    return new Settings(
        prompt,
        Optional.of(value),
        scale,
        steps,
        guidance,
        seed,
        strength,
        size,
        maxArea,
        maxSize,
        layout,
        compatibility,
        textLength,
        fit,
        draft);
  }

  public Settings steps(int value) {
    return new Settings(
        prompt,
        negativePrompt,
        cfg,
        OptionalInt.of(value),
        guidance,
        seed,
        strength,
        size,
        maxArea,
        maxSize,
        layout,
        compatibility,
        textLength,
        fit,
        draft);
  }

  public Settings guidance(double value) {
    return new Settings(
        prompt,
        negativePrompt,
        cfg,
        steps,
        OptionalDouble.of(value),
        seed,
        strength,
        size,
        maxArea,
        maxSize,
        layout,
        compatibility,
        textLength,
        fit,
        draft);
  }

  public Settings seed(long value) {
    return new Settings(
        prompt,
        negativePrompt,
        cfg,
        steps,
        guidance,
        value,
        strength,
        size,
        maxArea,
        maxSize,
        layout,
        compatibility,
        textLength,
        fit,
        draft);
  }

  public Settings strength(double value) {
    return new Settings(
        prompt,
        negativePrompt,
        cfg,
        steps,
        guidance,
        seed,
        value,
        size,
        maxArea,
        maxSize,
        layout,
        compatibility,
        textLength,
        fit,
        draft);
  }

  public Settings size(int width, int height) {
    return new Settings(
        prompt,
        negativePrompt,
        cfg,
        steps,
        guidance,
        seed,
        strength,
        Optional.of(new Size(width, height)),
        maxArea,
        maxSize,
        layout,
        compatibility,
        textLength,
        fit,
        draft);
  }

  public Settings maxArea(long value) {
    return new Settings(
        prompt,
        negativePrompt,
        cfg,
        steps,
        guidance,
        seed,
        strength,
        size,
        OptionalLong.of(value),
        maxSize,
        layout,
        compatibility,
        textLength,
        fit,
        draft);
  }

  public Settings maxSize(int value) {
    return new Settings(
        prompt,
        negativePrompt,
        cfg,
        steps,
        guidance,
        seed,
        strength,
        size,
        maxArea,
        OptionalInt.of(value),
        layout,
        compatibility,
        textLength,
        fit,
        draft);
  }

  public Settings layout(Layout value) {
    return new Settings(
        prompt,
        negativePrompt,
        cfg,
        steps,
        guidance,
        seed,
        strength,
        size,
        maxArea,
        maxSize,
        Optional.of(value),
        compatibility,
        textLength,
        fit,
        draft);
  }

  public Settings compatibility(Compatibility value) {
    return new Settings(
        prompt,
        negativePrompt,
        cfg,
        steps,
        guidance,
        seed,
        strength,
        size,
        maxArea,
        maxSize,
        layout,
        value,
        textLength,
        fit,
        draft);
  }

  public Settings textLength(int value) {
    return new Settings(
        prompt,
        negativePrompt,
        cfg,
        steps,
        guidance,
        seed,
        strength,
        size,
        maxArea,
        maxSize,
        layout,
        compatibility,
        OptionalInt.of(value),
        fit,
        draft);
  }

  public Settings fit(int value) {
    return new Settings(
        prompt,
        negativePrompt,
        cfg,
        steps,
        guidance,
        seed,
        strength,
        size,
        maxArea,
        maxSize,
        layout,
        compatibility,
        textLength,
        OptionalInt.of(value),
        draft);
  }

  public Settings draft(int value) {
    return new Settings(
        prompt,
        negativePrompt,
        cfg,
        steps,
        guidance,
        seed,
        strength,
        size,
        maxArea,
        maxSize,
        layout,
        compatibility,
        textLength,
        fit,
        OptionalInt.of(value));
  }

  /** Cells of one size, whatever else has been said of their size. */
  Settings only(Size cell) {
    return new Settings(
        prompt,
        negativePrompt,
        cfg,
        steps,
        guidance,
        seed,
        strength,
        Optional.of(cell),
        OptionalLong.empty(),
        maxSize,
        layout,
        compatibility,
        textLength,
        fit,
        draft);
  }
}
