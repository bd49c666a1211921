package io.lorweb.parts;

import io.lorweb.error.InputException;
import io.lorweb.layer.Activation;
import io.lorweb.layer.EncoderSizes;
import io.lorweb.packed.Container;
import io.lorweb.vision.VisionConfig;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** CLIP's image encoder under the names of Hugging Face, as ComfyUI's clip_vision holds it. */
final class VisionKind implements PartKind<VisionConfig> {

  private static final String MODEL = "vision_model.";
  private static final String EMBEDDINGS = MODEL + "embeddings.";
  private static final String CLASS = EMBEDDINGS + "class_embedding";
  private static final String PATCHES = EMBEDDINGS + "patch_embedding.weight";
  private static final String POSITIONS = EMBEDDINGS + "position_embedding.weight";
  private static final String LAYERS = MODEL + "encoder.layers";
  private static final String PROJECTION = "visual_projection.weight";

  /** OpenAI's models have at most so many blocks; the larger ones are LAION's, with plain GELU. */
  private static final int OPENAI_BLOCKS = 24;

  /** And heads of 64 up to this width; LAION's have 16 heads. */
  private static final int OPENAI_WIDTH = 1024;

  @Override
  public Part part() {
    return Part.VISION;
  }

  @Override
  public void refuseVariants(Container file, String prefix) {
    if (file.names().stream().anyMatch(name -> name.contains("embeddings.patch_embeddings."))) {
      throw needsFolder(file, "a DINO");
    }
    if (file.names().stream().anyMatch(name -> name.startsWith(prefix + MODEL + "head."))) {
      throw needsFolder(file, "a SigLIP");
    }
  }

  private static InputException needsFolder(Container file, String what) {
    return InputException.of(
        "%s is the image encoder of %s, whose file alone does not tell how pictures are prepared:"
            + " give the folder with its config.json and preprocessor_config.json",
        file.file(), what);
  }

  @Override
  public VisionConfig measure(Shapes shapes, Optional<VisionConfig> like) {
    int width = shapes.columns(POSITIONS);
    int patches = shapes.rows(POSITIONS) - 1;
    int patch = shapes.size(PATCHES, 2, 4);
    int grid = (int) Math.round(Math.sqrt(patches));
    if (grid * grid != patches) {
      throw InputException.of(
          "%s: %s has %d rows, but must have one more than a square number",
          shapes.file(), POSITIONS, patches + 1);
    }
    int blocks = shapes.count(LAYERS);
    boolean known = like.filter(c -> c.family() == VisionConfig.Family.CLIP).isPresent();
    EncoderSizes sizes = known ? like.get().sizes() : null;
    int heads =
        known && sizes.hidden() == width
            ? sizes.heads()
            : width <= OPENAI_WIDTH ? Math.max(1, width / 64) : 16;
    if (width % heads != 0) {
      throw InputException.of(
          "%s: %s has %d columns, no multiple of the %d heads",
          shapes.file(), POSITIONS, width, heads);
    }
    Activation usual = blocks <= OPENAI_BLOCKS ? Activation.QUICK_GELU : Activation.GELU;
    return new VisionConfig(
        VisionConfig.Family.CLIP,
        new EncoderSizes(
            width,
            shapes.rows(LAYERS + ".0.mlp.fc1.weight"),
            blocks,
            heads,
            known ? sizes.activation() : usual,
            known ? sizes.eps() : 1e-5),
        Math.multiplyExact(grid, patch),
        patch,
        shapes.rows(PROJECTION));
  }

  @Override
  public List<StoredTensor> layout(VisionConfig c, Shapes shapes) {
    Naming names = new Naming();
    EncoderSizes sizes = c.sizes();
    shapes.requireBlocks(sizes.layers());
    long d = sizes.hidden();
    long grid = c.imageSize() / c.patchSize();
    names.add(StoredTensor.same(CLASS, d));
    names.add(StoredTensor.same(PATCHES, d, 3, c.patchSize(), c.patchSize()));
    names.add(StoredTensor.same(POSITIONS, 1 + grid * grid, d));
    same(names, MODEL + "pre_layrnorm", d); // sic
    for (int i = 0; i < sizes.layers(); i++) {
      String block = LAYERS + "." + i + ".";
      same(names, block + "layer_norm1", d);
      same(names, block + "layer_norm2", d);
      for (String one : List.of("q_proj", "k_proj", "v_proj", "out_proj")) {
        names.linear(block + "self_attn." + one, block + "self_attn." + one, d, d);
      }
      names.linear(block + "mlp.fc1", block + "mlp.fc1", sizes.intermediate(), d);
      names.linear(block + "mlp.fc2", block + "mlp.fc2", d, sizes.intermediate());
    }
    same(names, MODEL + "post_layernorm", d);
    names.add(StoredTensor.same(PROJECTION, c.width(), d));
    return names.tensors();
  }

  private static void same(Naming names, String norm, long width) {
    names.both(norm, norm, width);
  }

  @Override
  public List<String> notes(VisionConfig config, Optional<VisionConfig> like) {
    int width = config.sizes().hidden();
    boolean told = like.map(c -> c.sizes().hidden() == width).orElse(false);
    boolean published = List.of(768, 1024, 1280, 1664).contains(width);
    return told || published
        ? List.of()
        : List.of(
            String.format(
                Locale.ROOT,
                "a CLIP of width %d is none of the published ones: %d heads are assumed",
                width,
                config.sizes().heads()));
  }
}
