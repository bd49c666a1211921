package io.lorweb.vision;

import io.lorweb.layer.ActivationListener;
import io.lorweb.layer.Weights;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Turns pictures into the embeddings that route an analogy (docs/spec/LORWEB.md section 3). */
public sealed interface ImageEncoder permits ClipVision, Siglip, Dino {

  /** The encoder that {@code config} describes, over {@code weights}. */
  static ImageEncoder of(VisionConfig config, Weights weights) {
    return switch (config.family()) {
      case CLIP -> new ClipVision(config, weights);
      case SIGLIP -> new Siglip(config, weights);
      case DINOV2, VIT -> new Dino(config, weights);
    };
  }

  VisionConfig config();

  /** The same encoder, showing its intermediate results. */
  ImageEncoder watched(ActivationListener watcher);

  /**
   * One embedding for each picture, not normalised.
   *
   * @param pixels [B, 3, S, S] from {@link Preprocessor}
   * @return [B, config().width()]
   */
  Tensor encode(Tensor pixels);

  /**
   * States of the transformer, before any norm that follows it: 0 is its input, i the output of
   * block i - 1, -1 the last one's.
   *
   * @param pixels [B, 3, S, S] from {@link Preprocessor}
   * @param depths which states
   * @return [B, tokens, D] for each depth; the first token of CLIP and DINO is the class token
   * @throws io.lorweb.error.InputException when the encoder has too few blocks for a depth
   */
  List<Tensor> states(Tensor pixels, int... depths);
}
