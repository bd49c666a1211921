package io.lorweb.parts;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The parts of a FLUX model, and the image encoder that looks at analogies. */
public enum Part {
  TRANSFORMER(
      "transformer",
      "a FLUX transformer",
      List.of("model.diffusion_model.", ""),
      "(double_blocks|single_blocks|transformer_blocks|single_transformer_blocks|img_in|txt_in"
          + "|x_embedder|context_embedder|final_layer|distilled_guidance_layer"
          + "|double_stream_modulation_img|single_stream_modulation)\\..*"),
  T5(
      "t5",
      "a T5 encoder",
      List.of("text_encoders.t5xxl.transformer.", "t5xxl.transformer.", ""),
      "(encoder\\.block|enc\\.blk|decoder\\.block)\\..*|shared\\.weight|token_embd\\.weight"),
  CLIP(
      "clip",
      "a CLIP text encoder",
      List.of("text_encoders.clip_l.transformer.", "clip_l.transformer.", ""),
      "(text_model|transformer\\.resblocks)\\..*|token_embedding\\.weight"),
  VAE(
      "vae",
      "a VAE",
      List.of("first_stage_model.", "vae.", ""),
      "(encoder|decoder)\\.(conv_in|conv_out|down|up|mid|mid_block|down_blocks|up_blocks)\\..*"),
  VISION(
      "clip-vision",
      "an image encoder",
      List.of(
          "clip_vision.",
          "image_encoder.",
          "clip.",
          "model.",
          "cond_stage_model.model.",
          "conditioner.embedders.0.open_clip.model.",
          ""),
      "vision_model\\..*|visual_projection\\.weight"
          + "|visual\\.(conv1|class_embedding|positional_embedding|proj|ln_pre|ln_post|transformer"
          + "|trunk|head|attnpool|attn_pool|layer\\d|bn1)(\\..*)?"
          + "|((vit|dinov2)\\.)?embeddings\\.(patch_embeddings|cls_token).*");

  /** Those that a model consists of; the image encoder belongs to an adapter. */
  public static final List<Part> OF_MODEL = List.of(TRANSFORMER, T5, CLIP, VAE);

  private final String id;
  private final String words;
  private final List<String> prefixes;
  private final Pattern signature;

  Part(String id, String words, List<String> prefixes, String signature) {
    this.id = id;
    this.words = words;
    this.prefixes = prefixes;
    this.signature = Pattern.compile(signature);
  }

  /** Its word in reports. */
  public String id() {
    return id;
  }

  /** Its words in sentences, with an article. */
  public String words() {
    return words;
  }

  /** The prefix under which {@code names} hold this part; empty when they do not. */
  public Optional<String> prefix(Collection<String> names) {
    return prefixes.stream()
        .filter(
            prefix ->
                names.stream()
                    .anyMatch(
                        name ->
                            name.startsWith(prefix)
                                && signature.matcher(name.substring(prefix.length())).matches()))
        .findFirst();
  }
}
