package io.lorweb.parts;

import io.lorweb.packed.Container;
import io.lorweb.vae.VaeConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The VAE: names of Black Forest Labs or of diffusers (docs/spec/CHECKPOINTS.md 2.2). */
final class VaeKind implements PartKind<VaeConfig> {

  @Override
  public Part part() {
    return Part.VAE;
  }

  @Override
  public void refuseVariants(Container file, String prefix) {
    // Other autoencoders differ in shapes.
  }

  @Override
  public VaeConfig measure(Shapes shapes, Optional<VaeConfig> like) {
    VaeConfig constants = like.orElse(VaeConfig.FLUX);
    boolean diffusers = diffusers(shapes);
    String downs = diffusers ? "encoder.down_blocks" : "encoder.down";
    String blocks = diffusers ? ".resnets" : ".block";
    List<Integer> channels = new ArrayList<>();
    int levels = shapes.count(downs);
    for (int i = 0; i < levels; i++) {
      channels.add(shapes.size(downs + "." + i + blocks + ".0.conv1.weight", 0, 4));
    }
    int layers = shapes.count(downs + ".0" + blocks);
    return new VaeConfig(
        channels,
        layers,
        Math.max(1, shapes.size("encoder.conv_out.weight", 0, 4) / 2),
        constants.groups(),
        shapes.has("encoder.mid.attn_1.q.weight")
            || shapes.has("encoder.mid_block.attentions.0.to_q.weight"),
        constants.scale(),
        constants.shift());
  }

  private static boolean diffusers(Shapes shapes) {
    return shapes.names().stream()
        .anyMatch(name -> name.contains("coder.mid_block.") || name.contains("coder.down_blocks."));
  }

  @Override
  public List<StoredTensor> layout(VaeConfig c, Shapes shapes) {
    Naming names = new Naming();
    shapes.requireBlocks(c.layersPerBlock());
    int levels = c.channels().size();
    int first = c.channels().get(0);
    int deepest = c.channels().get(levels - 1);
    conv(names, "encoder.conv_in", "encoder.conv_in", first, 3, 3);
    int in = first;
    for (int i = 0; i < levels; i++) {
      int out = c.channels().get(i);
      String stored = "encoder.down." + i;
      String name = "encoder.down_blocks." + i;
      for (int j = 0; j < c.layersPerBlock(); j++) {
        resnet(names, stored + ".block." + j, name + ".resnets." + j, j == 0 ? in : out, out);
      }
      if (i < levels - 1) {
        conv(names, stored + ".downsample.conv", name + ".downsamplers.0.conv", out, out, 3);
      }
      in = out;
    }
    middle(names, "encoder", deepest, c.midAttention());
    names.both("encoder.norm_out", "encoder.conv_norm_out", deepest);
    conv(names, "encoder.conv_out", "encoder.conv_out", 2 * c.latentChannels(), deepest, 3);

    conv(names, "decoder.conv_in", "decoder.conv_in", deepest, c.latentChannels(), 3);
    middle(names, "decoder", deepest, c.midAttention());
    in = deepest;
    for (int i = levels - 1; i >= 0; i--) {
      int out = c.channels().get(i);
      String stored = "decoder.up." + i;
      String name = "decoder.up_blocks." + (levels - 1 - i);
      for (int j = 0; j <= c.layersPerBlock(); j++) {
        resnet(names, stored + ".block." + j, name + ".resnets." + j, j == 0 ? in : out, out);
      }
      if (i > 0) {
        conv(names, stored + ".upsample.conv", name + ".upsamplers.0.conv", out, out, 3);
      }
      in = out;
    }
    names.both("decoder.norm_out", "decoder.conv_norm_out", first);
    conv(names, "decoder.conv_out", "decoder.conv_out", 3, first, 3);
    return !diffusers(shapes) ? names.tensors() : names.apart();
  }

  private static void middle(Naming names, String side, int width, boolean attends) {
    String stored = side + ".mid.";
    String name = side + ".mid_block.";
    resnet(names, stored + "block_1", name + "resnets.0", width, width);
    if (attends) {
      String attention = name + "attentions.0.";
      names.both(stored + "attn_1.norm", attention + "group_norm", width);
      square(names, stored + "attn_1.q", attention + "to_q", width);
      square(names, stored + "attn_1.k", attention + "to_k", width);
      square(names, stored + "attn_1.v", attention + "to_v", width);
      square(names, stored + "attn_1.proj_out", attention + "to_out.0", width);
    }
    resnet(names, stored + "block_2", name + "resnets.1", width, width);
  }

  /** A 1 x 1 convolution that diffusers has as a Linear. */
  private static void square(Naming names, String stored, String name, int width) {
    names.add(
        StoredTensor.renamed(stored + ".weight", name + ".weight", width, width).asConvolution());
    names.add(StoredTensor.renamed(stored + ".bias", name + ".bias", width));
  }

  private static void resnet(Naming names, String stored, String name, int in, int out) {
    names.both(stored + ".norm1", name + ".norm1", in);
    conv(names, stored + ".conv1", name + ".conv1", out, in, 3);
    names.both(stored + ".norm2", name + ".norm2", out);
    conv(names, stored + ".conv2", name + ".conv2", out, out, 3);
    if (in != out) {
      conv(names, stored + ".nin_shortcut", name + ".conv_shortcut", out, in, 1);
    }
  }

  private static void conv(Naming names, String stored, String name, int out, int in, int size) {
    names.both(stored, name, out, in, size, size);
  }

  @Override
  public List<String> notes(VaeConfig config, Optional<VaeConfig> like, Shapes shapes) {
    return List.of();
  }
}
