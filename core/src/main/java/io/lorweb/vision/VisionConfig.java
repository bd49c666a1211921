package io.lorweb.vision;

import io.lorweb.config.JsonFile;
import io.lorweb.error.InputException;
import io.lorweb.layer.Activation;
import io.lorweb.layer.EncoderSizes;

/**
 * Sizes of an image encoder (docs/spec/FLUX_KONTEXT.md section 6, docs/spec/LORWEB.md section 3).
 *
 * @param family which model
 * @param sizes of the transformer
 * @param imageSize side of the square input in pixels; of DINO that of its training, any will do
 * @param patchSize side of a patch in pixels
 * @param width of the embedding: CLIP's projection_dim, hidden_size of the others
 */
public record VisionConfig(
    Family family, EncoderSizes sizes, int imageSize, int patchSize, int width) {

  /** The encoders that are known. */
  public enum Family {
    CLIP,
    SIGLIP,
    DINOV2,
    /** Plain vision transformers, among them the first DINO. */
    VIT;

    /** Whether positions are stretched to the patches of whatever square comes in. */
    boolean anySize() {
      return this == DINOV2 || this == VIT;
    }
  }

  private static final EncoderSizes CLIP_ABSENT =
      new EncoderSizes(768, 3072, 12, 12, Activation.QUICK_GELU, 1e-5);
  private static final EncoderSizes SIGLIP_ABSENT =
      new EncoderSizes(768, 3072, 12, 12, Activation.GELU_TANH, 1e-6);

  private static final EncoderSizes DINOV2_ABSENT =
      new EncoderSizes(768, 3072, 12, 12, Activation.GELU, 1e-6);
  private static final EncoderSizes VIT_ABSENT =
      new EncoderSizes(768, 3072, 12, 12, Activation.GELU, 1e-12);

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
      case "dinov2" -> dinov2(json);
      case "vit" -> vit(json);
      default ->
          throw InputException.of(
              "%s: model_type is '%s' but must be clip, clip_vision_model, siglip,"
                  + " siglip_vision_model, dinov2 or vit",
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

  private static VisionConfig dinov2(JsonFile json) {
    if (json.flag("use_swiglu_ffn", false)) {
      throw InputException.of(
          "%s: use_swiglu_ffn must be false; use DINOv2 small, base or large", json.where());
    }
    int hidden = json.integer("hidden_size", DINOV2_ABSENT.hidden());
    // A ratio is all that the file says of the feed-forward layers.
    int inner = Math.multiplyExact(hidden, json.integer("mlp_ratio", 4));
    EncoderSizes absent =
        new EncoderSizes(
            DINOV2_ABSENT.hidden(),
            inner,
            DINOV2_ABSENT.layers(),
            DINOV2_ABSENT.heads(),
            DINOV2_ABSENT.activation(),
            DINOV2_ABSENT.eps());
    return withBias(Family.DINOV2, json, absent, 14, hidden);
  }

  private static VisionConfig vit(JsonFile json) {
    int hidden = json.integer("hidden_size", VIT_ABSENT.hidden());
    return withBias(Family.VIT, json, VIT_ABSENT, 16, hidden);
  }

  private static VisionConfig withBias(
      Family family, JsonFile json, EncoderSizes absent, int patchSize, int width) {
    if (!json.flag("qkv_bias", true)) {
      throw InputException.of("%s: qkv_bias must be true", json.where());
    }
    return of(family, json, absent, patchSize, width);
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

  /**
   * Numbers that describe one picture.
   *
   * @param ofPatches of the hidden states of patches; else of the embedding
   */
  public int width(boolean ofPatches) {
    return ofPatches ? sizes.hidden() : width;
  }

  /** Number of patches: whole ones only. */
  int patches() {
    int side = imageSize / patchSize;
    return side * side;
  }
}
