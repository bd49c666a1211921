package io.lorweb.cli;

import io.lorweb.Settings;
import io.lorweb.analogy.Composer.Compatibility;
import io.lorweb.error.InputException;
import io.lorweb.image.Size;
import io.lorweb.model.PromptEncoder;
import io.lorweb.tensor.Tensors;
import io.lorweb.weights.Checkpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say how a picture is made. */
final class PictureOptions {

  /** Of a negative prompt that comes without a scale. */
  private static final double DEFAULT_CFG = 3;

  private static final String AUTO = "auto";

  @Option(
      order = Sections.FIRST,
      names = {"-p", "--prompt"},
      description = "Describes the edit (default: the model's).")
  String prompt;

  @Option(
      order = Sections.EDIT,
      names = "--negative-prompt",
      paramLabel = "TEXT",
      description = "What to move away from; see --true-cfg.")
  String negative;

  @Option(
      order = Sections.EDIT,
      names = "--true-cfg",
      paramLabel = "SCALE[,..]",
      converter = Values.Decimals.class,
      description = "True classifier-free guidance with a negative prompt (default: 3).")
  Values<Double> cfg;

  @Option(
      order = Sections.SAMPLING,
      names = "--steps",
      paramLabel = "STEPS[,..]",
      converter = Values.Integers.class,
      description = "Denoising steps (default: the model's, else 28).")
  Values<Integer> steps;

  @Option(
      order = Sections.SAMPLING,
      names = "--sigmas",
      paramLabel = "SIGMA,..",
      split = ",",
      description =
          "Noise levels at which the steps begin, falling from 1, for few-step LoRAs (default:"
              + " even); the model's schedule shifts them.")
  List<Double> sigmas;

  @Option(
      order = Sections.SAMPLING,
      names = {"-g", "--guidance"},
      paramLabel = "SCALE[,..]",
      converter = Values.Decimals.class,
      description = "Embedded guidance scale (default: the model's, else 2.5).")
  Values<Double> guidance;

  @Option(
      order = Sections.FIRST,
      names = {"-s", "--seed"},
      paramLabel = "SEED[,..]",
      converter = Values.Seeds.class,
      description = "Seed of the starting noise, an integer or 'random' (default: 50).")
  Values<Long> seed;

  @Option(
      order = Sections.FIRST,
      names = "--size",
      paramLabel = "WxH[,..]",
      converter = Values.Sizes.class,
      description = "Size of one cell in pixels (default: the model's cell, else Kontext's rule).")
  Values<Size> size;

  @Option(
      order = Sections.SAMPLING,
      names = "--draft",
      paramLabel = "PIXELS[,..]",
      converter = Values.Integers.class,
      description =
          "Generate larger cells at this side and enlarge them with the detail of b; 0 never"
              + " does (default: the model's, else 0).")
  Values<Integer> draft;

  @Option(
      order = Sections.SAMPLING,
      names = "--max-area",
      paramLabel = "PIXELS",
      description = "Area of the whole generated canvas.")
  Long maxArea;

  @Option(
      order = Sections.ADVANCED,
      names = {"-m", "--max-size"},
      paramLabel = "PIXELS",
      description = "Long edge of the composite made from the inputs, as in the reference.")
  Integer maxSize;

  @Option(
      order = Sections.ADVANCED,
      names = "--text-length",
      paramLabel = "TOKENS",
      description =
          "T5 tokens, 1..512 (default: the model's), or 'auto': what the prompt needs, rounded up"
              + " to a multiple of 8.")
  String textLength;

  @Mixin SavingOptions saving = new SavingOptions();

  @Option(
      order = Sections.ADVANCED,
      names = "--compat",
      paramLabel = "reference",
      completionCandidates = Candidates.Compatibilities.class,
      description = "Treat non-square pictures and colour profiles as the reference does.")
  String compat;

  @Option(
      order = Sections.ADVANCED,
      names = "--latents",
      paramLabel = "FILE",
      description = "Packed starting noise (safetensors, key 'latents') instead of the seed's.")
  Path latents;

  @Option(
      order = Sections.EDIT,
      names = "--mask",
      paramLabel = "PICTURE",
      description =
          "Change b only where this picture of its size is white; what is made has b's size.")
  Path mask;

  @Option(
      order = Sections.EDIT,
      names = "--feather",
      paramLabel = "PIXELS",
      description =
          "Over so many pixels the edit comes in from the mask's border (default: a 64th of b's"
              + " short side).")
  Integer feather;

  /** What is said by options that have one value only. */
  Settings settings() {
    Settings settings = Settings.defaults();
    settings = prompt == null ? settings : settings.wording(w -> w.prompt(prompt));
    settings = maxArea == null ? settings : settings.canvas(c -> c.maxArea(maxArea));
    settings = maxSize == null ? settings : settings.canvas(c -> c.maxSize(maxSize));
    settings = textLength == null ? settings : withTextLength(settings);
    settings = saving.on(settings);
    settings = feather == null ? settings : settings.canvas(c -> c.feather(feather));
    settings = sigmas == null ? settings : settings.sampling(p -> p.sigmas(sigmas));
    if (negative != null) {
      settings = settings.wording(w -> w.negativePrompt(negative).cfg(DEFAULT_CFG));
    }
    if (compat != null) {
      if (!compat.equals("reference")) {
        throw InputException.of("--compat '%s' is unknown: the only choice is reference", compat);
      }
      settings = settings.canvas(c -> c.compatibility(Compatibility.REFERENCE));
    }
    return settings;
  }

  private Settings withTextLength(Settings settings) {
    if (textLength.equals(AUTO)) {
      return settings.wording(w -> w.textLengthAuto(true));
    }
    try {
      int tokens = Integer.parseInt(textLength);
      return settings.wording(w -> w.textLength(tokens));
    } catch (NumberFormatException e) {
      throw InputException.of(
          "--text-length '%s' must be an integer in 1..%d, or %s",
          textLength, PromptEncoder.MAX_LENGTH, AUTO);
    }
  }

  /** Options that may have several values. */
  List<Axis> axes() {
    String away = negative == null ? "" : negative;
    return Axis.given(
        Axis.of("--steps", steps, (s, n) -> s.sampling(p -> p.steps(n))),
        Axis.of("--guidance", guidance, (s, scale) -> s.sampling(p -> p.guidance(scale))),
        Axis.of("--seed", seed, (s, n) -> s.sampling(p -> p.seed(n))),
        Axis.of("--size", size, (s, cell) -> s.canvas(c -> c.size(cell))),
        Axis.of("--draft", draft, (s, side) -> s.canvas(c -> c.draft(side))),
        Axis.of(
            "--true-cfg", cfg, (s, scale) -> s.wording(w -> w.negativePrompt(away).cfg(scale))));
  }

  /** The files that are read. */
  List<Path> files() {
    return Stream.of(latents, mask, saving.table).filter(Objects::nonNull).toList();
  }

  /** The mask's file, if one is named. */
  List<Path> masks() {
    return mask == null ? List.of() : List.of(mask);
  }

  /** What is given beside every b. */
  Beside beside() {
    return new Beside(Optional.ofNullable(mask), startingNoise());
  }

  private Optional<float[]> startingNoise() {
    if (latents == null) {
      return Optional.empty();
    }
    if (seed != null && seed.several()) {
      throw new InputException(
          "--latents is the starting noise, whatever the seed: give one value of --seed, or none");
    }
    try (Checkpoint checkpoint = Checkpoint.open(latents)) {
      return Optional.of(Tensors.floats(checkpoint.tensor("latents")));
    }
  }
}
