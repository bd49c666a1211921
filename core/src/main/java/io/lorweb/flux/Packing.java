package io.lorweb.flux;

import io.lorweb.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;

/**
 * Between latents and tokens (docs/spec/FLUX_KONTEXT.md section 3.5): one token is a 2 x 2 patch of
 * all latent channels, channel index c * 4 + row * 2 + column, tokens in row-major order.
 */
public final class Packing {

  private Packing() {}

  /**
   * @param latents [B, C, h, w], h and w even
   * @return [B, (h/2)(w/2), 4 C]
   */
  public static Tensor pack(Tensor latents) {
    long b = latents.size(0);
    long c = latents.size(1);
    long rows = latents.size(2) / 2;
    long columns = latents.size(3) / 2;
    return latents
        .reshape(b, c, rows, 2, columns, 2)
        .permute(0, 2, 4, 1, 3, 5)
        .reshape(b, rows * columns, 4 * c);
  }

  /**
   * The inverse of {@link #pack}.
   *
   * @param tokens [B, rows * columns, 4 C]
   * @return [B, C, 2 rows, 2 columns]
   */
  public static Tensor unpack(Tensor tokens, long rows, long columns) {
    long b = tokens.size(0);
    long c = tokens.size(2) / 4;
    return tokens
        .reshape(b, rows, columns, c, 2, 2)
        .permute(0, 3, 1, 4, 2, 5)
        .reshape(b, c, 2 * rows, 2 * columns);
  }

  /**
   * Positions of a grid of tokens.
   *
   * @param axis0 0 for the noise, 1 and up for context pictures
   * @return [rows * columns, 3]: (axis0, row, column)
   */
  public static Tensor ids(int axis0, int rows, int columns) {
    float[] ids = new float[rows * columns * 3];
    int at = 0;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        ids[at++] = axis0;
        ids[at++] = row;
        ids[at++] = column;
      }
    }
    return Tensors.of(ids, (long) rows * columns, 3);
  }

  /** Positions of text tokens: all zeros, [tokens, 3]. */
  public static Tensor textIds(int tokens) {
    return Tensors.of(new float[tokens * 3], tokens, 3);
  }
}
