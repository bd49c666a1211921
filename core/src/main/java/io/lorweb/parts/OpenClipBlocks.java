package io.lorweb.parts;

import io.lorweb.layer.EncoderSizes;
import io.lorweb.parts.Naming.Rows;

/** The blocks of either half of a CLIP under the names of OpenCLIP, queries, keys, values fused. */
final class OpenClipBlocks {

  /** Where both halves have them, after their own prefix. */
  static final String STORED = "transformer.resblocks";

  private OpenClipBlocks() {}

  /**
   * @param stored prefix of the half's names in the file
   * @param model the same in the model
   */
  static void add(Naming names, String stored, String model, EncoderSizes sizes) {
    long d = sizes.hidden();
    for (int i = 0; i < sizes.layers(); i++) {
      String from = stored + STORED + "." + i + ".";
      String name = model + "encoder.layers." + i + ".";
      names.both(from + "ln_1", name + "layer_norm1", d);
      names.both(from + "ln_2", name + "layer_norm2", d);
      names.fused(
          from + "attn.in_proj_weight",
          from + "attn.in_proj_bias",
          d,
          new Rows(name + "self_attn.q_proj", d),
          new Rows(name + "self_attn.k_proj", d),
          new Rows(name + "self_attn.v_proj", d));
      names.linear(from + "attn.out_proj", name + "self_attn.out_proj", d, d);
      names.linear(from + "mlp.c_fc", name + "mlp.fc1", sizes.intermediate(), d);
      names.linear(from + "mlp.c_proj", name + "mlp.fc2", d, sizes.intermediate());
    }
  }
}
