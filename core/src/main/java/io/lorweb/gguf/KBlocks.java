package io.lorweb.gguf;

import static io.lorweb.gguf.BlockType.fields;
import static io.lorweb.gguf.BlockType.half;
import static io.lorweb.gguf.BlockType.high;
import static io.lorweb.gguf.BlockType.left;
import static io.lorweb.gguf.BlockType.low;
import static io.lorweb.gguf.BlockType.signed;
import static io.lorweb.gguf.BlockType.wide;

import io.lorweb.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Blocks of 256 values with scales of their own inside (docs/spec/CHECKPOINTS.md 4.3). */
final class KBlocks {

  private static final int VALUES = 256;

  /** What the nibbles of IQ4 mean. */
  private static final float[] CURVE = {
    -127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113
  };

  private KBlocks() {}

  static Tensor curve(Tensor nibbles) {
    Tensor flat = nibbles.to(ScalarType.Long).reshape(-1);
    return Tensors.of(CURVE, CURVE.length).index_select(0, flat).view(nibbles.shape());
  }

  static Tensor q2(Tensor raw) {
    Tensor scales = raw.narrow(1, 0, 16).unsqueeze(-1);
    Tensor q = wide(pairs(raw.narrow(1, 16, 64))).view(-1, 16, 16);
    Tensor s = half(raw, 80).unsqueeze(-1).mul(wide(low(scales)));
    Tensor m = half(raw, 82).unsqueeze(-1).mul(wide(high(scales)));
    return s.mul(q).sub(m).view(-1, VALUES);
  }

  static Tensor q3(Tensor raw) {
    Tensor bits = fields(raw.narrow(1, 0, 32), 8, 1).transpose(1, 2).reshape(-1, VALUES);
    Tensor q =
        Tensors.plus(wide(pairs(raw.narrow(1, 32, 64))).add(Tensors.times(wide(bits), 4)), -4);
    Tensor s = raw.narrow(1, 96, 12);
    Tensor eight = s.narrow(1, 0, 8);
    Tensor lower = Tensors.cat(1, low(eight), high(eight));
    Tensor upper = fields(s.narrow(1, 8, 4), 4, 2).transpose(1, 2).reshape(-1, 16);
    Tensor scale = Tensors.plus(wide(lower.bitwise_or(left(upper, 4))), -32);
    return half(raw, 108).mul(scale).unsqueeze(-1).mul(q.view(-1, 16, 16)).view(-1, VALUES);
  }

  static Tensor q4(Tensor raw) {
    return scaled(raw, wide(halves(raw.narrow(1, 16, 128))));
  }

  /** {@link #q4} into [n, 256]: without a copy of the values, which costs as much as they do. */
  static void q4(Tensor raw, Tensor to) {
    Tensor qs = raw.narrow(1, 16, 128).reshape(-1, 4, 32);
    Tensor halves = to.view(-1, 4, 2, 32);
    halves.select(2, 0).copy_(low(qs));
    halves.select(2, 1).copy_(high(qs));
    Scales scales = scales(raw);
    to.view(-1, 8, 32).mul_(scales.scale()).sub_(scales.least());
  }

  static Tensor q5(Tensor raw) {
    Tensor bits = fields(raw.narrow(1, 16, 32), 8, 1).transpose(1, 2);
    return scaled(raw, wide(halves(raw.narrow(1, 48, 128)).bitwise_or(left(bits, 4))));
  }

  static Tensor q6(Tensor raw) {
    Tensor ql = raw.narrow(1, 0, 128).reshape(-1, 2, 64);
    Tensor lower = Tensors.stack(2, low(ql), high(ql)).reshape(-1, VALUES);
    Tensor upper = pairs(raw.narrow(1, 128, 64));
    Tensor q = Tensors.plus(wide(lower.bitwise_or(left(upper, 4))), -32);
    Tensor scale = half(raw, 208).mul(signed(raw, 192, 16)).unsqueeze(-1);
    return scale.mul(q.view(-1, 16, 16)).view(-1, VALUES);
  }

  static Tensor iq4(Tensor raw) {
    Tensor upper = fields(raw.narrow(1, 2, 2), 4, 2).reshape(-1, 8);
    Tensor lower = fields(raw.narrow(1, 4, 4), 2, 4).reshape(-1, 8);
    Tensor scale = Tensors.plus(wide(lower.bitwise_or(left(upper, 4))), -32);
    Tensor qs = raw.narrow(1, 8, 128).reshape(-1, 8, 16);
    Tensor values = curve(Tensors.cat(2, low(qs), high(qs)));
    return half(raw, 0).mul(scale).unsqueeze(-1).mul(values).view(-1, VALUES);
  }

  /** Fields of two bits: of every 32 bytes the lowest first, [n, 256]. */
  private static Tensor pairs(Tensor bytes) {
    return fields(bytes.reshape(-1, 2, 32), 4, 2).transpose(2, 3).reshape(-1, VALUES);
  }

  /** Nibbles: of every 32 bytes the low ones first, [n, 8, 32]. */
  private static Tensor halves(Tensor bytes) {
    Tensor qs = bytes.reshape(-1, 4, 32);
    return Tensors.stack(2, low(qs), high(qs)).reshape(-1, 8, 32);
  }

  /** d S q - dmin M, with the eight pairs (S, M) of Q4_K and Q5_K. */
  private static Tensor scaled(Tensor raw, Tensor q) {
    Scales scales = scales(raw);
    return scales.scale().mul(q).sub(scales.least()).view(-1, VALUES);
  }

  /** d S and dmin M, [n, 8, 1] each. */
  private record Scales(Tensor scale, Tensor least) {}

  private static Scales scales(Tensor raw) {
    Tensor first = raw.narrow(1, 4, 4);
    Tensor second = raw.narrow(1, 8, 4);
    Tensor third = raw.narrow(1, 12, 4);
    Tensor s = Tensors.cat(1, six(first), low(third).bitwise_or(left(two(first), 4)));
    Tensor m = Tensors.cat(1, six(second), high(third).bitwise_or(left(two(second), 4)));
    Tensor scale = half(raw, 0).mul(wide(s)).unsqueeze(-1);
    Tensor least = half(raw, 2).mul(wide(m)).unsqueeze(-1);
    return new Scales(scale, least);
  }

  private static Tensor six(Tensor bytes) {
    return bytes.bitwise_and(Tensors.whole(63));
  }

  private static Tensor two(Tensor bytes) {
    return bytes.__rshift__(Tensors.whole(6));
  }
}
