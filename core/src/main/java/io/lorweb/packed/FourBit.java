package io.lorweb.packed;

import io.lorweb.config.JsonFile;
import io.lorweb.error.InputException;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.weights.Resting;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A weight of bitsandbytes' NF4 or FP4: two values in a byte, the first in its high half, each
 * quant_map[value] times the largest magnitude of its block (docs/spec/CHECKPOINTS.md 5.1).
 */
final class FourBit implements Resting {

  private static final long LARGEST_STATE = 1 << 16;

  private final Container file;
  private final String name;
  private final long[] shape;
  private final long values;
  private final long block;
  private final long nested;
  private final double offset;

  private FourBit(Container file, String name, String stateName) {
    this.file = file;
    this.name = name;
    JsonFile state =
        JsonFile.parse(file.file() + ": " + stateName, Texts.of(file, stateName, LARGEST_STATE));
    List<Integer> sizes = state.integers("shape");
    shape = sizes.stream().mapToLong(Integer::longValue).toArray();
    block = state.integer("blocksize");
    boolean double4 = file.names().contains(name + ".nested_absmax");
    nested = double4 ? state.integer("nested_blocksize", 256) : 0;
    offset = double4 ? state.decimal("nested_offset", 0) : 0;
    values = product(shape);
    if (shape.length == 0 || values < 1 || block < 2 || block % 2 != 0) {
      throw InputException.of(
          "%s: the quant_state of %s gives the shape %s and the blocksize %d, which cannot be",
          file.file(), name, sizes, block);
    }
    requireSizes(double4);
  }

  /**
   * The packed weight called {@code name}.
   *
   * @param state name of its quant_state
   * @throws InputException when the sizes of values, maxima and shape do not agree
   */
  static FourBit of(Container file, String name, String state) {
    return new FourBit(file, name, state);
  }

  private void requireSizes(boolean doubled) {
    long packed = file.resting(name).bytes();
    if (packed != (values + 1) / 2) {
      throw InputException.of(
          "%s: %s holds %d bytes, but its shape %s needs %d",
          file.file(), name, packed, Arrays.toString(shape), (values + 1) / 2);
    }
    long blocks = (values + block - 1) / block;
    requireCount(".absmax", blocks, doubled ? "U8" : "F32");
    requireCount(".quant_map", 16, "F32");
    if (doubled) {
      if (nested < 1) {
        throw InputException.of("%s: the nested_blocksize of %s is %d", file.file(), name, nested);
      }
      requireCount(".nested_absmax", (blocks + nested - 1) / nested, "F32");
      requireCount(".nested_quant_map", 256, "F32");
    }
  }

  private void requireCount(String companion, long expected, String type) {
    String full = name + companion;
    if (!file.names().contains(full)) {
      throw InputException.of(
          "%s lacks %s, without which %s means nothing", file.file(), full, name);
    }
    long found = product(file.shape(full));
    if (found != expected || !file.type(full).equals(type)) {
      throw InputException.of(
          "%s: %s holds %d values of type %s, but %s of shape %s needs %d of type %s",
          file.file(), full, found, file.type(full), name, Arrays.toString(shape), expected, type);
    }
  }

  private static long product(long[] sizes) {
    long product = 1;
    for (long size : sizes) {
      // Sizes that cannot be are refused by their product, 0.
      product = size < 0 || Math.multiplyHigh(product, size) != 0 ? 0 : product * size;
    }
    return Math.max(0, product);
  }

  @Override
  public long[] shape() {
    return shape.clone();
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
          long width = values / shape[0];
          long first = from * width / block; // blocks that the rows meet
          long last = ((from + count) * width + block - 1) / block;
          Tensor wide = blocks(first, last);
          long[] sizes = shape.clone();
          sizes[0] = count;
          return wide.flatten().narrow(0, from * width - first * block, count * width).view(sizes);
        });
  }

  /** Blocks [first, last), [n, block]; past the weight's end their values mean nothing. */
  private Tensor blocks(long first, long last) {
    long start = first * block / 2;
    long end = Math.min((values + 1) / 2, last * block / 2);
    Tensor bytes = file.tensor(name).contiguous().flatten().view(ScalarType.Byte);
    Tensor own = bytes.narrow(0, start, end - start);
    Tensor nibbles = pairs().index_select(0, own.to(ScalarType.Int)).flatten();
    long missing = (last - first) * block - nibbles.size(0);
    Tensor whole =
        missing == 0
            ? nibbles
            : torch.constant_pad_nd(nibbles, new long[] {0, missing}, new Scalar(0));
    return whole.view(-1, block).mul(largest(first, last).unsqueeze(1));
  }

  /** What each byte means: [256, 2], the high half first. */
  private Tensor pairs() {
    Tensor map = file.tensor(name + ".quant_map").flatten();
    return Tensors.stack(1, map.repeat_interleave(16), map.repeat(16));
  }

  /** The largest magnitudes of blocks [first, last). */
  private Tensor largest(long first, long last) {
    Tensor stored = file.tensor(name + ".absmax").flatten().narrow(0, first, last - first);
    if (nested == 0) {
      return stored;
    }
    long outerFirst = first / nested;
    long outerLast = (last + nested - 1) / nested;
    Tensor outer =
        file.tensor(name + ".nested_absmax")
            .flatten()
            .narrow(0, outerFirst, outerLast - outerFirst)
            .repeat_interleave(nested)
            .narrow(0, first - outerFirst * nested, last - first);
    Tensor code =
        file.tensor(name + ".nested_quant_map")
            .flatten()
            .index_select(0, stored.to(ScalarType.Int));
    return Tensors.plus(code.mul(outer), offset);
  }
}
