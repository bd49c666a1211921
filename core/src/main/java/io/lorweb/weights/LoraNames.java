package io.lorweb.weights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How other trainers name the Linears of a FLUX transformer: by the names of the original
 * single-file format, with dots or, as kohya's tools write them, with underscores. A fused name
 * stands for several Linears whose outputs lie one after another.
 */
public final class LoraNames {

  /** Fused or renamed Linears of block i, as data. */
  private static final Map<String, List<String>> DOUBLE =
      table(
          "img_attn.qkv", "attn.to_q attn.to_k attn.to_v",
          "txt_attn.qkv", "attn.add_q_proj attn.add_k_proj attn.add_v_proj",
          "img_attn.proj", "attn.to_out.0",
          "txt_attn.proj", "attn.to_add_out",
          "img_mlp.0", "ff.net.0.proj",
          "img_mlp.2", "ff.net.2",
          "txt_mlp.0", "ff_context.net.0.proj",
          "txt_mlp.2", "ff_context.net.2",
          "img_mod.lin", "norm1.linear",
          "txt_mod.lin", "norm1_context.linear");

  private static final Map<String, List<String>> SINGLE =
      table(
          "linear1", "attn.to_q attn.to_k attn.to_v proj_mlp",
          "linear2", "proj_out",
          "modulation.lin", "norm.linear");

  private static final Map<String, List<String>> TOP =
      table(
          "img_in", "x_embedder",
          "txt_in", "context_embedder",
          "final_layer.linear", "proj_out",
          "time_in.in_layer", "time_text_embed.timestep_embedder.linear_1",
          "time_in.out_layer", "time_text_embed.timestep_embedder.linear_2",
          "guidance_in.in_layer", "time_text_embed.guidance_embedder.linear_1",
          "guidance_in.out_layer", "time_text_embed.guidance_embedder.linear_2",
          "vector_in.in_layer", "time_text_embed.text_embedder.linear_1",
          "vector_in.out_layer", "time_text_embed.text_embedder.linear_2");

  private static final Pattern BLOCK = Pattern.compile("(double|single)_blocks_(\\d+)_(.+)");

  /** Original names with underscores to those with dots. */
  private static final Map<String, String> DOTTED = dotted();

  private LoraNames() {}

  /**
   * The Linears behind an original name.
   *
   * @param name without prefix: {@code double_blocks_0_img_attn_qkv}
   * @return their paths in the order of their outputs, or empty for an unknown name
   */
  public static Optional<List<String>> paths(String name) {
    Matcher block = BLOCK.matcher(name);
    if (!block.matches()) {
      return Optional.ofNullable(DOTTED.get(name)).map(TOP::get);
    }
    boolean twin = block.group(1).equals("double");
    String prefix = (twin ? "transformer_blocks." : "single_transformer_blocks.") + block.group(2);
    return Optional.ofNullable(DOTTED.get(block.group(3)))
        .map((twin ? DOUBLE : SINGLE)::get)
        .map(parts -> parts.stream().map(part -> prefix + "." + part).toList());
  }

  private static Map<String, String> dotted() {
    Map<String, String> dotted = new LinkedHashMap<>();
    for (Map<String, List<String>> table : List.of(DOUBLE, SINGLE, TOP)) {
      table.keySet().forEach(name -> dotted.put(underscored(name), name));
    }
    return dotted;
  }

  /** An original name as kohya's tools spell it. */
  public static String underscored(String name) {
    return name.replace('.', '_');
  }

  /** Every original name of a transformer with so many blocks, with dots, and its Linears. */
  public static Map<String, List<String>> all(int doubleBlocks, int singleBlocks) {
    Map<String, List<String>> names = new LinkedHashMap<>(TOP);
    for (int i = 0; i < doubleBlocks; i++) {
      for (String part : DOUBLE.keySet()) {
        String name = "double_blocks." + i + "." + part;
        names.put(name, paths(underscored(name)).orElseThrow());
      }
    }
    for (int i = 0; i < singleBlocks; i++) {
      for (String part : SINGLE.keySet()) {
        String name = "single_blocks." + i + "." + part;
        names.put(name, paths(underscored(name)).orElseThrow());
      }
    }
    return names;
  }

  private static Map<String, List<String>> table(String... entries) {
    Map<String, List<String>> table = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      table.put(entries[i], List.of(entries[i + 1].split(" ")));
    }
    return table;
  }
}
