package io.lorweb.vae;

import io.lorweb.layer.WeightPath;
import io.lorweb.tensor.Scope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** x + conv2(SiLU(norm2(conv1(SiLU(norm1 x))))), x through a 1 x 1 convolution if widths differ. */
final class Resnet {

  private final GroupNorm norm1;
  private final Conv conv1;
  private final GroupNorm norm2;
  private final Conv conv2;
  private final Conv shortcut;

  Resnet(WeightPath place, int in, int out, int groups) {
    norm1 = GroupNorm.of(place.at("norm1"), in, groups);
    conv1 = Conv.same(place.at("conv1"), in, out);
    norm2 = GroupNorm.of(place.at("norm2"), out, groups);
    conv2 = Conv.same(place.at("conv2"), out, out);
    shortcut = in == out ? null : Conv.of(place.at("conv_shortcut"), in, out, 1, 1, 0);
  }

  /** [B, in, H, W] to [B, out, H, W]. */
  Tensor forward(Tensor x) {
    try (Scope scope = new Scope()) {
      Tensor h = conv1.forward(torch.silu(norm1.forward(x)));
      h = conv2.forward(torch.silu(norm2.forward(h)));
      return scope.keep((shortcut == null ? x : shortcut.forward(x)).add(h));
    }
  }
}
