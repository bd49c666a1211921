package io.lorweb.packed;

import io.lorweb.error.InputException;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.weights.Resting;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A weight W = (q x scale) R: one scale for all, for each row or for each block of columns; none
 * for plain fp8 (docs/spec/CHECKPOINTS.md 3.1 to 3.3 and 5.3).
 *
 * @param file of the weight and its companions
 * @param name of the weight
 * @param scales names of the scales, all of which count
 * @param divisor of the product: 127 for LLM.int8, else 1
 * @param rotation size of the groups of columns that are rotated; 0: none
 */
record Scaled(Container file, String name, List<String> scales, double divisor, long rotation)
    implements Resting {

  private static final Map<Long, float[]> ROTORS = new ConcurrentHashMap<>();

  Scaled {
    scales = List.copyOf(scales);
    for (String scale : scales) {
      requireFit(file, name, scale);
    }
    long[] shape = file.shape(name);
    if (rotation > 0 && (shape.length != 2 || shape[1] % rotation != 0)) {
      throw InputException.of(
          "%s: %s is rotated (convrot) in groups of %d, which do not divide its rows of %d",
          file.file(), name, rotation, shape[shape.length - 1]);
    }
  }

  private static void requireFit(Container file, String name, String scale) {
    long[] weight = file.shape(name);
    long[] sizes = file.shape(scale);
    long values = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    boolean one = values == 1 && sizes.length <= 3;
    boolean rows =
        weight.length > 0
            && sizes.length > 0
            && sizes[0] == weight[0]
            && (sizes.length == 1 || sizes.length == 2 && sizes[1] == 1);
    boolean blocks =
        weight.length == 2
            && sizes.length == 3
            && sizes[0] == weight[0]
            && sizes[2] == 1
            && sizes[1] > 0
            && weight[1] % sizes[1] == 0;
    if (!one && !rows && !blocks) {
      throw InputException.of(
          "%s: the scale %s has the shape %s, which fits neither all, nor the rows, nor blocks of"
              + " %s %s",
          file.file(), scale, Arrays.toString(sizes), name, Arrays.toString(weight));
    }
  }

  @Override
  public long[] shape() {
    return file.shape(name);
  }

  @Override
  public long bytes() {
    return file.resting(name).bytes();
  }

  @Override
  public Tensor stored() {
    return file.resting(name).stored();
  }

  @Override
  public Tensor rows(long from, long count) {
    return Scope.of(
        () -> {
          Tensor stored = file.tensor(name).narrow(0, from, count);
          Tensor w = Fp8.is(file.type(name)) ? Fp8.wide(stored) : stored.to(ScalarType.Float);
          for (String scale : scales) {
            w = scaled(w, file.tensor(scale).to(ScalarType.Float), from, count);
          }
          if (divisor != 1) {
            w = w.div(Tensors.number(divisor));
          }
          return rotation == 0 ? w : rotated(w);
        });
  }

  private static Tensor scaled(Tensor w, Tensor scale, long from, long count) {
    if (scale.numel() == 1) {
      return w.mul(scale.reshape(1));
    }
    Tensor own = scale.narrow(0, from, count);
    if (scale.dim() == 3) {
      return w.view(count, scale.size(1), -1).mul(own).view(count, -1);
    }
    long[] sizes = new long[(int) w.dim()];
    Arrays.fill(sizes, 1);
    sizes[0] = count;
    return w.mul(own.reshape(sizes));
  }

  private Tensor rotated(Tensor w) {
    Tensor rotor = Tensors.of(ROTORS.computeIfAbsent(rotation, Scaled::rotor), rotation, rotation);
    return w.view(w.size(0), -1, rotation).matmul(rotor).view(w.size(0), -1);
  }

  /** The normalised Kronecker power of H4, [size, size]; its own inverse. */
  private static float[] rotor(long size) {
    float[] four = {1, 1, 1, -1, 1, 1, -1, 1, 1, -1, 1, 1, -1, 1, 1, 1};
    int n = Math.toIntExact(size);
    float[] values = new float[n * n];
    for (int row = 0; row < n; row++) {
      for (int column = 0; column < n; column++) {
        float value = 1;
        for (int i = row, j = column, left = n; left > 1; i /= 4, j /= 4, left /= 4) {
          value *= four[i % 4 * 4 + j % 4] / 2;
        }
        values[row * n + column] = value;
      }
    }
    return values;
  }
}
