package io.lorweb.tiny.stages;

import io.lorweb.model.ModelFolder;
import io.lorweb.model.PartPlacement;
import io.lorweb.tensor.Scope;
import io.lorweb.train.loop.TrainableTransformer;
import io.lorweb.weights.Checkpoint;
import io.lorweb.weights.SafetensorsWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** Puts what a stage has learned into the family's model folder, under the names it has there. */
public final class Installation {

  /** Where a diffusers part keeps its weights, and where a transformers part does. */
  private static final String DIFFUSERS = "diffusion_pytorch_model.safetensors";

  private static final String TRANSFORMERS = "model.safetensors";

  /** Side of the pictures of a family that does not say it, in pixels. */
  private static final int CELL = 64;

  private final FamilyFolder family;
  private final LatentScaling spread;

  /**
   * @param data to measure the spread of latents and embeddings on
   */
  public Installation(FamilyFolder family, LearningData data) {
    this.family = family;
    int cell = ModelFolder.of(family.model()).defaults().cell().orElse(CELL);
    this.spread = new LatentScaling(data.sample(), cell);
  }

  /**
   * Replaces the stage's parts.
   *
   * @param trained the finished file of its run
   */
  public void install(FamilyStage stage, Path trained) {
    switch (stage) {
      case VAE -> {
        write(trained, part("vae", DIFFUSERS), Optional::of);
        spread.scaleLatents(part("vae", "config.json"), family.model());
      }
      case CLIP -> {
        write(trained, part("text_encoder", TRANSFORMERS), starting("text_model.", ""));
        Path pictures = part("image_encoder", TRANSFORMERS);
        write(
            trained,
            pictures,
            name ->
                name.startsWith("vision_model.") || name.startsWith("visual_projection.")
                    ? Optional.of(name)
                    : Optional.empty());
        spread.scaleEmbeddings(pictures);
      }
      case BASE -> {
        String t5 = TrainableTransformer.T5;
        write(
            trained,
            part("transformer", DIFFUSERS),
            name -> name.startsWith(t5) ? Optional.empty() : Optional.of(name));
        write(trained, part("text_encoder_2", TRANSFORMERS), starting(t5, t5));
      }
      case ADAPTER -> write(trained, part("adapter", "lorweb.safetensors"), Optional::of);
    }
  }

  private Path part(String folder, String file) {
    return family.model().resolve(folder).resolve(file);
  }

  private static Function<String, Optional<String>> starting(String prefix, String removed) {
    return name ->
        name.startsWith(prefix) ? Optional.of(name.substring(removed.length())) : Optional.empty();
  }

  /** Writes the tensors that {@code naming} gives a name; a file without any leaves the old one. */
  private static void write(Path from, Path to, Function<String, Optional<String>> naming) {
    try (Checkpoint checkpoint = Checkpoint.open(from);
        Scope scope = new Scope();
        NoGradGuard guard = new NoGradGuard()) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (String name : checkpoint.names()) {
        naming.apply(name).ifPresent(as -> tensors.put(as, checkpoint.tensor(name)));
      }
      if (!tensors.isEmpty()) {
        SafetensorsWriter.write(to, tensors, checkpoint.metadata());
      }
    }
  }

  /** How the family's parts are placed while they are measured. */
  static PartPlacement placement() {
    return PartPlacement.CPU;
  }
}
