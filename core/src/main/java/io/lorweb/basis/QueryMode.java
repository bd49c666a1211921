package io.lorweb.basis;

import io.lorweb.error.InputException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the encoder sees of a, a' and b to route an analogy (docs/spec/LORWEB.md sections 3.4 and
 * 3.6).
 *
 * <p>The names are the reference's. For external queries the mode says which pictures are encoded
 * and how their embeddings are combined; for internal ones it says which tokens are pooled.
 */
public enum QueryMode {
  /** The whole composite [a, a'; b, b] in one embedding. */
  WHOLE("aa'bb'", 1, false),
  /** The same, by the name that speaks of the context. */
  CONTEXT("caa'bb'", 1, false),
  /** The composite with its bottom right quadrant black. */
  CONTEXT_WITHOUT_B2("caa'b", 1, false),
  /** The top half [a, a'], squashed to the encoder's square (the reference centre-crops it). */
  DEMONSTRATION("caa'", 1, false),
  /** E(a') - E(a). */
  EDIT("ca'-ca", 1, false),
  /** E(a') - E(a) + E(b). */
  EDIT_PLUS_B("ca'-ca+cb", 1, false),
  /** E(a), E(a'), E(b) side by side: the paper's setting. */
  CAT_A_A2_B("cat-aa'b", 3, false),
  /** Patch tokens of the composite with its bottom right quadrant black, averaged. */
  PATCHES("paa'b", 1, true),
  /** The same over hidden states -16, -8 and -1. */
  PATCHES_DEEP("paa'b3", 1, true),
  /** Patch tokens of a, a' and b, each averaged, side by side. */
  CAT_PATCHES("cat-paa'b", 3, true),
  /** The same over hidden states -16, -8 and -1. */
  CAT_PATCHES_DEEP("cat-paa'b3", 3, true);

  private final String label;
  private final int embeddings;
  private final boolean patches;

  QueryMode(String label, int embeddings, boolean patches) {
    this.label = label;
    this.embeddings = embeddings;
    this.patches = patches;
  }

  /**
   * @param label the reference's name
   * @throws InputException naming all known modes
   */
  public static QueryMode parse(String label) {
    return Arrays.stream(values())
        .filter(mode -> mode.label.equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                InputException.of(
                    "query mode '%s' is unknown; known are %s",
                    label,
                    Arrays.stream(values()).map(m -> m.label).collect(Collectors.joining(", "))));
  }

  /** The reference's name. */
  public String label() {
    return label;
  }

  /** How many embeddings lie side by side in the query: 3 for the concatenating modes, else 1. */
  public int embeddings() {
    return embeddings;
  }

  /** Whether a, a' and b are encoded apart and concatenated, so that logits are a sum of parts. */
  public boolean concatenates() {
    return embeddings == 3;
  }

  /**
   * What of a query tells the edit: E(a') - E(a) where a, a' and b are encoded apart, else the
   * query as it is.
   */
  public float[] edit(float[] query) {
    if (!concatenates()) {
      return query.clone();
    }
    int width = query.length / embeddings;
    float[] edit = new float[width];
    for (int i = 0; i < width; i++) {
      edit[i] = query[width + i] - query[i];
    }
    return edit;
  }

  /** What of a query is b: E(b) where a, a' and b are encoded apart. */
  public Optional<float[]> b(float[] query) {
    int width = query.length / embeddings;
    return concatenates()
        ? Optional.of(Arrays.copyOfRange(query, 2 * width, 3 * width))
        : Optional.empty();
  }

  /** Whether patch tokens (of the encoder's hidden width) are pooled instead of the embedding. */
  public boolean patches() {
    return patches;
  }

  /** Whether an internal query knows it: it then says which tokens are pooled. */
  public boolean internal() {
    return switch (this) {
      case WHOLE, CONTEXT, CONTEXT_WITHOUT_B2, DEMONSTRATION -> true;
      default -> false;
    };
  }

  /** Whether patch tokens of three depths are pooled together. */
  public boolean deep() {
    return this == PATCHES_DEEP || this == CAT_PATCHES_DEEP;
  }
}
