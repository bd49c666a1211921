package io.lorweb.basis;

import io.lorweb.error.InputException;
import java.util.Locale;

/**
 * How logits become mixing coefficients (docs/spec/LORWEB.md section 2.2): split into heads, scaled
 * by 1 / sqrt(head width), activated over the basis, then reduced over the heads.
 *
 * @param heads H; divides the key dimension
 * @param activation over the N basis elements
 * @param reduction over the heads
 */
public record Routing(int heads, Activation activation, Reduction reduction) {

  /** The paper's: one head, softmax. */
  public static final Routing PAPER = new Routing(1, Activation.SOFTMAX, Reduction.MEAN);

  /** What turns logits into coefficients. */
  public enum Activation {
    /** Non-negative, summing to 1. */
    SOFTMAX,
    /** Each in [-1, 1], not normalised (the paper's ablation). */
    TANH;

    public static Activation parse(String text) {
      return choose(Activation.class, "activation", text);
    }
  }

  /** How the heads' coefficients become one set. */
  public enum Reduction {
    MEAN,
    /** Clamped to [0, 1] after softmax, to [-1, 1] after tanh. */
    SUM;

    public static Reduction parse(String text) {
      return choose(Reduction.class, "mixing_coeffs_type", text);
    }
  }

  public Routing {
    if (heads < 1) {
      throw InputException.of("lora_heads is %d but must be at least 1", heads);
    }
  }

  static <E extends Enum<E>> E choose(Class<E> type, String key, String text) {
    for (E value : type.getEnumConstants()) {
      if (value.name().toLowerCase(Locale.ROOT).equals(text)) {
        return value;
      }
    }
    StringBuilder known = new StringBuilder();
    for (E value : type.getEnumConstants()) {
      known.append(known.isEmpty() ? "" : " or ").append(value.name().toLowerCase(Locale.ROOT));
    }
    throw InputException.of("%s is '%s' but must be %s", key, text, known);
  }
}
