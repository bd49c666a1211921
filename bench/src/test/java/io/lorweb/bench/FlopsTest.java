package io.lorweb.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lorweb.flux.FluxConfig;
import io.lorweb.vae.VaeConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlopsTest {

  @Test
  void fullStepAt256PixelsIsWhatTheBlocksOfFluxTake() {
    StepShape wide = StepShape.wide(24, 16, 512);
    StepShape full =
        new StepShape(FluxConfig.KONTEXT_DEV, wide.basis(), wide.query(), 1, 16, 1, 512);

    // 57 blocks x (24 D^2 n + 4 n^2 D), D = 3072, n = 1024; modulation and head add little.
    double d = 3072;
    double n = 1024;
    double blocks = 57 * (24 * d * d * n + 4 * n * n * d);
    assertThat(Flops.forward(full)).isCloseTo(blocks, within(0.002 * blocks));
    assertThat(Flops.forward(full)).isGreaterThan(blocks);
  }

  @Test
  void trainingTakesMoreThanTwiceTheForwardPass() {
    StepShape shape = StepShape.wide(24, 16, 512);

    assertThat(Flops.training(shape) / Flops.forward(shape)).isBetween(2.1, 2.4);
  }

  @Test
  void decoderOfOneResolutionByHand() {
    VaeConfig config = new VaeConfig(List.of(4), 1, 2, 2, true, 1, 0);
    // Side 8, 64 places: conv_in 2 x 4 x 9, middle: 4 convolutions 4 x 4 x 9 and attention's four
    // Linears 4 x 4, two resnets of two convolutions, conv_out 4 x 3 x 9; and attention itself.
    double adds = 72 + 4 * 144 + 4 * 16 + 4 * 144 + 108;
    assertThat(new VaeFlops(config, 8).decode()).isEqualTo(2 * 64 * adds + 4 * 64 * 64 * 4);
  }

  @Test
  void encoderWidensInItsFirstResnetAndHalvesBetweenResolutions() {
    VaeConfig config = new VaeConfig(List.of(2, 4), 1, 1, 2, false, 1, 0);
    double fine = 3 * 2 * 9 + 2 * (2 * 2 * 9);
    double half = 2 * 2 * 9;
    double coarse = 2 * 4 * 9 + 4 * 4 * 9 + 2 * 4 + 4 * (4 * 4 * 9) + 4 * 2 * 9;
    assertThat(new VaeFlops(config, 8).encode()).isEqualTo(2 * (64 * fine + 16 * (half + coarse)));
  }
}
