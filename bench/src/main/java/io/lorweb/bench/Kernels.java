package io.lorweb.bench;

import io.lorweb.image.Picture;
import io.lorweb.image.Resampling;
import io.lorweb.sample.Noise;
import io.lorweb.tensor.Arena;
import io.lorweb.tensor.Engine;
import io.lorweb.tensor.Scope;
import java.util.concurrent.TimeUnit;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Pieces whose cost shows in every run. */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class Kernels {

  private final Arena arena = new Arena();
  private Tensor square;
  private Picture photo;

  @Setup
  public void prepare() {
    Engine.start();
    square = arena.own(torch.randn(2048, 2048));
    photo = Picture.filled(3000, 2000, 0x336699);
  }

  @TearDown
  public void free() {
    arena.close();
  }

  /** A float32 product 2048 x 2048 x 2048. */
  @Benchmark
  public double product() {
    try (Scope scope = new Scope()) {
      return torch.matmul(square, square).numel();
    }
  }

  /** Six megapixels to one, Lanczos. */
  @Benchmark
  public Picture resize() {
    return photo.resize(1224, 816, Resampling.LANCZOS);
  }

  /** Starting noise of a 1024 x 1024 canvas. */
  @Benchmark
  public double noise() {
    try (Scope scope = new Scope()) {
      return Noise.normal(50, 1, 16, 128, 128).numel();
    }
  }
}
