package io.lorweb.vision;

import io.lorweb.error.InputException;
import io.lorweb.files.JsonFile;
import io.lorweb.layer.Activation;
import io.lorweb.layer.EncoderSizes;

/**
 * Sizes of an image encoder (spec/FLUX_KONTEXT.md section 6, spec/LORWEB.md section 3).
 *
 * @param family CLIP or SigLIP
 * @param sizes of the transformer
 * @param imageSize side of the square input in pixels
 * @param patchSize side of a patch in pixels
 * @param width of the embedding: CLIP's projection_dim, SigLIP's hidden_size
 */
public record VisionConfig(
    Family family, EncoderSizes sizes, int imageSize, int patchSize, int width) {

  /** The encoders that can route analogies. */
  public enum Family {
    CLIP,
    SIGLIP
  }

  private static final EncoderSizes CLIP_ABSENT =
      new EncoderSizes(768, 3072, 12, 12, Activation.QUICK_GELU, 1e-5);
  private static final EncoderSizes SIGLIP_ABSENT =
      new EncoderSizes(768, 3072, 12, 12, Activation.GELU_TANH, 1e-6);

  public VisionConfig {
    if (patchSize <= 0 || imageSize < patchSize) {
      throw InputException.of(
          "image_size %d and patch_size %d must be positive and leave room for a patch",
          imageSize, patchSize);
    }
    if (width <= 0) {
      throw InputException.of("projection_dim is %d but must be positive", width);
    }
  }

  /**
   * Reads {@code config.json} of a vision model or of a whole CLIP or SigLIP model. Sizes that a
   * file leaves out are the reference's defaults: {@code google/siglip2-base-patch16-224} lists
   * hardly any.
   *
   * @throws InputException for other kinds of models
   */
  public static VisionConfig read(JsonFile json) {
    JsonFile vision = json.has("vision_config") ? json.at("vision_config") : json;
    return switch (json.text("model_type")) {
      case "clip", "clip_vision_model" -> clip(json, vision);
      case "siglip", "siglip_vision_model" -> siglip(vision);
      default ->
          throw InputException.of(
              "%s: model_type is '%s' but must be clip, clip_vision_model, siglip or"
                  + " siglip_vision_model",
              json.where(), json.text("model_type"));
    };
  }

  private static VisionConfig clip(JsonFile json, JsonFile vision) {
    // A whole model projects to its own width, whatever its vision part says.
    int width = json.integer("projection_dim", vision.integer("projection_dim", 512));
    return of(Family.CLIP, vision, CLIP_ABSENT, 32, width);
  }

  private static VisionConfig siglip(JsonFile vision) {
    if (!vision.flag("vision_use_head", true)) {
      throw InputException.of(
          "%s: vision_use_head is false, but the pooling head gives the embedding", vision.where());
    }
    int hidden = vision.integer("hidden_size", SIGLIP_ABSENT.hidden());
    return of(Family.SIGLIP, vision, SIGLIP_ABSENT, 16, hidden);
  }

  private static VisionConfig of(
      Family family, JsonFile vision, EncoderSizes absent, int patchSize, int width) {
    if (vision.integer("num_channels", 3) != 3) {
      throw InputException.of("%s: num_channels must be 3", vision.where());
    }
    EncoderSizes sizes = EncoderSizes.read(vision, absent);
    try {
      return new VisionConfig(
          family,
          sizes,
          vision.integer("image_size", 224),
          vision.integer("patch_size", patchSize),
          width);
    } catch (InputException e) {
      throw vision.located(e);
    }
  }

  /** Number of patches: whole ones only. */
  int patches() {
    int side = imageSize / patchSize;
    return side * side;
  }
}
