package io.lorweb.tensor;

import java.nio.FloatBuffer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Between Java arrays and tensors, and the few operators whose binding needs wrapper objects. */
public final class Tensors {

  private Tensors() {}

  /** A float32 tensor on the CPU with a copy of {@code values}. */
  public static Tensor of(float[] values, long... shape) {
    return Tensor.create(values, shape);
  }

  /** An int64 tensor on the CPU with a copy of {@code values}. */
  public static Tensor of(long[] values, long... shape) {
    return Tensor.create(values, shape);
  }

  /** A boolean tensor on the CPU with a copy of {@code values}. */
  public static Tensor of(boolean[] values, long... shape) {
    return Tensor.create(values, shape);
  }

  /** All values as float32, row-major. */
  public static float[] floats(Tensor tensor) {
    try (Scope scope = new Scope()) {
      Tensor flat = tensor.to(ScalarType.Float).cpu().contiguous();
      float[] values = new float[Math.toIntExact(flat.numel())];
      if (values.length > 0) {
        FloatBuffer buffer = flat.createBuffer();
        buffer.get(values);
      }
      return values;
    }
  }

  /** All values of an integer or byte tensor, row-major. */
  public static long[] longs(Tensor tensor) {
    try (Scope scope = new Scope()) {
      Tensor flat = tensor.to(ScalarType.Long).cpu().contiguous();
      long[] values = new long[Math.toIntExact(flat.numel())];
      if (values.length > 0) {
        java.nio.LongBuffer buffer = flat.createBuffer();
        buffer.get(values);
      }
      return values;
    }
  }

  /** Concatenates along {@code axis}. */
  public static Tensor cat(long axis, Tensor... parts) {
    return torch.cat(new TensorVector(parts), axis);
  }

  /** Stacks along a new {@code axis}. */
  public static Tensor stack(long axis, Tensor... parts) {
    return torch.stack(new TensorVector(parts), axis);
  }

  /** Mean over {@code axis}, which disappears. */
  public static Tensor mean(Tensor x, long axis) {
    return x.mean(new long[] {axis}, false, new ScalarTypeOptional());
  }

  /** Limits every value to [low, high]. */
  public static Tensor clamp(Tensor x, double low, double high) {
    return x.clamp(new ScalarOptional(new Scalar(low)), new ScalarOptional(new Scalar(high)));
  }

  /** A whole number for the engine's operations on bits. */
  public static Scalar whole(long value) {
    return new Scalar(value);
  }

  /** A number as the engine's operators take it. */
  public static Scalar number(double value) {
    return new Scalar(value);
  }

  /** x times a number. */
  public static Tensor times(Tensor x, double factor) {
    return x.mul(new Scalar(factor));
  }

  /** x plus a number. */
  public static Tensor plus(Tensor x, double summand) {
    return x.add(new Scalar(summand));
  }

  /** An uninitialised tensor of {@code type} on {@code device}. */
  public static Tensor empty(ScalarType type, Device device, long... shape) {
    return torch.empty(
        shape,
        new TensorOptions(type).device(device.optional()),
        new org.bytedeco.pytorch.MemoryFormatOptional());
  }

  /** The shape as people write it: {@code [2, 3072]}. */
  public static String shape(Tensor tensor) {
    return java.util.Arrays.toString(tensor.shape());
  }
}
