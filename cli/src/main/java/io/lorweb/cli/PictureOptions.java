package io.lorweb.cli;

import io.lorweb.Settings;
import io.lorweb.analogy.Composer.Compatibility;
import io.lorweb.error.InputException;
import io.lorweb.image.Size;
import io.lorweb.tensor.Tensors;
import io.lorweb.weights.Checkpoint;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options that say how a picture is made. */
final class PictureOptions {

  @Option(
      names = {"-p", "--prompt"},
      description = "Describes the edit (default: the model's).")
  String prompt;

  @Option(
      names = "--negative-prompt",
      paramLabel = "TEXT",
      description = "What to move away from; see --true-cfg.")
  String negative;

  @Option(
      names = "--true-cfg",
      paramLabel = "SCALE",
      description = "True classifier-free guidance with a negative prompt (default: 3).")
  Double cfg;

  @Option(names = "--steps", description = "Denoising steps (default: the model's, else 28).")
  Integer steps;

  @Option(
      names = {"-g", "--guidance"},
      description = "Embedded guidance scale (default: the model's, else 2.5).")
  Double guidance;

  @Option(
      names = {"-s", "--seed"},
      converter = SeedConverter.class,
      description =
          "Seed of the starting noise, an integer or 'random' (default: ${DEFAULT-VALUE}).")
  long seed = Settings.DEFAULT_SEED;

  @Option(
      names = "--size",
      paramLabel = "WxH",
      description = "Size of one cell in pixels (default: the model's cell, else Kontext's rule).")
  Size size;

  @Option(
      names = "--draft",
      paramLabel = "PIXELS",
      description =
          "Generate larger cells at this side and enlarge them with the detail of b; 0 never"
              + " does (default: the model's, else 0).")
  Integer draft;

  @Option(
      names = "--max-area",
      paramLabel = "PIXELS",
      description = "Area of the whole generated canvas.")
  Long maxArea;

  @Option(
      names = {"-m", "--max-size"},
      paramLabel = "PIXELS",
      description = "Long edge of the composite made from the inputs, as in the reference.")
  Integer maxSize;

  @Option(names = "--text-length", paramLabel = "TOKENS", description = "T5 tokens, 1..512.")
  Integer textLength;

  @Option(
      names = "--compat",
      paramLabel = "reference",
      description = "Keep the reference's behaviour for non-square pictures.")
  String compat;

  @Option(
      names = "--latents",
      paramLabel = "FILE",
      description = "Packed starting noise (safetensors, key 'latents') instead of the seed's.")
  Path latents;

  Settings settings() {
    Settings settings = Settings.defaults().sampling(s -> s.seed(seed));
    settings = prompt == null ? settings : settings.wording(w -> w.prompt(prompt));
    settings = steps == null ? settings : settings.sampling(s -> s.steps(steps));
    settings = guidance == null ? settings : settings.sampling(s -> s.guidance(guidance));
    settings = draft == null ? settings : settings.canvas(c -> c.draft(draft));
    settings = maxArea == null ? settings : settings.canvas(c -> c.maxArea(maxArea));
    settings = maxSize == null ? settings : settings.canvas(c -> c.maxSize(maxSize));
    settings = textLength == null ? settings : settings.wording(w -> w.textLength(textLength));
    settings = size == null ? settings : settings.canvas(c -> c.size(size));
    if (negative != null) {
      settings = settings.wording(w -> w.negativePrompt(negative).cfg(cfg == null ? 3 : cfg));
    } else if (cfg != null) {
      settings = settings.wording(w -> w.negativePrompt("").cfg(cfg));
    }
    if (compat != null) {
      if (!compat.equals("reference")) {
        throw InputException.of("--compat '%s' is unknown: the only choice is reference", compat);
      }
      settings = settings.canvas(c -> c.compatibility(Compatibility.REFERENCE));
    }
    return settings;
  }

  /** The given starting noise, row-major. */
  Optional<float[]> startingNoise() {
    if (latents == null) {
      return Optional.empty();
    }
    try (Checkpoint checkpoint = Checkpoint.open(latents)) {
      return Optional.of(Tensors.floats(checkpoint.tensor("latents")));
    }
  }
}
