package io.lorweb.parts;

import io.lorweb.error.InputException;
import io.lorweb.layer.Activation;
import io.lorweb.layer.EncoderSizes;
import io.lorweb.packed.Container;
import io.lorweb.vision.VisionConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * CLIP's image encoder under the names of Hugging Face, as ComfyUI's clip_vision holds it, or of
 * OpenCLIP.
 */
final class VisionKind implements PartKind<VisionConfig> {

  private static final String MODEL = "vision_model.";
  private static final String EMBEDDINGS = MODEL + "embeddings.";
  private static final String CLASS = EMBEDDINGS + "class_embedding";
  private static final String PATCHES = EMBEDDINGS + "patch_embedding.weight";
  private static final String POSITIONS = EMBEDDINGS + "position_embedding.weight";
  private static final String LAYERS = MODEL + "encoder.layers";
  private static final String PROJECTION = "visual_projection.weight";

  private static final String OPEN = "visual.";
  private static final String OPEN_PATCHES = OPEN + "conv1.weight";
  private static final String OPEN_POSITIONS = OPEN + "positional_embedding";
  private static final String OPEN_LAYERS = OPEN + OpenClipBlocks.STORED;
  private static final String OPEN_PROJECTION = OPEN + "proj";

  /** Of OpenCLIP's encoders that are no CLIP: ResNets, timm's models, other heads, layer scales. */
  private static final Pattern OTHER_OPEN =
      Pattern.compile(
          "visual\\.(trunk|head|attnpool|attn_pool|layer\\d|bn1)\\..*|visual\\..*\\.ls_\\d\\..*");

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
    file.names().stream()
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .filter(name -> OTHER_OPEN.matcher(name).matches())
        .findFirst()
        .ifPresent(
            name -> {
              throw InputException.of(
                  "%s is an image encoder of OpenCLIP that is no vision transformer of CLIP (it has"
                      + " %s): give the folder of a CLIP, SigLIP or DINO",
                  file.file(), name);
            });
  }

  private static boolean open(Shapes shapes) {
    return shapes.names().stream().anyMatch(name -> name.startsWith(OPEN))
        && shapes.names().stream().noneMatch(name -> name.startsWith(MODEL));
  }

  private static InputException needsFolder(Container file, String what) {
    return InputException.of(
        "%s is the image encoder of %s, whose file alone does not tell how pictures are prepared:"
            + " give the folder with its config.json and preprocessor_config.json",
        file.file(), what);
  }

  @Override
  public VisionConfig measure(Shapes shapes, Optional<VisionConfig> like) {
    boolean open = open(shapes);
    String positions = open ? OPEN_POSITIONS : POSITIONS;
    String layers = open ? OPEN_LAYERS : LAYERS;
    int width = shapes.columns(positions);
    int patches = shapes.rows(positions) - 1;
    int patch = shapes.size(open ? OPEN_PATCHES : PATCHES, 2, 4);
    int grid = (int) Math.round(Math.sqrt(patches));
    if (grid * grid != patches) {
      throw InputException.of(
          "%s: %s has %d rows, but must have one more than a square number",
          shapes.file(), positions, patches + 1);
    }
    int blocks = shapes.count(layers);
    boolean known = like.filter(c -> c.family() == VisionConfig.Family.CLIP).isPresent();
    EncoderSizes sizes = known ? like.get().sizes() : null;
    int heads =
        known && sizes.hidden() == width
            ? sizes.heads()
            : width <= OPENAI_WIDTH ? Math.max(1, width / 64) : 16;
    if (width % heads != 0) {
      throw InputException.of(
          "%s: %s has %d columns, no multiple of the %d heads",
          shapes.file(), positions, width, heads);
    }
    Activation usual = blocks <= OPENAI_BLOCKS ? Activation.QUICK_GELU : Activation.GELU;
    return new VisionConfig(
        VisionConfig.Family.CLIP,
        new EncoderSizes(
            width,
            shapes.rows(layers + (open ? ".0.mlp.c_fc.weight" : ".0.mlp.fc1.weight")),
            blocks,
            heads,
            known ? sizes.activation() : usual,
            known ? sizes.eps() : 1e-5),
        Math.multiplyExact(grid, patch),
        patch,
        open ? shapes.columns(OPEN_PROJECTION) : shapes.rows(PROJECTION));
  }

  @Override
  public List<StoredTensor> layout(VisionConfig c, Shapes shapes) {
    Naming names = new Naming();
    EncoderSizes sizes = c.sizes();
    shapes.requireBlocks(sizes.layers());
    long d = sizes.hidden();
    long grid = c.imageSize() / c.patchSize();
    int patch = c.patchSize();
    names.add(StoredTensor.renamed(OPEN + "class_embedding", CLASS, d));
    names.add(StoredTensor.renamed(OPEN_PATCHES, PATCHES, d, 3, patch, patch));
    names.add(StoredTensor.renamed(OPEN_POSITIONS, POSITIONS, 1 + grid * grid, d));
    names.both(OPEN + "ln_pre", MODEL + "pre_layrnorm", d); // sic
    OpenClipBlocks.add(names, OPEN, MODEL, sizes);
    names.both(OPEN + "ln_post", MODEL + "post_layernorm", d);
    names.add(StoredTensor.transposed(OPEN_PROJECTION, PROJECTION, d, c.width()));
    return open(shapes) ? names.tensors() : names.apart();
  }

  @Override
  public List<String> notes(VisionConfig config, Optional<VisionConfig> like, Shapes shapes) {
    int width = config.sizes().hidden();
    if (like.filter(c -> c.sizes().hidden() == width).isPresent()) {
      return List.of();
    }
    List<String> notes = new ArrayList<>();
    if (!List.of(768, 1024, 1280, 1664).contains(width)) {
      notes.add(
          String.format(
              Locale.ROOT,
              "a CLIP of width %d is none of the published ones: %d heads are assumed",
              width,
              config.sizes().heads()));
    }
    if (open(shapes) && config.sizes().activation() == Activation.QUICK_GELU) {
      notes.add(
          "quick GELU is assumed, as OpenAI's weights need it: if these are LAION's, which have"
              + " GELU and the same names, give their folder with its config.json");
    }
    return notes;
  }
}
