package io.lorweb.flux;

import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Rotary position embedding over three axes (docs/spec/FLUX_KONTEXT.md section 3.4): for axis a of
 * width d the frequencies are 10000^(-2i/d), and neighbouring channels (2i, 2i+1) turn by position
 * times frequency.
 *
 * @param cos [S, headDim], each frequency twice in a row
 * @param sin [S, headDim]
 */
public record Rope(Tensor cos, Tensor sin) {

  private static final double THETA = 10_000;

  /**
   * Angles in double precision, tables in float32.
   *
   * @param ids [S, 3] positions (axis 0, row, column), text first
   */
  public static Rope of(Tensor ids, List<Integer> axes, Placement placement) {
    int tokens = Math.toIntExact(ids.size(0));
    int width = axes.stream().mapToInt(Integer::intValue).sum();
    float[] positions = Tensors.floats(ids);
    float[] cos = new float[tokens * width];
    float[] sin = new float[tokens * width];
    for (int token = 0; token < tokens; token++) {
      int channel = token * width;
      for (int axis = 0; axis < axes.size(); axis++) {
        int dim = axes.get(axis);
        double position = positions[token * axes.size() + axis];
        for (int i = 0; i < dim; i += 2) {
          double angle = position / StrictMath.pow(THETA, (double) i / dim);
          cos[channel] = cos[channel + 1] = (float) StrictMath.cos(angle);
          sin[channel] = sin[channel + 1] = (float) StrictMath.sin(angle);
          channel += 2;
        }
      }
    }
    return new Rope(
        placement.move(Tensors.of(cos, tokens, width)),
        placement.move(Tensors.of(sin, tokens, width)));
  }

  /** The tables of some of the tokens, {@code places} [K] in their sequence. */
  public Rope only(Tensor places) {
    return new Rope(cos.index_select(0, places), sin.index_select(0, places));
  }

  /**
   * Turns pairs (x0, x1) to (x0 cos - x1 sin, x1 cos + x0 sin) in float32.
   *
   * @param x [B, S, heads, headDim]
   * @return the same shape and type
   */
  public Tensor apply(Tensor x) {
    try (Scope scope = new Scope()) {
      Tensor wide = x.to(ScalarType.Float);
      Tensor pairs = wide.unflatten(-1, -1, 2); // [B, S, heads, headDim / 2, 2]
      Tensor turned =
          Tensors.stack(-1, pairs.select(-1, 1).neg(), pairs.select(-1, 0)).flatten(-2, -1);
      Tensor result = wide.mul(cos.unsqueeze(1)).add_(turned.mul_(sin.unsqueeze(1)));
      return scope.keep(result.to(x.scalar_type()));
    }
  }
}
