package io.lorweb.vae;

import io.lorweb.error.InputException;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Decodes large latents tile by tile, so that memory depends on the tile and not on the picture.
 * Neighbouring tiles overlap and are blended linearly across the overlap.
 *
 * @param tile side of a tile in latents
 * @param overlap shared latents between neighbours, at most half a tile
 */
public record Tiling(int tile, int overlap) {

  /** 1024 x 1024 pixels with a border of 128 for a factor of 8. */
  public static final Tiling DEFAULT = new Tiling(128, 16);

  public Tiling {
    if (tile < 8 || overlap < 0 || overlap > tile / 2) {
      throw InputException.of(
          "VAE tile %d must be at least 8 latents and overlap %d at most half of it",
          tile, overlap);
    }
  }

  /** Whether latents of this size need more than one tile. */
  public boolean applies(long rows, long columns) {
    return rows > tile || columns > tile;
  }

  Tensor decode(Autoencoder vae, Tensor latents) {
    if (!applies(latents.size(2), latents.size(3))) {
      return vae.decode(latents);
    }
    int factor = vae.config().factor();
    long height = latents.size(2);
    long width = latents.size(3);
    return Scope.of(
        () -> {
          Tensor sum = null;
          Tensor weight = null;
          for (long top : starts(height)) {
            for (long left : starts(width)) {
              long rows = Math.min(tile, height - top);
              long columns = Math.min(tile, width - left);
              try (Scope scope = new Scope()) {
                Tensor picture =
                    vae.decode(latents.narrow(2, top, rows).narrow(3, left, columns).contiguous());
                if (sum == null) {
                  sum =
                      scope.keep(
                          torch.zeros(
                              new long[] {picture.size(0), 3, height * factor, width * factor},
                              picture.options()));
                  weight =
                      scope.keep(
                          torch.zeros(
                              new long[] {1, 1, height * factor, width * factor},
                              picture.options()));
                }
                Tensor mask =
                    ramp(top, rows, height, factor)
                        .unsqueeze(1)
                        .mul(ramp(left, columns, width, factor).unsqueeze(0))
                        .to(picture.device(), picture.scalar_type());
                part(sum, top, left, rows, columns, factor).add_(picture.mul(mask));
                part(weight, top, left, rows, columns, factor).add_(mask);
              }
            }
          }
          return sum.div_(weight);
        });
  }

  private static Tensor part(
      Tensor whole, long top, long left, long rows, long columns, int factor) {
    return whole.narrow(2, top * factor, rows * factor).narrow(3, left * factor, columns * factor);
  }

  /** Where tiles begin along one side; the last one ends with the picture. */
  private List<Long> starts(long length) {
    List<Long> starts = new ArrayList<>();
    long stride = tile - overlap;
    for (long start = 0; ; start += stride) {
      if (start + tile >= length) {
        starts.add(Math.max(0, length - tile));
        return starts;
      }
      starts.add(start);
    }
  }

  /** Weights along one side in pixels: rising and falling across overlaps, 1 at outer borders. */
  private Tensor ramp(long start, long size, long length, int factor) {
    int pixels = Math.toIntExact(size * factor);
    int border = Math.max(1, overlap * factor);
    float[] weights = new float[pixels];
    for (int i = 0; i < pixels; i++) {
      double fromStart = start == 0 ? 1 : (i + 0.5) / border;
      double fromEnd = start + size == length ? 1 : (pixels - i - 0.5) / border;
      weights[i] = (float) Math.min(1, Math.min(fromStart, fromEnd));
    }
    return Tensors.of(weights, pixels);
  }
}
