package io.lorweb.basis;

import io.lorweb.error.InputException;
import java.util.Locale;
import java.util.Optional;

/**
 * Everything about an adapter that its tensors do not say (docs/spec/LORWEB.md section 2.8).
 *
 * @param lorasNum N, basis elements per Linear
 * @param rank r of each
 * @param keysDim d, width of the learned keys
 * @param routing from logits to coefficients
 * @param query what is encoded, or which tokens are pooled
 * @param external whether an image encoder makes the query (else the Linear's own input does)
 * @param projection whether a learned projection maps the query to the keys' width
 * @param pooling over tokens, for internal queries
 * @param encoder the image encoder's folder or hub id; empty for internal queries
 * @param layout name of the layout it was trained with, if it says so
 */
public record BasisConfig(
    int lorasNum,
    int rank,
    int keysDim,
    Routing routing,
    QueryMode query,
    boolean external,
    boolean projection,
    Pooling pooling,
    String encoder,
    Optional<String> layout) {

  /** The paper's encoder. */
  public static final String CLIP_L = "openai/clip-vit-large-patch14";

  /** The paper's adapter: N = 32, r = 4, d = 128, query {@code cat-aa'b}. */
  public static final BasisConfig PAPER =
      new BasisConfig(
          32,
          4,
          128,
          Routing.PAPER,
          QueryMode.CAT_A_A2_B,
          true,
          true,
          Pooling.AVG,
          CLIP_L,
          Optional.empty());

  /** How an internal query is pooled over tokens. */
  public enum Pooling {
    AVG,
    MAX;

    public static Pooling parse(String text) {
      return Routing.choose(Pooling.class, "pooling_type", text);
    }
  }

  public BasisConfig {
    atLeastOne("loras_num", lorasNum);
    atLeastOne("rank", rank);
    atLeastOne("lora_keys_dim", keysDim);
    if (keysDim % routing.heads() != 0) {
      throw InputException.of(
          "lora_keys_dim %d is not divisible by lora_heads %d", keysDim, routing.heads());
    }
    if (!external && !query.internal()) {
      throw InputException.of(
          "query mode '%s' needs an image encoder; internal queries know aa'bb', caa'bb', caa'b"
              + " and caa'",
          query.label());
    }
  }

  /** N r, the rank of one mixture. */
  public int mixtureRank() {
    return lorasNum * rank;
  }

  private static void atLeastOne(String key, int value) {
    if (value < 1) {
      throw InputException.of("%s is %d but must be at least 1", key, value);
    }
  }

  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
