package io.lorweb.parts;

import io.lorweb.error.InputException;
import io.lorweb.flux.FluxConfig;
import io.lorweb.packed.Container;
import io.lorweb.parts.Naming.Rows;
import java.util.List;
import java.util.Optional;

/** The transformer: names of Black Forest Labs or of diffusers (docs/spec/CHECKPOINTS.md 2.1). */
final class FluxKind implements PartKind<FluxConfig> {

  private static final int LATENTS = 64;
  private static final int TIME = 256;

  private final boolean guided;
  private final int latents;

  /**
   * @param said what a configuration says; empty: a file of FLUX.1-Kontext-dev is wanted
   */
  FluxKind(Optional<FluxConfig> said) {
    this.guided = said.map(FluxConfig::guidance).orElse(true);
    this.latents = said.map(FluxConfig::inChannels).orElse(LATENTS);
  }

  @Override
  public Part part() {
    return Part.TRANSFORMER;
  }

  @Override
  public void refuseVariants(Container file, String prefix) {
    if (any(file, prefix + "double_stream_modulation_img.lin.")
        || any(file, prefix + "single_stream_modulation.lin.")) {
      throw other(file, "FLUX.2");
    }
    if (any(file, prefix + "distilled_guidance_layer.")) {
      throw other(file, "Chroma");
    }
    for (String first : List.of("img_in.weight", "x_embedder.weight")) {
      if (file.names().contains(prefix + first)) {
        long[] shape = file.shape(prefix + first);
        if (shape.length == 2 && !file.type(prefix + first).equals("U8")) {
          requireLatents(file, first, shape[1]);
        }
        boolean embedded =
            any(file, prefix + "guidance_in.")
                || any(file, prefix + "time_text_embed.guidance_embedder.");
        if (guided && !embedded) {
          throw other(file, "FLUX.1-schnell (no guidance_in)");
        }
      }
    }
  }

  private void requireLatents(Container file, String name, long width) {
    if (width == latents) {
      return;
    }
    if (width == 2 * LATENTS) {
      throw other(file, "FLUX.1-Depth or Canny, a control model (" + name + " has 128 columns)");
    }
    if (width == 384) {
      throw other(file, "FLUX.1-Fill (" + name + " has 384 columns)");
    }
    throw other(
        file, "another model (" + name + " has " + width + " columns instead of " + latents + ")");
  }

  private static InputException other(Container file, String what) {
    return InputException.of("%s is %s: take a file of FLUX.1-Kontext-dev", file.file(), what);
  }

  private static boolean any(Container file, String prefix) {
    return file.names().stream().anyMatch(name -> name.startsWith(prefix));
  }

  @Override
  public FluxConfig measure(Shapes shapes, Optional<FluxConfig> like) {
    boolean diffusers = diffusers(shapes);
    String x = diffusers ? "x_embedder.weight" : "img_in.weight";
    int hidden = shapes.rows(x);
    int head = shapes.size(norm(shapes, diffusers), 0, 1);
    if (hidden % head != 0) {
      throw InputException.of(
          "%s: %s has %d rows, no multiple of the heads' %d", shapes.file(), x, hidden, head);
    }
    return new FluxConfig(
        shapes.columns(x),
        shapes.rows(diffusers ? "proj_out.weight" : "final_layer.linear.weight"),
        shapes.count(diffusers ? "transformer_blocks" : "double_blocks"),
        shapes.count(diffusers ? "single_transformer_blocks" : "single_blocks"),
        hidden / head,
        head,
        shapes.columns(diffusers ? "context_embedder.weight" : "txt_in.weight"),
        shapes.columns(
            diffusers
                ? "time_text_embed.text_embedder.linear_1.weight"
                : "vector_in.in_layer.weight"),
        shapes.has("guidance_in.in_layer.weight")
            || shapes.has("time_text_embed.guidance_embedder.linear_1.weight"),
        like.filter(c -> c.headDim() == head).map(FluxConfig::axes).orElseGet(() -> axes(head)));
  }

  /** FLUX's for heads of 128; for others, which no public model has, the same shares. */
  private static List<Integer> axes(int head) {
    int first = Math.max(2, head / 16 * 2);
    int rest = (head - first) / 4 * 2;
    return List.of(head - 2 * rest, rest, rest);
  }

  private static boolean diffusers(Shapes shapes) {
    return shapes.names().stream()
        .anyMatch(
            name ->
                name.startsWith("transformer_blocks.")
                    || name.startsWith("single_transformer_blocks.")
                    || name.startsWith("x_embedder."));
  }

  private static String norm(Shapes shapes, boolean diffusers) {
    if (diffusers) {
      return shapes.count("transformer_blocks") > 0
          ? "transformer_blocks.0.attn.norm_q.weight"
          : "single_transformer_blocks.0.attn.norm_q.weight";
    }
    String norm =
        shapes.count("double_blocks") > 0
            ? "double_blocks.0.img_attn.norm.query_norm."
            : "single_blocks.0.norm.query_norm.";
    return shapes.has(norm + "weight") ? norm + "weight" : norm + "scale";
  }

  @Override
  public List<StoredTensor> layout(FluxConfig c, Shapes shapes) {
    Naming names = new Naming();
    shapes.requireBlocks(Math.max(c.doubleBlocks(), c.singleBlocks()));
    int h = c.hidden();
    names.linear("img_in", "x_embedder", h, c.inChannels());
    names.linear("txt_in", "context_embedder", h, c.jointDim());
    embedder(names, "time_in", "time_text_embed.timestep_embedder", h, TIME);
    embedder(names, "vector_in", "time_text_embed.text_embedder", h, c.pooledDim());
    if (c.guidance()) {
      embedder(names, "guidance_in", "time_text_embed.guidance_embedder", h, TIME);
    }
    for (int i = 0; i < c.doubleBlocks(); i++) {
      doubleBlock(names, "double_blocks." + i + ".", "transformer_blocks." + i + ".", c);
    }
    for (int i = 0; i < c.singleBlocks(); i++) {
      singleBlock(names, "single_blocks." + i + ".", "single_transformer_blocks." + i + ".", c);
    }
    names.linear("final_layer.linear", "proj_out", c.outChannels(), h);
    names.exchanged("final_layer.adaLN_modulation.1", "norm_out.linear", 2L * h, h);
    return !diffusers(shapes) ? names.tensors() : names.apart();
  }

  private static void embedder(Naming names, String stored, String name, int h, int width) {
    names.linear(stored + ".in_layer", name + ".linear_1", h, width);
    names.linear(stored + ".out_layer", name + ".linear_2", h, h);
  }

  private static void doubleBlock(Naming names, String stored, String name, FluxConfig c) {
    int h = c.hidden();
    stream(names, stored + "img_", name, "", "to_q to_k to_v to_out.0 norm_q norm_k", c);
    stream(
        names,
        stored + "txt_",
        name,
        "_context",
        "add_q_proj add_k_proj add_v_proj to_add_out norm_added_q norm_added_k",
        c);
    names.linear(stored + "img_mod.lin", name + "norm1.linear", 6L * h, h);
    names.linear(stored + "txt_mod.lin", name + "norm1_context.linear", 6L * h, h);
  }

  /** One of the two streams: {@code parts} are its names in the attention of diffusers. */
  private static void stream(
      Naming names, String stored, String block, String suffix, String parts, FluxConfig c) {
    int h = c.hidden();
    String[] own = parts.split(" ");
    String attention = block + "attn.";
    names.fused(
        stored + "attn.qkv",
        h,
        new Rows(attention + own[0], h),
        new Rows(attention + own[1], h),
        new Rows(attention + own[2], h));
    names.linear(stored + "attn.proj", attention + own[3], h, h);
    norm(names, stored + "attn.norm.query_norm", attention + own[4], c);
    norm(names, stored + "attn.norm.key_norm", attention + own[5], c);
    names.linear(stored + "mlp.0", block + "ff" + suffix + ".net.0.proj", c.feedForward(), h);
    names.linear(stored + "mlp.2", block + "ff" + suffix + ".net.2", h, c.feedForward());
  }

  private static void singleBlock(Naming names, String stored, String name, FluxConfig c) {
    int h = c.hidden();
    names.linear(stored + "modulation.lin", name + "norm.linear", 3L * h, h);
    names.fused(
        stored + "linear1",
        h,
        new Rows(name + "attn.to_q", h),
        new Rows(name + "attn.to_k", h),
        new Rows(name + "attn.to_v", h),
        new Rows(name + "proj_mlp", c.feedForward()));
    names.linear(stored + "linear2", name + "proj_out", h, (long) h + c.feedForward());
    norm(names, stored + "norm.query_norm", name + "attn.norm_q", c);
    norm(names, stored + "norm.key_norm", name + "attn.norm_k", c);
  }

  private static void norm(Naming names, String stored, String name, FluxConfig c) {
    names.add(
        StoredTensor.renamed(stored + ".scale", name + ".weight", c.headDim())
            .or(stored + ".weight"));
  }

  @Override
  public List<String> notes(FluxConfig c, Optional<FluxConfig> like, Shapes shapes) {
    FluxConfig whole = like.orElse(FluxConfig.KONTEXT_DEV);
    boolean pruned =
        c.doubleBlocks() != whole.doubleBlocks() || c.singleBlocks() != whole.singleBlocks();
    return pruned
        ? List.of(
            c.doubleBlocks()
                + " double and "
                + c.singleBlocks()
                + " single blocks instead of "
                + whole.doubleBlocks()
                + " and "
                + whole.singleBlocks()
                + ": a pruned or another model")
        : List.of();
  }
}
