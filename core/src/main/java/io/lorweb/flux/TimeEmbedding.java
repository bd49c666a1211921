package io.lorweb.flux;

import io.lorweb.layer.Activation;
import io.lorweb.layer.Linear;
import io.lorweb.layer.WeightPath;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The vector that modulates every block: temb = MLP(time) + MLP(guidance) + MLP(pooled text), each
 * MLP a Linear, SiLU, Linear (docs/spec/FLUX_KONTEXT.md section 3.3).
 */
final class TimeEmbedding {

  /** Width of the sinusoidal embedding. */
  private static final int WAVES = 256;

  private static final float LOG_PERIOD = (float) -Math.log(10_000);

  private final Mlp time;
  private final Mlp guidance;
  private final Mlp pooled;
  private final Placement placement;

  TimeEmbedding(WeightPath place, FluxConfig config) {
    time = new Mlp(place.at("timestep_embedder"), WAVES, config.hidden());
    guidance =
        config.guidance() ? new Mlp(place.at("guidance_embedder"), WAVES, config.hidden()) : null;
    pooled = new Mlp(place.at("text_embedder"), config.pooledDim(), config.hidden());
    placement = place.placement();
  }

  /**
   * @param timestep [B] sigma in 0..1
   * @param guidanceScale [B], ignored by models without a guidance embedding
   * @param pooledText [B, pooledDim]
   * @return [B, D]
   */
  Tensor forward(Tensor timestep, Tensor guidanceScale, Tensor pooledText) {
    Tensor temb = time.forward(waves(timestep));
    if (guidance != null) {
      temb = temb.add(guidance.forward(waves(guidanceScale)));
    }
    return temb.add(pooled.forward(pooledText));
  }

  /**
   * [cos | sin] of 1000 t times 128 frequencies. The angles reach thousands of radians, so float32
   * rounding is part of the result: every operation here is float32, in this order.
   */
  private Tensor waves(Tensor t) {
    int half = WAVES / 2;
    float[] steps = new float[half];
    for (int k = 0; k < half; k++) {
      steps[k] = (LOG_PERIOD * k) / half;
    }
    Tensor frequencies = Tensors.of(steps, half).exp();
    Tensor scaled = Tensors.times(t.to(placement.type().scalarType()), 1000);
    Tensor angles = scaled.to(ScalarType.Float).cpu().unsqueeze(1).mul(frequencies);
    return placement.place(Tensors.cat(-1, angles.cos(), angles.sin()));
  }

  private static final class Mlp {
    private final Linear first;
    private final Linear second;

    Mlp(WeightPath place, long in, long hidden) {
      first = place.linear("linear_1", in, hidden);
      second = place.linear("linear_2", hidden, hidden);
    }

    Tensor forward(Tensor x) {
      return second.forward(Activation.SILU.apply(first.forward(x)));
    }
  }
}
