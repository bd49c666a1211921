package io.lorweb.model;

import io.lorweb.image.Picture;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import java.nio.ByteBuffer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Between 8-bit pictures and the VAE's tensors. */
public final class Pixels {

  private Pixels() {}

  /** [1, 3, H, W] float32 in [-1, 1]: 2 v / 255 - 1. */
  public static Tensor toTensor(Picture picture) {
    return Scope.of(
        () -> {
          Tensor bytes = Tensor.create(picture.toBytes(), picture.height(), picture.width(), 3);
          Tensor unit = bytes.view(ScalarType.Byte).to(ScalarType.Float).div(Tensors.number(255));
          return Tensors.plus(Tensors.times(unit, 2), -1)
              .permute(2, 0, 1)
              .unsqueeze(0)
              .contiguous();
        });
  }

  /** The picture of [1, 3, H, W]: clamp(x / 2 + 0.5, 0, 1) * 255, rounded half to even. */
  public static Picture toPicture(Tensor image) {
    try (Scope scope = new Scope()) {
      Tensor unit =
          Tensors.clamp(
              Tensors.plus(Tensors.times(image.to(ScalarType.Float).cpu(), 0.5), 0.5), 0, 1);
      Tensor bytes =
          Tensors.times(unit, 255)
              .round()
              .to(ScalarType.Byte)
              .squeeze(0)
              .permute(1, 2, 0)
              .contiguous();
      byte[] rgb = new byte[Math.toIntExact(bytes.numel())];
      ByteBuffer buffer = bytes.createBuffer();
      buffer.get(rgb);
      return Picture.of((int) image.size(3), (int) image.size(2), rgb);
    }
  }
}
