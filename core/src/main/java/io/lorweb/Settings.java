package io.lorweb;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.lorweb.analogy.Composer.Compatibility;
import io.lorweb.analogy.Layout;
import io.lorweb.error.InputException;
import io.lorweb.explain.Explaining;
import io.lorweb.fit.Fitting;
import io.lorweb.image.ColourProfiles;
import io.lorweb.image.Size;
import io.lorweb.model.PromptEncoder;
import io.lorweb.sample.Saving;
import io.lorweb.sample.Sigmas;
import io.lorweb.sample.StepCache;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * How one picture is made. What is absent takes the model's default.
 *
 * <pre>{@code
 * Settings.defaults().sampling(s -> s.steps(8).seed(7)).canvas(c -> c.layout(Layout.GRID))
 * }</pre>
 *
 * <p>A new setting is a component here: records of runs, suites and copies follow by themselves.
 *
 * @param wording the edit in words
 * @param sampling the way from noise to picture
 * @param canvas what is generated, and how large
 * @param mixing what becomes of the mixing coefficients
 */
public record Settings(
    @JsonUnwrapped Wording wording,
    @JsonUnwrapped Sampling sampling,
    @JsonUnwrapped Canvas canvas,
    @JsonUnwrapped Mixing mixing) {

  /** The reference's seed. */
  public static final long DEFAULT_SEED = 50;

  private static final Settings DEFAULTS =
      new Settings(
          new Wording(Optional.empty(), Optional.empty(), 1, OptionalInt.empty(), Optional.empty()),
          new Sampling(
              OptionalInt.empty(),
              Optional.empty(),
              OptionalDouble.empty(),
              DEFAULT_SEED,
              Optional.empty(),
              Optional.empty(),
              OptionalInt.empty()),
          new Canvas(
              Optional.empty(),
              OptionalLong.empty(),
              OptionalInt.empty(),
              Optional.empty(),
              Compatibility.NONE,
              OptionalInt.empty(),
              OptionalInt.empty()),
          new Mixing(1, OptionalInt.empty(), OptionalInt.empty()));

  /**
   * The edit in words.
   *
   * @param prompt describes the edit
   * @param negativePrompt what to move away from; has an effect with {@code cfg} above 1
   * @param cfg true classifier-free guidance scale, 1..100 (1: off, one pass per step)
   * @param textLength T5 tokens, 1..512
   * @param textLengthAuto whether the prompt's own T5 tokens are as many as it takes, rounded up to
   *     a multiple of 8, at most the model's; a {@code textLength} beside it is what came of that
   */
  @RecordBuilder
  @RecordBuilder.Options(addConcreteSettersForOptional = true)
  public record Wording(
      Optional<String> prompt,
      Optional<String> negativePrompt,
      @JsonProperty("true_cfg") double cfg,
      OptionalInt textLength,
      Optional<Boolean> textLengthAuto)
      implements SettingsWordingBuilder.With {

    public Wording {
      Objects.requireNonNull(prompt, "prompt");
      Objects.requireNonNull(negativePrompt, "negativePrompt");
      Objects.requireNonNull(textLength, "textLength");
      textLengthAuto =
          Objects.requireNonNull(textLengthAuto, "textLengthAuto").filter(auto -> auto);
      if (!(cfg >= 1) || cfg > 100) {
        throw InputException.of("true guidance %s must lie in 1..100", cfg);
      }
      prompt.ifPresent(text -> requireText("prompt", text));
      negativePrompt.ifPresent(text -> requireText("negative prompt", text));
      textLength.ifPresent(n -> require("text length", n, 1, PromptEncoder.MAX_LENGTH, ""));
    }
  }

  /**
   * The way from noise to picture.
   *
   * @param steps denoising steps, 1..1000
   * @param sigmas noise levels at which the steps begin, instead of even ones: in (0, 1], falling,
   *     as many as steps; the model's schedule shifts them as it does even ones
   * @param guidance embedded guidance scale, 0..1000; ignored by models without one
   * @param seed of the starting noise
   * @param stepCache plans steps that reuse what the transformer's blocks added in the step before;
   *     their pictures differ from those of full runs
   * @param skippedSteps numbers of these steps, from 2, rising; beside a {@code stepCache} what
   *     came of it
   * @param knownCells the first step and then one in so many computes what is known before the run
   *     (the context, and in layout grid the cells a, a' and b, which then end as they are),
   *     1..1000; not together with skipped steps
   */
  @RecordBuilder
  @RecordBuilder.Options(addConcreteSettersForOptional = true)
  public record Sampling(
      OptionalInt steps,
      Optional<List<Double>> sigmas,
      OptionalDouble guidance,
      @JsonFormat(shape = JsonFormat.Shape.STRING) long seed,
      Optional<StepCache> stepCache,
      Optional<List<Integer>> skippedSteps,
      OptionalInt knownCells)
      implements SettingsSamplingBuilder.With {

    public Sampling {
      Objects.requireNonNull(steps, "steps");
      Objects.requireNonNull(guidance, "guidance");
      Objects.requireNonNull(sigmas, "sigmas");
      Objects.requireNonNull(stepCache, "stepCache");
      Objects.requireNonNull(skippedSteps, "skippedSteps");
      Objects.requireNonNull(knownCells, "knownCells");
      sigmas = sigmas.map(Sigmas::requireFalling);
      skippedSteps = skippedSteps.map(StepCache::requireRising);
      steps.ifPresent(n -> require("steps", n, 1, Sigmas.MAX_STEPS, ""));
      knownCells.ifPresent(Saving.KnownCells::new);
      if (knownCells.isPresent() && (stepCache.isPresent() || skippedSteps.isPresent())) {
        throw InputException.of(
            "setting 'known_cells' does not go together with setting '%s': leave one out",
            stepCache.isPresent() ? "step_cache" : "skipped_steps");
      }
      if (sigmas.isPresent() && steps.orElse(sigmas.get().size()) != sigmas.get().size()) {
        throw InputException.of(
            "setting 'sigmas' gives %d steps, but setting 'steps' is %d: leave one out",
            sigmas.get().size(), steps.getAsInt());
      }
      if (guidance.isPresent()
          && !(guidance.getAsDouble() >= 0 && guidance.getAsDouble() <= 1000)) {
        throw InputException.of("guidance %s must lie in 0..1000", guidance.getAsDouble());
      }
    }
  }

  /**
   * What is generated, and how large.
   *
   * @param size of one cell in pixels
   * @param maxArea area of the whole canvas in pixels
   * @param maxSize long edge of the composite made of the inputs
   * @param layout how the demonstration enters; overrides adapter and model
   * @param compatibility how far the reference's behaviour for non-square pictures and colour
   *     profiles is kept
   * @param draft side of the largest square cell that is generated, in pixels; larger ones are made
   *     of a draft of its area and enlarged with the detail of b; 0 generates cells of any size
   * @param feather pixels of b over which an edit comes in from the border of its mask, 0..512
   */
  @RecordBuilder
  @RecordBuilder.Options(addConcreteSettersForOptional = true)
  public record Canvas(
      Optional<Size> size,
      @JsonFormat(shape = JsonFormat.Shape.STRING) OptionalLong maxArea,
      OptionalInt maxSize,
      Optional<Layout> layout,
      Compatibility compatibility,
      OptionalInt draft,
      OptionalInt feather)
      implements SettingsCanvasBuilder.With {

    private static final int MAX_DRAFT = 8192;
    private static final int MAX_FEATHER = 512;

    public Canvas {
      Objects.requireNonNull(size, "size");
      Objects.requireNonNull(maxArea, "maxArea");
      Objects.requireNonNull(maxSize, "maxSize");
      Objects.requireNonNull(layout, "layout");
      Objects.requireNonNull(compatibility, "compatibility");
      Objects.requireNonNull(draft, "draft");
      draft.ifPresent(n -> require("draft", n, 0, MAX_DRAFT, " pixels"));
      Objects.requireNonNull(feather, "feather");
      feather.ifPresent(n -> require("feather", n, 0, MAX_FEATHER, " pixels"));
    }

    /** How picture files are to be read for it: the reference ignores their colour profiles. */
    public ColourProfiles profiles() {
      return compatibility == Compatibility.NONE
          ? ColourProfiles.CONVERTED
          : ColourProfiles.IGNORED;
    }
  }

  /**
   * What becomes of the mixing coefficients.
   *
   * @param strength factor on them, -100..100; 0 is the bare model
   * @param fit steps in which they are fitted to the demonstration, 0..1000
   * @param explain 1..{@value Explaining#MOST}: a demonstration that so many of the model's
   *     instructions explain, one after the other, is followed in their words, and nothing is
   *     mixed; 0: never
   */
  @RecordBuilder
  @RecordBuilder.Options(addConcreteSettersForOptional = true)
  public record Mixing(double strength, OptionalInt fit, OptionalInt explain)
      implements SettingsMixingBuilder.With {

    public Mixing {
      Objects.requireNonNull(fit, "fit");
      if (!(Math.abs(strength) <= 100)) {
        throw InputException.of("strength %s must lie in -100..100", strength);
      }
      fit.ifPresent(n -> require("fit", n, 0, Fitting.MAX_STEPS, " steps"));
      Objects.requireNonNull(explain, "explain");
      explain.ifPresent(n -> require("explain", n, 0, Explaining.MOST, " instructions"));
    }

    /** Whether words are looked for. */
    public boolean explains() {
      return explain.orElse(0) > 0;
    }
  }

  public Settings {
    Objects.requireNonNull(wording, "wording");
    Objects.requireNonNull(sampling, "sampling");
    Objects.requireNonNull(canvas, "canvas");
    Objects.requireNonNull(mixing, "mixing");
  }

  /** The model's defaults, seed 50, strength 1. */
  public static Settings defaults() {
    return DEFAULTS;
  }

  /** A copy with changed words. */
  public Settings wording(Consumer<SettingsWordingBuilder> change) {
    return new Settings(
        wording.with(Objects.requireNonNull(change, "change")), sampling, canvas, mixing);
  }

  /** A copy with another way from noise to picture. */
  public Settings sampling(Consumer<SettingsSamplingBuilder> change) {
    return new Settings(
        wording, sampling.with(Objects.requireNonNull(change, "change")), canvas, mixing);
  }

  /** A copy with another canvas. */
  public Settings canvas(Consumer<SettingsCanvasBuilder> change) {
    return new Settings(
        wording, sampling, canvas.with(Objects.requireNonNull(change, "change")), mixing);
  }

  /** A copy with other mixing. */
  public Settings mixing(Consumer<SettingsMixingBuilder> change) {
    return new Settings(
        wording, sampling, canvas, mixing.with(Objects.requireNonNull(change, "change")));
  }

  /** Neither a tokenizer nor a PNG takes the character U+0000. */
  private static void requireText(String name, String text) {
    if (text.indexOf(0) >= 0) {
      throw InputException.of("%s holds the character U+0000: leave it out", name);
    }
  }

  private static void require(String name, int value, int least, int most, String unit) {
    if (value < least || value > most) {
      throw InputException.of("%s %d must lie in %d..%d%s", name, value, least, most, unit);
    }
  }
}
