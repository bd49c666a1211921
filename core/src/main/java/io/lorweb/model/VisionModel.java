package io.lorweb.model;

import io.lorweb.config.JsonFile;
import io.lorweb.layer.Weights;
import io.lorweb.parts.PartFile;
import io.lorweb.vision.ClipVision;
import io.lorweb.vision.ImageEncoder;
import io.lorweb.vision.Preprocessor;
import io.lorweb.vision.VisionConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A frozen image encoder with its preprocessing, out of one folder or file.
 *
 * @param encoder pictures to embeddings
 * @param preprocessor files' pixels to the encoder's
 * @param weights of the encoder
 * @param source folder or file where they came from
 * @param notices what its user should know of the file
 */
public record VisionModel(
    ImageEncoder encoder,
    Preprocessor preprocessor,
    Weights weights,
    Path source,
    List<String> notices)
    implements AutoCloseable {

  private static final String CONFIG = "config.json";
  private static final String PREPROCESSING = "preprocessor_config.json";

  public VisionModel {
    notices = List.copyOf(notices);
  }

  /**
   * Loads a folder, or a single file of CLIP.
   *
   * @param like a folder whose configuration tells what a file does not; empty: CLIP's constants
   */
  public static VisionModel load(Path source, Optional<Path> like, PartPlacement placement) {
    return Files.isRegularFile(source) ? file(source, like, placement) : load(source, placement);
  }

  private static VisionModel file(Path source, Optional<Path> like, PartPlacement placement) {
    Optional<VisionConfig> known =
        like.map(own -> VisionConfig.read(JsonFile.read(own.resolve(CONFIG))));
    PartFile<VisionConfig> file = PartFile.vision(source, known);
    VisionConfig config = file.config();
    List<String> notices = file.report().notices();
    Weights weights = placement.open(file);
    try {
      // Pictures are prepared as for the model's own encoder only where it is of the same sizes.
      JsonFile json =
          like.filter(own -> known.filter(config::equals).isPresent())
              .map(own -> own.resolve(PREPROCESSING))
              .filter(Files::exists)
              .map(JsonFile::read)
              .orElseGet(() -> squares(config.imageSize()));
      return new VisionModel(
          new ClipVision(config, weights),
          Preprocessor.read(json, config),
          weights,
          source,
          notices);
    } catch (RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  private static JsonFile squares(int side) {
    return JsonFile.parse(
        PREPROCESSING, String.format(Locale.ROOT, "{\"size\": %d, \"crop_size\": %d}", side, side));
  }

  /** Loads config.json, preprocessor_config.json and the weights; text parts are ignored. */
  public static VisionModel load(Path folder, PartPlacement placement) {
    VisionConfig config = VisionConfig.read(JsonFile.read(folder.resolve(CONFIG)));
    Path file = folder.resolve(PREPROCESSING);
    // DINO's usual numbers are not those of its class: without the file they would be guessed.
    boolean needed =
        config.family() == VisionConfig.Family.DINOV2 || config.family() == VisionConfig.Family.VIT;
    JsonFile json =
        needed || Files.exists(file) ? JsonFile.read(file) : JsonFile.parse(PREPROCESSING, "{}");
    Preprocessor preprocessor = Preprocessor.read(json, config);
    Weights weights = placement.open(folder);
    try {
      return new VisionModel(
          ImageEncoder.of(config, weights), preprocessor, weights, folder, List.of());
    } catch (RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  @Override
  public void close() {
    weights.close();
  }
}
