package io.lorweb.train.loop;

import java.util.regex.Pattern;

/**
 * Which weights of a whole model map activations to activations: the matrices of its numbered
 * blocks. Embeddings, what leads into the blocks and out of them, convolutions, biases and norms
 * are none (Jordan et al., 2024: those learn better by AdamW).
 */
final class HiddenMatrices {

  private static final Pattern NUMBERED = Pattern.compile("\\.\\d+\\.");

  /** T5's table of biases by distance: [distances, heads], looked up like an embedding. */
  private static final String TABLE = "relative_attention_bias.weight";

  private HiddenMatrices() {}

  static boolean contains(String name, long[] shape) {
    return shape.length == 2 && NUMBERED.matcher(name).find() && !name.endsWith(TABLE);
  }
}
