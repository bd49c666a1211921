package io.lorweb.model;

import io.lorweb.analogy.Layout;
import io.lorweb.config.JsonFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a model folder's optional {@code lorweb.json} says, so that its user need not.
 *
 * @param name what the model is called
 * @param cell side of the square cells it was trained on, in pixels
 * @param steps denoising steps
 * @param guidance embedded guidance scale
 * @param textLength T5 tokens
 * @param fit steps in which an analogy's mixing coefficients are fitted to its demonstration
 * @param draft side of the largest square cell that is generated, in pixels; 0: any
 * @param prompt used when none is given
 * @param layout used when neither option nor adapter names one
 * @param unlikeLayout used instead for a b unlike every picture that the adapter was trained on
 * @param adapter file used when none is given, relative to the folder
 * @param imageEncoder folder of the query's encoder, relative to the folder
 * @param instructions text file of what the model follows, an instruction a line, relative to the
 *     folder
 */
public record ModelDefaults(
    String name,
    OptionalInt cell,
    int steps,
    double guidance,
    int textLength,
    int fit,
    int draft,
    String prompt,
    Optional<Layout> layout,
    Optional<Layout> unlikeLayout,
    Optional<String> adapter,
    Optional<String> imageEncoder,
    Optional<String> instructions) {

  private static final String FILE = "lorweb.json";

  /** Reads {@code folder/lorweb.json}; without one, FLUX.1-Kontext-dev's known defaults. */
  public static ModelDefaults of(Path folder) {
    Path file = folder.resolve(FILE);
    return of(
        Files.exists(file) ? JsonFile.read(file) : JsonFile.parse(FILE, "{}"),
        String.valueOf(folder.getFileName()));
  }

  /** FLUX.1-Kontext-dev's known defaults, for a single file. */
  static ModelDefaults flux(Path file) {
    return of(JsonFile.parse(FILE, "{}"), String.valueOf(file.getFileName()));
  }

  private static ModelDefaults of(JsonFile json, String name) {
    return new ModelDefaults(
        json.text("name", name),
        json.has("cell") ? OptionalInt.of(json.integer("cell")) : OptionalInt.empty(),
        json.integer("steps", 28),
        json.decimal("guidance", 2.5),
        json.integer("text_length", 512),
        json.integer("fit", 0),
        json.integer("draft", 0),
        json.text("prompt", ""),
        json.optionalText("layout").map(Layout::parse),
        json.optionalText("unlike_layout").map(Layout::parse),
        json.optionalText("adapter"),
        json.optionalText("image_encoder"),
        json.optionalText("instructions"));
  }
}
