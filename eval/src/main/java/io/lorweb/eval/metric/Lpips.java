package io.lorweb.eval.metric;

import io.lorweb.error.InputException;
import io.lorweb.image.Picture;
import io.lorweb.model.Pixels;
import io.lorweb.tensor.Arena;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.weights.Checkpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Learned perceptual image patch similarity, version 0.1, on AlexNet (Zhang et al. 2018). The
 * linear heads come along; AlexNet's weights are the user's: torchvision's, as safetensors.
 */
public final class Lpips implements AutoCloseable {

  private static final String HEADS = "lpips-alex.safetensors";
  private static final double EPSILON = 1e-8;
  private static final double[] SHIFT = {-0.030, -0.088, -0.188};
  private static final double[] SCALE = {0.458, 0.448, 0.450};

  /** AlexNet's strides and its two pools leave nothing of smaller pictures. */
  private static final int SMALLEST = 31;

  private static final long[] NONE = {0, 0};
  private static final long[] DENSE = {1, 1};

  /**
   * A convolution with the rectifier behind it, whose output is compared.
   *
   * @param head weights of the channels, [1, out, 1, 1]
   * @param pooled whether its input is pooled first
   */
  private record Layer(
      Tensor weight, Tensor bias, Tensor head, int stride, int padding, boolean pooled) {}

  private final Arena arena = new Arena();
  private final List<Layer> layers = new ArrayList<>();
  private final Tensor shift;
  private final Tensor scale;

  private Lpips(Checkpoint backbone, Checkpoint heads) {
    layers.add(layer(backbone, heads, 0, 4, 2, 3, 64, 11, false));
    layers.add(layer(backbone, heads, 3, 1, 2, 64, 192, 5, true));
    layers.add(layer(backbone, heads, 6, 1, 1, 192, 384, 3, true));
    layers.add(layer(backbone, heads, 8, 1, 1, 384, 256, 3, false));
    layers.add(layer(backbone, heads, 10, 1, 1, 256, 256, 3, false));
    shift = arena.own(Scope.of(() -> perChannel(SHIFT)));
    scale = arena.own(Scope.of(() -> perChannel(SCALE)));
  }

  /**
   * Loads the backbone.
   *
   * @param alexnet safetensors with features.0, 3, 6, 8 and 10 ({@code weight}, {@code bias}) as
   *     torchvision names them; what else is there is ignored
   * @throws InputException when it is a pickle, or lacks a tensor
   */
  public static Lpips load(Path alexnet) {
    if (!alexnet.toString().endsWith(".safetensors")) {
      throw InputException.of(
          "LPIPS needs torchvision's AlexNet as .safetensors, not %s: pickled files can run code"
              + " and are never read; convert it once (docs/eval.md)",
          alexnet);
    }
    Path heads = unpackedHeads();
    try (Checkpoint backbone = Checkpoint.open(alexnet);
        Checkpoint linear = Checkpoint.open(heads)) {
      return new Lpips(backbone, linear);
    } finally {
      delete(heads);
    }
  }

  private static Path unpackedHeads() {
    try (InputStream in = Lpips.class.getResourceAsStream(HEADS)) {
      Path file = Files.createTempFile("lorweb-lpips", ".safetensors");
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("the linear heads of LPIPS cannot be unpacked", e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be deleted", e);
    }
  }

  private Layer layer(
      Checkpoint backbone,
      Checkpoint heads,
      int place,
      int stride,
      int padding,
      int in,
      int out,
      int size,
      boolean pooled) {
    String name = "features." + place + ".";
    Tensor head = own(heads, "lin" + layers.size() + ".model.1.weight", 1, out, 1, 1);
    return new Layer(
        own(backbone, name + "weight", out, in, size, size),
        own(backbone, name + "bias", out),
        head,
        stride,
        padding,
        pooled);
  }

  private Tensor own(Checkpoint checkpoint, String name, long... shape) {
    return arena.own(Scope.of(() -> checkpoint.tensor(name, shape).to(ScalarType.Float).clone()));
  }

  private static Tensor perChannel(double[] values) {
    return Tensors.of(new float[] {(float) values[0], (float) values[1], (float) values[2]}, 3)
        .view(1, 3, 1, 1);
  }

  /**
   * The distance, 0 for equal pictures and seldom above 1.
   *
   * @throws IllegalArgumentException when the sizes differ or a side is shorter than 31 pixels
   */
  public double of(Picture one, Picture other) {
    if (!one.size().equals(other.size())) {
      throw new IllegalArgumentException(one + " and " + other + " cannot be compared");
    }
    if (Math.min(one.width(), one.height()) < SMALLEST) {
      throw new IllegalArgumentException(one + " is too small: LPIPS needs 31 pixels a side");
    }
    try (Scope scope = new Scope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor x = scaled(one);
      Tensor y = scaled(other);
      double sum = 0;
      for (Layer layer : layers) {
        x = forward(layer, x);
        y = forward(layer, y);
        Tensor difference = unit(x).sub(unit(y));
        sum += difference.mul(difference).mul(layer.head()).sum(1).mean().item_double();
      }
      return sum;
    }
  }

  private Tensor scaled(Picture picture) {
    return Pixels.toTensor(picture).sub(shift).div(scale);
  }

  private static Tensor forward(Layer layer, Tensor x) {
    Tensor input = layer.pooled() ? pool(x) : x;
    return torch
        .conv2d(
            input,
            layer.weight(),
            new TensorOptional(layer.bias()),
            new long[] {layer.stride(), layer.stride()},
            new long[] {layer.padding(), layer.padding()},
            DENSE,
            1)
        .relu();
  }

  private static Tensor pool(Tensor x) {
    return torch.max_pool2d(x, new long[] {3, 3}, new long[] {2, 2}, NONE, DENSE, false);
  }

  /** Every place's channels scaled to length 1. */
  private static Tensor unit(Tensor x) {
    Tensor squares = x.mul(x).sum(new long[] {1}, true, new ScalarTypeOptional());
    return x.div(Tensors.plus(squares, EPSILON).sqrt());
  }

  @Override
  public void close() {
    arena.close();
  }
}
