package io.lorweb.train.data;

import java.nio.ByteBuffer;

/**
 * A float array of a shape, as cache entries hold it. Results of 16-bit models take 2 bytes a
 * number where nothing is lost by it.
 *
 * @param values row-major
 * @param shape sizes, whose product is the number of values
 */
record CachedArray(float[] values, int... shape) {

  private static final int LOW_BITS = 0xFFFF;

  CachedArray {
    long count = 1;
    for (int size : shape) {
      count *= size;
    }
    if (count != values.length) {
      throw new IllegalArgumentException(values.length + " values do not fill the shape");
    }
  }

  /** On the heap, in bytes. */
  long bytes() {
    return 4L * values.length;
  }

  /** Bytes that {@link #write} adds. */
  int stored() {
    return Math.toIntExact(5L + 4L * shape.length + (long) width() * values.length);
  }

  private int width() {
    for (float value : values) {
      if ((Float.floatToRawIntBits(value) & LOW_BITS) != 0) {
        return 4;
      }
    }
    return 2;
  }

  void write(ByteBuffer to) {
    int width = width();
    to.put((byte) width).putInt(shape.length);
    for (int size : shape) {
      to.putInt(size);
    }
    for (float value : values) {
      int bits = Float.floatToRawIntBits(value);
      if (width == 4) {
        to.putInt(bits);
      } else {
        to.putShort((short) (bits >>> 16));
      }
    }
  }

  /** Reads what {@link #write} wrote; the bytes have been checked already. */
  static CachedArray read(ByteBuffer from) {
    int width = from.get();
    int[] shape = new int[from.getInt()];
    int count = 1;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = from.getInt();
      count *= shape[i];
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = Float.intBitsToFloat(width == 4 ? from.getInt() : from.getShort() << 16);
    }
    return new CachedArray(values, shape);
  }
}
