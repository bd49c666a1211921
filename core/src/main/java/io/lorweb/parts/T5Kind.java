package io.lorweb.parts;

import io.lorweb.error.InputException;
import io.lorweb.layer.Activation;
import io.lorweb.packed.Container;
import io.lorweb.text.T5Config;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The T5 encoder: names of Hugging Face or of llama.cpp (docs/spec/CHECKPOINTS.md 2.3, 4.6). */
final class T5Kind implements PartKind<T5Config> {

  private static final String BLOCKS = "encoder.block.";
  private static final String SHARED = "shared.weight";
  private static final String EMBEDDED = "encoder.embed_tokens.weight";
  private static final String BIAS =
      "encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight";
  private static final String LLAMA_SHARED = "token_embd.weight";

  /** What follows a block's name, in Hugging Face's names and in llama.cpp's. */
  private static final List<Map.Entry<String, String>> BLOCK =
      List.of(
          Map.entry("layer.0.SelfAttention.q.weight", "attn_q.weight"),
          Map.entry("layer.0.SelfAttention.k.weight", "attn_k.weight"),
          Map.entry("layer.0.SelfAttention.v.weight", "attn_v.weight"),
          Map.entry("layer.0.SelfAttention.o.weight", "attn_o.weight"),
          Map.entry("layer.0.layer_norm.weight", "attn_norm.weight"),
          Map.entry("layer.1.DenseReluDense.wi_0.weight", "ffn_gate.weight"),
          Map.entry("layer.1.DenseReluDense.wi_1.weight", "ffn_up.weight"),
          Map.entry("layer.1.DenseReluDense.wo.weight", "ffn_down.weight"),
          Map.entry("layer.1.layer_norm.weight", "ffn_norm.weight"));

  /** What llama.cpp calls a tensor with one of Hugging Face's names. */
  static String llamaName(String name) {
    if (name.equals(SHARED)) {
      return LLAMA_SHARED;
    }
    if (name.equals(BIAS)) {
      return "enc.blk.0.attn_rel_b.weight";
    }
    if (!name.startsWith(BLOCKS)) {
      return "enc.output_norm.weight";
    }
    String[] parts = name.substring(BLOCKS.length()).split("\\.", 2);
    return BLOCK.stream()
        .filter(entry -> entry.getKey().equals(parts[1]))
        .map(entry -> "enc.blk." + parts[0] + "." + entry.getValue())
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name));
  }

  @Override
  public Part part() {
    return Part.T5;
  }

  @Override
  public void refuseVariants(Container file, String prefix) {
    if (file.names().stream().anyMatch(name -> name.endsWith(".DenseReluDense.wi.weight"))) {
      throw InputException.of(
          "%s is a T5 before v1.1 (it has DenseReluDense.wi.weight): FLUX needs the gated T5 v1.1",
          file.file());
    }
  }

  @Override
  public T5Config measure(Shapes shapes, Optional<T5Config> like) {
    boolean llama = llama(shapes);
    String shared = llama ? LLAMA_SHARED : shapes.has(SHARED) ? SHARED : EMBEDDED;
    if (!shapes.has(shared)) {
      shared = SHARED;
    }
    String block = llama ? "enc.blk.0." : "encoder.block.0.";
    String bias = llama ? "enc.blk.0.attn_rel_b.weight" : BIAS;
    int heads = shapes.columns(bias);
    int inner = shapes.rows(block + name(llama, 0));
    if (inner % heads != 0) {
      throw InputException.of(
          "%s: %s has %d rows, no multiple of the %d heads",
          shapes.file(), block + name(llama, 0), inner, heads);
    }
    return new T5Config(
        shapes.rows(shared),
        shapes.columns(shared),
        inner / heads,
        shapes.rows(block + name(llama, 5)),
        shapes.count(llama ? "enc.blk" : "encoder.block"),
        heads,
        shapes.rows(bias),
        like.map(T5Config::maxDistance).orElse(128),
        like.map(T5Config::activation).orElse(Activation.GELU_TANH),
        like.map(T5Config::eps).orElse(1e-6));
  }

  private static boolean llama(Shapes shapes) {
    return shapes.has(LLAMA_SHARED)
        || shapes.names().stream().anyMatch(name -> name.startsWith("enc."));
  }

  private static String name(boolean llama, int index) {
    return llama ? BLOCK.get(index).getValue() : BLOCK.get(index).getKey();
  }

  @Override
  public List<StoredTensor> layout(T5Config c, Shapes shapes) {
    boolean llama = llama(shapes);
    shapes.requireBlocks(c.layers());
    long d = c.hidden();
    long inner = (long) c.heads() * c.headDim();
    long[][] sizes = {
      {inner, d},
      {inner, d},
      {inner, d},
      {d, inner},
      {d},
      {c.feedForward(), d},
      {c.feedForward(), d},
      {d, c.feedForward()},
      {d}
    };
    List<StoredTensor> tensors = new ArrayList<>();
    tensors.add(
        llama
            ? StoredTensor.renamed(LLAMA_SHARED, SHARED, c.vocabulary(), d)
            : StoredTensor.same(SHARED, c.vocabulary(), d).or(EMBEDDED));
    tensors.add(
        StoredTensor.renamed(
            llama ? "enc.blk.0.attn_rel_b.weight" : BIAS, BIAS, c.buckets(), c.heads()));
    for (int i = 0; i < c.layers(); i++) {
      String stored = llama ? "enc.blk." + i + "." : "encoder.block." + i + ".";
      for (int j = 0; j < sizes.length; j++) {
        tensors.add(
            StoredTensor.renamed(
                stored + name(llama, j), "encoder.block." + i + "." + name(false, j), sizes[j]));
      }
    }
    String norm = "encoder.final_layer_norm.weight";
    tensors.add(StoredTensor.renamed(llama ? "enc.output_norm.weight" : norm, norm, d));
    return tensors;
  }

  @Override
  public List<String> notes(T5Config config, Optional<T5Config> like, Shapes shapes) {
    return config.layers() == like.map(T5Config::layers).orElse(24)
        ? List.of()
        : List.of(config.layers() + " T5 blocks instead of 24: another model than T5-XXL");
  }
}
