package io.lorweb.vae;

import io.lorweb.layer.WeightPath;
import io.lorweb.tensor.Scope;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Latents to pictures: the encoder's mirror with one more resnet per resolution. */
final class Decoder {

  /** One resolution: resnets, then a doubling (nearest, then a convolution) except in the last. */
  private record Up(List<Resnet> resnets, Conv upsampler) {

    Tensor forward(Tensor x) {
      try (Scope scope = new Scope()) {
        Tensor h = x;
        for (Resnet resnet : resnets) {
          h = resnet.forward(h);
        }
        if (upsampler != null) {
          h = upsampler.forward(torch.upsample_nearest2d(h, 2 * h.size(2), 2 * h.size(3)));
        }
        return scope.keep(h);
      }
    }
  }

  private final WeightPath place;
  private final Conv convIn;
  private final MidBlock mid;
  private final List<Up> ups = new ArrayList<>();
  private final GroupNorm normOut;
  private final Conv convOut;

  Decoder(WeightPath place, VaeConfig config) {
    this.place = place;
    int last = config.channels().size() - 1;
    int in = config.deepest();
    convIn = Conv.same(place.at("conv_in"), config.latentChannels(), in);
    mid = new MidBlock(place.at("mid_block"), config);
    for (int i = 0; i <= last; i++) {
      WeightPath block = place.at("up_blocks").at(i);
      int out = config.channels().get(last - i);
      List<Resnet> resnets = new ArrayList<>();
      for (int j = 0; j <= config.layersPerBlock(); j++) {
        resnets.add(new Resnet(block.at("resnets").at(j), j == 0 ? in : out, out, config.groups()));
      }
      ups.add(
          new Up(resnets, i == last ? null : Conv.same(block.at("upsamplers.0.conv"), out, out)));
      in = out;
    }
    normOut = GroupNorm.of(place.at("conv_norm_out"), in, config.groups());
    convOut = Conv.same(place.at("conv_out"), in, 3);
  }

  /** [B, L, h, w] to [B, 3, f h, f w], not clamped. */
  Tensor forward(Tensor z) {
    try (Scope scope = new Scope()) {
      Tensor h = mid.forward(place.watch("conv_in", convIn.forward(z)));
      for (int i = 0; i < ups.size(); i++) {
        Tensor next = place.watch("up_blocks." + i, ups.get(i).forward(h));
        Scope.release(h);
        h = next;
      }
      return scope.keep(convOut.forward(torch.silu(normOut.forward(h))));
    }
  }
}
