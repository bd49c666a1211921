package io.lorweb.vision;

import io.lorweb.layer.WeightPath;
import java.util.Arrays;
import java.util.Locale;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Cuts a picture into patches and projects each.
 *
 * @param weight [D, 3, P, P]
 * @param bias [D], or null
 * @param imageSize the one side of pictures it takes; 0: any square
 */
record PatchEmbedding(Tensor weight, Tensor bias, int imageSize) {

  private static final long[] NONE = {0, 0};
  private static final long[] DENSE = {1, 1};

  static PatchEmbedding of(WeightPath place, VisionConfig config, boolean withBias) {
    int d = config.sizes().hidden();
    int patch = config.patchSize();
    return new PatchEmbedding(
        place.tensor("weight", d, 3, patch, patch),
        withBias ? place.tensor("bias", d) : null,
        config.family().anySize() ? 0 : config.imageSize());
  }

  /**
   * @param pixels [B, 3, S, S]
   * @return [B, patches, D], row after row
   * @throws IllegalArgumentException when the pixels have another shape
   */
  Tensor forward(Tensor pixels) {
    long[] shape = pixels.shape();
    long size = imageSize == 0 ? shape[2] : imageSize;
    if (!Arrays.equals(shape, new long[] {shape[0], 3, size, size})) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "pixels of shape %s instead of [B, 3, %d, %d]",
              Arrays.toString(shape),
              size,
              size));
    }
    long side = weight.size(2);
    Tensor grid =
        torch.conv2d(
            pixels,
            weight,
            bias == null ? new TensorOptional() : new TensorOptional(bias),
            new long[] {side, side},
            NONE,
            DENSE,
            1);
    return grid.flatten(2, 3).transpose(1, 2); // [B, D, g, g] -> [B, g g, D]
  }
}
