package io.lorweb.train.optim;

import io.lorweb.tensor.Arena;
import io.lorweb.tensor.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Numbers in 8 bits each: blocks of 256 share their largest magnitude, and each number is the
 * nearest of {@link DynamicCode}'s values times that.
 */
final class NarrowTensor {

  /** Numbers that share a scale. */
  static final int BLOCK = 256;

  private final Tensor codes; // [blocks * 256] uint8
  private final Tensor scales; // [blocks] float32
  private final Tensor values; // [256]
  private final Tensor borders; // [255]

  /**
   * Zeros.
   *
   * @param like as many numbers, on the same device
   * @param signed whether numbers may be negative
   */
  NarrowTensor(Tensor like, boolean signed, Arena arena) {
    try (PointerScope scope = new PointerScope()) {
      long blocks = (like.numel() + BLOCK - 1) / BLOCK;
      float[] code = DynamicCode.values(signed);
      values = arena.own(Tensors.of(code, code.length).to(like.device(), ScalarType.Float));
      borders =
          arena.own(
              Tensors.of(DynamicCode.borders(code), code.length - 1)
                  .to(like.device(), ScalarType.Float));
      codes = arena.own(torch.zeros(blocks * BLOCK).to(like.device(), ScalarType.Byte));
      scales = arena.own(torch.zeros(blocks).to(like.device(), ScalarType.Float));
    }
  }

  /** Numbers [begin, end) as float32; {@code begin} stands at a block's start. */
  Tensor read(long begin, long end) {
    long first = begin / BLOCK;
    long blocks = (end - begin + BLOCK - 1) / BLOCK;
    Tensor indices = codes.narrow(0, begin, blocks * BLOCK).to(ScalarType.Int);
    Tensor wide = values.index_select(0, indices).view(blocks, BLOCK);
    return wide.mul_(scales.narrow(0, first, blocks).unsqueeze(1))
        .view(-1)
        .narrow(0, 0, end - begin);
  }

  /** Writes {@code numbers} from {@code begin}, a block's start, on. */
  void write(long begin, Tensor numbers) {
    long count = numbers.numel();
    long blocks = (count + BLOCK - 1) / BLOCK;
    Tensor whole =
        count == blocks * BLOCK
            ? numbers
            : torch.constant_pad_nd(numbers, new long[] {0, blocks * BLOCK - count});
    Tensor rows = whole.view(blocks, BLOCK);
    Tensor largest = rows.abs().amax(new long[] {1}, true);
    Tensor unit = rows.div(Tensors.clamp(largest, 1e-38, Float.MAX_VALUE));
    Tensor nearest = torch.bucketize(unit, borders, true, false).to(ScalarType.Byte);
    codes.narrow(0, begin, blocks * BLOCK).copy_(nearest.view(-1));
    scales.narrow(0, begin / BLOCK, blocks).copy_(largest.view(-1));
  }

  Tensor codes() {
    return codes;
  }

  Tensor scales() {
    return scales;
  }
}
