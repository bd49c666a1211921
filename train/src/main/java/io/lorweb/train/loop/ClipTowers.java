package io.lorweb.train.loop;

import io.lorweb.config.JsonFile;
import io.lorweb.layer.Weights;
import io.lorweb.model.ModelFolder;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.text.ClipTextConfig;
import io.lorweb.text.ClipTextModel;
import io.lorweb.text.ClipTokenizer;
import io.lorweb.train.optim.Parameters;
import io.lorweb.train.recipe.Trained;
import io.lorweb.vision.ClipVision;
import io.lorweb.vision.VisionConfig;
import io.lorweb.weights.Checkpoint;
import io.lorweb.weights.ShapeRecorder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * CLIP's two encoders while they learn, with what ties them together: the text's projection and the
 * temperature. Names are those of a whole CLIP model's file.
 */
final class ClipTowers implements AutoCloseable {

  /** The logarithm of what cosines are multiplied with, [1]. */
  static final String LOGIT_SCALE = "logit_scale";

  /** Names of the text encoder, without what ties it to the other one. */
  private static final String TEXT_MODEL = "text_model.";

  private static final String TEXT_PROJECTION = "text_projection.weight";
  private static final String TOKENS = "text_model.embeddings.token_embedding.weight";

  /** Cosines are multiplied by at most 100 (Radford et al., 2021). */
  private static final double LARGEST_SCALE = Math.log(100);

  private final TrainableModel learned;
  private final Weights weights;
  private final ClipTextModel text;
  private final ClipVision vision;
  private final ClipTokenizer tokenizer;

  /** The encoders that {@code folder}'s text_encoder and image_encoder describe. */
  ClipTowers(ModelFolder folder, Trained.Clip trained, long seed) {
    Path textPart = folder.part("text_encoder");
    Path visionPart = folder.part("image_encoder");
    ClipTextConfig textConfig = ClipTextConfig.read(config(textPart));
    VisionConfig visionConfig = VisionConfig.read(config(visionPart));
    Map<String, long[]> shapes = shapes(textConfig, visionConfig);
    Fresh fresh = new Fresh(Fresh.Kind.CLIP, seed);
    if (trained.fresh()) {
      learned =
          TrainableModel.fresh(shapes, fresh::of, Placement.CPU_FP32, trained.ema(), name -> false);
    } else {
      try (Checkpoint texts = Checkpoint.open(textPart);
          Checkpoint pictures = Checkpoint.open(visionPart)) {
        learned =
            TrainableModel.fresh(
                shapes,
                (name, shape) -> {
                  for (Checkpoint one : List.of(texts, pictures)) {
                    if (one.has(name)) {
                      return Initial.copy(one.tensor(name, shape));
                    }
                  }
                  // Models in use need neither the text's projection nor the temperature.
                  return fresh.of(name, shape);
                },
                Placement.CPU_FP32,
                trained.ema(),
                name -> trained.frozenText() && name.startsWith(TEXT_MODEL));
      }
    }
    weights = learned.weights("");
    text = new ClipTextModel(textConfig, weights);
    vision = new ClipVision(visionConfig, weights);
    tokenizer = ClipTokenizer.load(folder.part("tokenizer"));
  }

  private static JsonFile config(Path part) {
    return JsonFile.read(part.resolve("config.json"));
  }

  private static Map<String, long[]> shapes(ClipTextConfig text, VisionConfig vision) {
    int hidden = text.sizes().hidden();
    ShapeRecorder recorder = new ShapeRecorder();
    recorder
        .also(TOKENS, text.vocabulary(), hidden)
        .also(TEXT_PROJECTION, vision.width(), hidden)
        .also(LOGIT_SCALE, 1);
    return TrainableModel.shapes(
        recorder,
        recorded -> {
          new ClipTextModel(text, recorded);
          new ClipVision(vision, recorded);
        });
  }

  TrainableModel learned() {
    return learned;
  }

  VisionConfig visionConfig() {
    return vision.config();
  }

  /** Pictures' embeddings, [B, 3, S, S] to [B, D]. */
  Tensor pictures(Tensor pixels) {
    return vision.encode(pixels);
  }

  /** Projected texts, [B, D]. */
  Tensor texts(List<String> texts) {
    try (Scope scope = new Scope()) {
      int length = text.config().positions();
      long[] ids = new long[texts.size() * length];
      for (int i = 0; i < texts.size(); i++) {
        System.arraycopy(tokenizer.padded(texts.get(i), length), 0, ids, i * length, length);
      }
      Tensor pooled = text.pooled(Tensors.of(ids, texts.size(), length));
      return scope.keep(pooled.matmul(parameters().get(TEXT_PROJECTION).t()));
    }
  }

  /** What cosines are multiplied with, [1]. */
  Tensor scale() {
    return Scope.of(() -> Tensors.clamp(parameters().get(LOGIT_SCALE), 0, LARGEST_SCALE).exp());
  }

  private Parameters parameters() {
    return learned.parameters();
  }

  @Override
  public void close() {
    tokenizer.close();
    weights.close();
    learned.close();
  }
}
