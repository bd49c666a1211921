package io.lorweb.vae;

import io.lorweb.layer.WeightPath;
import io.lorweb.tensor.Scope;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Pictures to the moments (mean and log variance) of their latents. */
final class Encoder {

  /** One resolution: resnets, then a halving convolution except in the last. */
  private record Down(List<Resnet> resnets, Conv downsampler) {

    Tensor forward(Tensor x) {
      try (Scope scope = new Scope()) {
        Tensor h = x;
        for (Resnet resnet : resnets) {
          h = resnet.forward(h);
        }
        if (downsampler != null) {
          // One zero below and to the right only: left, right, top, bottom.
          h = downsampler.forward(torch.constant_pad_nd(h, new long[] {0, 1, 0, 1}, new Scalar(0)));
        }
        return scope.keep(h);
      }
    }
  }

  private final WeightPath place;
  private final Conv convIn;
  private final List<Down> downs = new ArrayList<>();
  private final MidBlock mid;
  private final GroupNorm normOut;
  private final Conv convOut;

  Encoder(WeightPath place, VaeConfig config) {
    this.place = place;
    int last = config.channels().size() - 1;
    int in = config.channels().get(0);
    convIn = Conv.same(place.at("conv_in"), 3, in);
    for (int i = 0; i <= last; i++) {
      WeightPath block = place.at("down_blocks").at(i);
      int out = config.channels().get(i);
      List<Resnet> resnets = new ArrayList<>();
      for (int j = 0; j < config.layersPerBlock(); j++) {
        resnets.add(new Resnet(block.at("resnets").at(j), j == 0 ? in : out, out, config.groups()));
      }
      Conv half = i == last ? null : Conv.of(block.at("downsamplers.0.conv"), out, out, 3, 2, 0);
      downs.add(new Down(resnets, half));
      in = out;
    }
    mid = new MidBlock(place.at("mid_block"), config);
    normOut = GroupNorm.of(place.at("conv_norm_out"), config.deepest(), config.groups());
    convOut = Conv.same(place.at("conv_out"), config.deepest(), 2 * config.latentChannels());
  }

  /** [B, 3, H, W] in [-1, 1] to [B, 2 L, H / f, W / f]. */
  Tensor forward(Tensor image) {
    try (Scope scope = new Scope()) {
      Tensor h = place.watch("conv_in", convIn.forward(image));
      for (int i = 0; i < downs.size(); i++) {
        Tensor next = place.watch("down_blocks." + i, downs.get(i).forward(h));
        Scope.release(h);
        h = next;
      }
      h = mid.forward(h);
      return scope.keep(convOut.forward(torch.silu(normOut.forward(h))));
    }
  }
}
