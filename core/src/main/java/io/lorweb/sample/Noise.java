package io.lorweb.sample;

import io.lorweb.tensor.Tensors;
import java.util.Random;
import org.bytedeco.pytorch.Tensor;

/**
 * Standard normal noise from a seed, the same bits on every machine.
 *
 * <p>The generator is {@link Random}, whose contract fixes every bit (48-bit linear congruence,
 * polar method with strict arithmetic), seeded with a well-mixed word so that neighbouring seeds
 * start far apart. The reference draws from the GPU's generator, which no other device repeats.
 */
public final class Noise {

  /** The generator's name in run settings. */
  public static final String GENERATOR = "java.util.Random+splitmix64";

  private Noise() {}

  /** float32 on the CPU, filled in row-major order. */
  public static Tensor normal(long seed, long... shape) {
    int count = 1;
    for (long side : shape) {
      count = Math.multiplyExact(count, Math.toIntExact(side));
    }
    Random random = new Random(mix(seed));
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Tensors.of(values, shape);
  }

  /** SplitMix64's output function (Steele, Lea and Flood, 2014). */
  private static long mix(long seed) {
    long z = seed + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
