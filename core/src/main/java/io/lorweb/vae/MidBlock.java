package io.lorweb.vae;

import io.lorweb.layer.WeightPath;
import org.bytedeco.pytorch.Tensor;

/** Resnet, attention, resnet at the coarsest resolution. */
final class MidBlock {

  private final WeightPath place;
  private final Resnet first;
  private final SpatialAttention attention;
  private final Resnet second;

  MidBlock(WeightPath place, VaeConfig config) {
    this.place = place;
    int width = config.deepest();
    first = new Resnet(place.at("resnets").at(0), width, width, config.groups());
    attention =
        config.midAttention()
            ? new SpatialAttention(place.at("attentions").at(0), width, config.groups())
            : null;
    second = new Resnet(place.at("resnets").at(1), width, width, config.groups());
  }

  Tensor forward(Tensor x) {
    Tensor h = first.forward(x);
    if (attention != null) {
      h = place.watch("attentions.0", attention.forward(h));
    }
    return place.watch("", second.forward(h));
  }
}
