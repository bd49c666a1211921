package io.lorweb.parts;

import io.lorweb.error.InputException;
import io.lorweb.layer.Activation;
import io.lorweb.layer.EncoderSizes;
import io.lorweb.packed.Container;
import io.lorweb.text.ClipTextConfig;
import java.util.List;
import java.util.Optional;

/** CLIP's text encoder: names of Hugging Face or of OpenCLIP (docs/spec/CHECKPOINTS.md 2.4). */
final class ClipKind implements PartKind<ClipTextConfig> {

  private static final int HEAD = 64;
  private static final String MODEL = "text_model.";
  private static final String TOKENS = MODEL + "embeddings.token_embedding.weight";
  private static final String POSITIONS = MODEL + "embeddings.position_embedding.weight";

  @Override
  public Part part() {
    return Part.CLIP;
  }

  @Override
  public void refuseVariants(Container file, String prefix) {
    // Every CLIP text encoder of fitting shapes is one.
  }

  @Override
  public ClipTextConfig measure(Shapes shapes, Optional<ClipTextConfig> like) {
    boolean open = open(shapes);
    String tokens = open ? "token_embedding.weight" : TOKENS;
    int width = shapes.columns(tokens);
    int head = like.map(c -> c.sizes().hidden() / c.sizes().heads()).orElse(HEAD);
    if (width % head != 0) {
      throw InputException.of(
          "%s: %s has %d columns, no multiple of the heads' %d",
          shapes.file(), tokens, width, head);
    }
    EncoderSizes sizes =
        new EncoderSizes(
            width,
            shapes.rows(
                open
                    ? OpenClipBlocks.STORED + ".0.mlp.c_fc.weight"
                    : MODEL + "encoder.layers.0.mlp.fc1.weight"),
            shapes.count(open ? OpenClipBlocks.STORED : MODEL + "encoder.layers"),
            width / head,
            like.map(c -> c.sizes().activation()).orElse(Activation.QUICK_GELU),
            like.map(c -> c.sizes().eps()).orElse(1e-5));
    return new ClipTextConfig(
        sizes,
        shapes.rows(tokens),
        shapes.rows(open ? "positional_embedding" : POSITIONS),
        like.map(ClipTextConfig::endToken).orElse(2));
  }

  private static boolean open(Shapes shapes) {
    return shapes.names().stream().anyMatch(name -> name.startsWith(OpenClipBlocks.STORED));
  }

  @Override
  public List<StoredTensor> layout(ClipTextConfig c, Shapes shapes) {
    Naming names = new Naming();
    shapes.requireBlocks(c.sizes().layers());
    long d = c.sizes().hidden();
    names.add(StoredTensor.renamed("token_embedding.weight", TOKENS, c.vocabulary(), d));
    names.add(StoredTensor.renamed("positional_embedding", POSITIONS, c.positions(), d));
    OpenClipBlocks.add(names, "", MODEL, c.sizes());
    names.both("ln_final", MODEL + "final_layer_norm", d);
    return open(shapes) ? names.tensors() : names.apart();
  }

  @Override
  public List<String> notes(ClipTextConfig config, Optional<ClipTextConfig> like, Shapes shapes) {
    return List.of();
  }
}
