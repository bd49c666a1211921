package io.lorweb.synth;

import io.lorweb.gguf.BlockType;
import io.lorweb.tensor.Tensors;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** What the Linears of a {@link Twin} are packed as (docs/spec/CHECKPOINTS.md sections 3 to 5). */
public enum TwinFormat {
  /** As they are, in safetensors. */
  PLAIN,
  /** As they are, in GGUF. */
  GGUF,
  FP8,
  FP8_SCALED,
  INT8,
  NF4,
  Q8_0,
  Q4_0,
  Q4_K;

  private static final float[] NF4_VALUES = {
    -1f, -0.6961928f, -0.52507305f, -0.3949175f, -0.28444138f, -0.18477343f, -0.091050036f, 0f,
    0.0795803f, 0.1609302f, 0.2461123f, 0.33791524f, 0.44070983f, 0.562617f, 0.72295684f, 1f
  };
  private static final int NF4_BLOCK = 64;

  /** Its word on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace("fp8_scaled", "fp8-scaled");
  }

  boolean isGguf() {
    return this == GGUF || this == Q8_0 || this == Q4_0 || this == Q4_K;
  }

  /** Whether the packed weights mean exactly what they were made of. */
  public boolean isExact() {
    return this == PLAIN || this == GGUF;
  }

  /** Its blocks; null where values are stored one by one. */
  BlockType wanted() {
    return switch (this) {
      case Q8_0 -> BlockType.Q8_0;
      case Q4_0 -> BlockType.Q4_0;
      case Q4_K -> BlockType.Q4_K;
      default -> null;
    };
  }

  /** What blocks a weight gets in GGUF; plain where its rows do not fill them. */
  BlockType blocks(Tensor weight) {
    BlockType wanted = wanted();
    boolean fits = wanted != null && weight.dim() == 2 && weight.size(1) % wanted.length() == 0;
    if (fits) {
      return wanted;
    }
    ScalarType type = weight.scalar_type();
    return type.value == ScalarType.BFloat16.value
        ? BlockType.BF16
        : type.value == ScalarType.Half.value ? BlockType.F16 : BlockType.F32;
  }

  /**
   * A Linear's weight in safetensors with its companions.
   *
   * @param layer name of the Linear
   * @param weight [out, in]
   */
  Map<String, Tensor> pack(String layer, Tensor weight) {
    Map<String, Tensor> packed = new LinkedHashMap<>();
    String name = layer + ".weight";
    Tensor wide = weight.to(ScalarType.Float);
    switch (this) {
      case FP8 -> packed.put(name, wide.to(ScalarType.Float8_e4m3fn));
      case FP8_SCALED -> {
        Tensor scale = Tensors.times(wide.abs().max(), 1.0 / 448);
        packed.put(name, wide.div(scale).to(ScalarType.Float8_e4m3fn));
        packed.put(layer + ".scale_weight", scale);
      }
      case INT8 -> {
        Tensor scale = Tensors.times(wide.abs().amax(new long[] {1}, true), 1.0 / 127);
        Tensor safe = Tensors.clamp(scale, 1e-30, Float.MAX_VALUE);
        packed.put(name, wide.div(safe).round().to(ScalarType.Char));
        packed.put(layer + ".weight_scale", safe);
        packed.put(layer + ".comfy_quant", text("{\"format\": \"int8_tensorwise\"}"));
      }
      case NF4 -> nf4(packed, name, wide);
      default -> packed.put(name, weight);
    }
    return packed;
  }

  private static void nf4(Map<String, Tensor> packed, String name, Tensor wide) {
    Tensor map = Tensors.of(NF4_VALUES, 16);
    Tensor blocks = wide.reshape(-1, NF4_BLOCK);
    Tensor largest = Tensors.clamp(blocks.abs().amax(new long[] {1}, true), 1e-30, 1e30);
    Tensor nearest = blocks.div(largest).unsqueeze(2).sub(map).abs().argmin(optional(2), false);
    Tensor pairs = nearest.reshape(-1, 2);
    Tensor bytes = Tensors.times(pairs.narrow(1, 0, 1), 16).add(pairs.narrow(1, 1, 1));
    packed.put(name, bytes.to(ScalarType.Byte));
    packed.put(name + ".absmax", largest.flatten());
    packed.put(name + ".quant_map", map);
    packed.put(
        name + ".quant_state.bitsandbytes__nf4",
        text(
            "{\"quant_type\": \"nf4\", \"blocksize\": 64, \"dtype\": \"bfloat16\", \"shape\": "
                + Arrays.toString(wide.shape())
                + "}"));
  }

  private static org.bytedeco.pytorch.LongOptional optional(long axis) {
    return new org.bytedeco.pytorch.LongOptional(axis);
  }

  private static Tensor text(String text) {
    byte[] utf = text.getBytes(StandardCharsets.UTF_8);
    long[] values = new long[utf.length];
    for (int i = 0; i < utf.length; i++) {
      values[i] = utf[i] & 255;
    }
    return Tensors.of(values, values.length).to(ScalarType.Byte);
  }

  /** The bytes of a weight in blocks. */
  static Tensor raw(BlockType type, Tensor weight) {
    return switch (type) {
      case Q8_0 -> q8(weight.to(ScalarType.Float).reshape(-1, 32)).flatten();
      case Q4_0 -> q4(weight.to(ScalarType.Float).reshape(-1, 32)).flatten();
      case Q4_K -> q4k(weight.to(ScalarType.Float).reshape(-1, 8, 32)).flatten();
      default -> weight.contiguous().flatten().view(ScalarType.Byte);
    };
  }

  private static Tensor half(Tensor values) {
    return values.to(ScalarType.Half).contiguous().view(ScalarType.Byte);
  }

  private static Tensor q8(Tensor w) {
    Tensor d = Tensors.times(w.abs().amax(new long[] {1}, true), 1.0 / 127);
    Tensor q = w.div(Tensors.clamp(d, 1e-8, 1e30)).round().to(ScalarType.Char);
    return Tensors.cat(1, half(d), q.view(ScalarType.Byte));
  }

  private static Tensor q4(Tensor w) {
    Tensor d = Tensors.times(w.abs().amax(new long[] {1}, true), 1.0 / 7);
    Tensor q = Tensors.plus(w.div(Tensors.clamp(d, 1e-8, 1e30)).round(), 8);
    Tensor nibbles = Tensors.clamp(q, 0, 15);
    Tensor low = nibbles.narrow(1, 0, 16);
    Tensor high = Tensors.times(nibbles.narrow(1, 16, 16), 16);
    return Tensors.cat(1, half(d), low.add(high).to(ScalarType.Byte));
  }

  /** w [n, 8, 32]; scales and minima by sub-block, as plain as can be. */
  private static Tensor q4k(Tensor w) {
    Tensor least = w.amin(new long[] {2}, false).neg().clamp_min(new Scalar(0));
    Tensor range = Tensors.times(w.amax(new long[] {2}, false).add(least), 1.0 / 15);
    Tensor d = wide(Tensors.times(range.amax(new long[] {1}, true), 1.0 / 63));
    Tensor dmin = wide(Tensors.times(least.amax(new long[] {1}, true), 1.0 / 63));
    Tensor scales = Tensors.clamp(range.div(Tensors.clamp(d, 1e-8, 1e30)).round(), 0, 63);
    Tensor minima = Tensors.clamp(least.div(Tensors.clamp(dmin, 1e-8, 1e30)).round(), 0, 63);
    Tensor step = Tensors.clamp(d.mul(scales), 1e-8, 1e30).unsqueeze(2);
    Tensor q = Tensors.clamp(w.add(dmin.mul(minima).unsqueeze(2)).div(step).round(), 0, 15);
    Tensor pairs = q.view(-1, 4, 2, 32);
    Tensor nibbles = pairs.select(2, 0).add(Tensors.times(pairs.select(2, 1), 16)).reshape(-1, 128);
    return Tensors.cat(
        1, half(d), half(dmin), sixBits(scales, minima), nibbles.to(ScalarType.Byte));
  }

  /** As it will be read: rounded to float16. */
  private static Tensor wide(Tensor values) {
    return values.to(ScalarType.Half).to(ScalarType.Float);
  }

  /** Eight pairs of 6 bits in 12 bytes. */
  private static Tensor sixBits(Tensor scales, Tensor minima) {
    Tensor s = scales.to(ScalarType.Byte);
    Tensor m = minima.to(ScalarType.Byte);
    return Tensors.cat(
        1,
        s.narrow(1, 0, 4).bitwise_or(top(s.narrow(1, 4, 4))),
        m.narrow(1, 0, 4).bitwise_or(top(m.narrow(1, 4, 4))),
        s.narrow(1, 4, 4)
            .bitwise_and(Tensors.whole(15))
            .bitwise_or(
                m.narrow(1, 4, 4).bitwise_and(Tensors.whole(15)).__lshift__(Tensors.whole(4))));
  }

  private static Tensor top(Tensor values) {
    return values.__rshift__(Tensors.whole(4)).__lshift__(Tensors.whole(6));
  }
}
