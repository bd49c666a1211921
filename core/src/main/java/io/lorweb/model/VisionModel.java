package io.lorweb.model;

import io.lorweb.config.JsonFile;
import io.lorweb.layer.Weights;
import io.lorweb.vision.ImageEncoder;
import io.lorweb.vision.Preprocessor;
import io.lorweb.vision.VisionConfig;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A frozen image encoder with its preprocessing, out of one folder.
 *
 * @param encoder pictures to embeddings
 * @param preprocessor files' pixels to the encoder's
 * @param weights of the encoder
 * @param folder where they came from
 */
public record VisionModel(
    ImageEncoder encoder, Preprocessor preprocessor, Weights weights, Path folder)
    implements AutoCloseable {

  private static final String PREPROCESSING = "preprocessor_config.json";

  /** Loads config.json, preprocessor_config.json and the weights; text parts are ignored. */
  public static VisionModel load(Path folder, PartPlacement placement) {
    VisionConfig config = VisionConfig.read(JsonFile.read(folder.resolve("config.json")));
    Path file = folder.resolve(PREPROCESSING);
    // DINO's usual numbers are not those of its class: without the file they would be guessed.
    boolean needed =
        config.family() == VisionConfig.Family.DINOV2 || config.family() == VisionConfig.Family.VIT;
    JsonFile json =
        needed || Files.exists(file) ? JsonFile.read(file) : JsonFile.parse(PREPROCESSING, "{}");
    Preprocessor preprocessor = Preprocessor.read(json, config);
    Weights weights = placement.open(folder);
    try {
      return new VisionModel(ImageEncoder.of(config, weights), preprocessor, weights, folder);
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
