package io.lorweb.tiny.stages;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.analogy.Layout;
import io.lorweb.config.JsonFile;
import io.lorweb.error.InputException;
import io.lorweb.image.Picture;
import io.lorweb.layer.Weights;
import io.lorweb.model.Pixels;
import io.lorweb.model.VisionModel;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.train.data.TrainingSet;
import io.lorweb.train.recipe.DataSource;
import io.lorweb.vae.Autoencoder;
import io.lorweb.vae.VaeConfig;
import io.lorweb.weights.Checkpoint;
import io.lorweb.weights.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.hipparchus.stat.descriptive.StreamingStatistics;

/**
 * Gives latents mean 0 and embeddings and latents a standard deviation of about 1 over a sample of
 * training pictures: the flow model expects the one, the router's learning rate the other.
 *
 * @param manifest of training pairs
 * @param cell side of the pictures in pixels
 */
record LatentScaling(Path manifest, int cell) {

  private static final int SAMPLE = 1000;
  private static final String PROJECTION = "visual_projection.weight";

  /** Sets scaling_factor and shift_factor of a VAE to its latents' 1 / deviation and mean. */
  void scaleLatents(Path config, Path model) {
    try (Weights weights = Installation.placement().open(model.resolve("vae"))) {
      VaeConfig sizes = VaeConfig.read(JsonFile.read(config));
      Autoencoder vae = new Autoencoder(sizes, weights);
      StreamingStatistics found =
          statistics(2 * sizes.factor(), picture -> vae.moments(Pixels.toTensor(picture)).mode());
      ObjectNode node = (ObjectNode) new ObjectMapper().readTree(Files.readAllBytes(config));
      node.put("scaling_factor", 1 / found.getStandardDeviation());
      node.put("shift_factor", found.getMean());
      JsonFile.write(config, node);
    } catch (IOException e) {
      throw new InputException(config + " cannot be rewritten: " + e.getMessage(), e);
    }
  }

  /** Scales the projection of an image encoder; cosines stay what they are. */
  void scaleEmbeddings(Path weights) {
    StreamingStatistics found;
    try (VisionModel vision = VisionModel.load(weights.getParent(), Installation.placement())) {
      found =
          statistics(
              1,
              picture -> vision.encoder().encode(vision.preprocessor().pixels(List.of(picture))));
    }
    try (Checkpoint checkpoint = Checkpoint.open(weights);
        Scope scope = new Scope();
        NoGradGuard guard = new NoGradGuard()) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      checkpoint.names().forEach(name -> tensors.put(name, checkpoint.tensor(name).clone()));
      double factor = 1 / found.getStandardDeviation();
      tensors.computeIfPresent(PROJECTION, (name, old) -> Tensors.times(old, factor));
      SafetensorsWriter.write(weights, tensors, checkpoint.metadata());
    }
  }

  /** Over all numbers that {@code model} makes of edited pictures spread over the data. */
  private StreamingStatistics statistics(int multiple, Function<Picture, Tensor> model) {
    DataSource data =
        new DataSource(
            new DataSource.Source.Manifest(manifest, Optional.empty()),
            List.of(cell),
            DataSource.Extent.CELL,
            false,
            0,
            "",
            0,
            false,
            1,
            Optional.empty());
    TrainingSet set = TrainingSet.open(List.of(data), Layout.QUERY, multiple);
    StreamingStatistics statistics = new StreamingStatistics();
    int count = Math.min(SAMPLE, set.size());
    for (int i = 0; i < count; i++) {
      Picture picture = set.edit(set.plain((int) ((long) i * set.size() / count))).after();
      try (Scope scope = new Scope();
          NoGradGuard guard = new NoGradGuard()) {
        for (float value : Tensors.floats(model.apply(picture))) {
          statistics.addValue(value);
        }
      }
    }
    return statistics;
  }
}
