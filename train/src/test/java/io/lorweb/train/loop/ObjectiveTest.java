package io.lorweb.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lorweb.layer.Dropout;
import io.lorweb.sample.SchedulerConfig;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.train.recipe.Objective;
import io.lorweb.train.recipe.Objective.Timesteps;
import io.lorweb.train.recipe.Objective.Weighting;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

/** Timesteps, weights, quadrants, mixture terms and dropout. */
class ObjectiveTest {

  private static TimestepLaw law(Timesteps timesteps, Weighting weighting) {
    Objective objective =
        new Objective(
            timesteps, OptionalInt.empty(), weighting, 1, Objective.ALL_QUADRANTS, 0, 0, 0);
    return new TimestepLaw(objective, new SchedulerConfig(3, false, 256, 4096, 0.5, 1.15, 1000));
  }

  private static double[] draws(Timesteps timesteps) {
    TimestepLaw law = law(timesteps, Weighting.NONE);
    Random random = new Random(1);
    double[] drawn = new double[2000];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = law.draw(random, 256);
      assertThat(drawn[i]).isBetween(1e-6, 1000.0);
    }
    Arrays.sort(drawn);
    return drawn;
  }

  private static double median(Timesteps timesteps) {
    return draws(timesteps)[1000];
  }

  @Test
  void everyLawDrawsWhereItSays() {
    assertThat(median(Timesteps.LINEAR)).isCloseTo(501, within(40.0));
    assertThat(draws(Timesteps.LINEAR)[0]).isGreaterThanOrEqualTo(2);
    assertThat(median(Timesteps.WEIGHTED)).isCloseTo(501, within(40.0));
    assertThat(median(Timesteps.SIGMOID)).isCloseTo(500, within(40.0));
    assertThat(draws(Timesteps.SIGMOID)[200]).isGreaterThan(170);
    // mu(256) = 0.5: sigma 0.5 becomes e^0.5 / (e^0.5 + 1).
    assertThat(median(Timesteps.SHIFT)).isCloseTo(622, within(40.0));
    assertThat(median(Timesteps.LOGNORM_BLEND)).isCloseTo(600, within(100.0));
    assertThat(Arrays.stream(draws(Timesteps.NEXT_SAMPLE)).distinct().count()).isEqualTo(8);
    assertThat(draws(Timesteps.ONE_STEP)).containsOnly(1000);
    // A static shift of 3: sigma 0.5 becomes 1.5 / 2.
    assertThat(median(Timesteps.SCHEDULER)).isCloseTo(750, within(40.0));
  }

  @Test
  void weightsBelongToTheTimestepNotToItsPlaceInABatch() {
    TimestepLaw bell = law(Timesteps.WEIGHTED, Weighting.EFFECTIVE);
    assertThat(bell.weight(1000)).isZero();
    assertThat(bell.weight(500)).isCloseTo(1.5796, within(1e-4));
    assertThat(bell.weight(2)).isCloseTo(0.0097, within(1e-3));
    assertThat(law(Timesteps.LINEAR, Weighting.FLATTENED).weight(2))
        .isCloseTo(1.5796, within(1e-4));
    assertThat(law(Timesteps.LINEAR, Weighting.NONE).weight(123)).isEqualTo(1);
  }

  @Test
  void quadrantsWeighTheirTokensAndKeepTheMean() {
    try (Scope scope = new Scope()) {
      assertThat(FlowLoss.quadrants(Objective.ALL_QUADRANTS, 4, 4)).isNull();
      float[] weights = Tensors.floats(FlowLoss.quadrants(List.of(0.0, 0.0, 0.0, 1.0), 4, 6));
      assertThat(weights[0]).isZero();
      assertThat(weights[2 * 6 + 3]).isEqualTo(4);
      assertThat(weights[1 * 6 + 3]).isZero();
      assertThat(weights[2 * 6 + 2]).isZero();

      // An error that lies in b' only counts four times as much as in the plain mean.
      Tensor error = torch.zeros(1, 24, 3);
      error.narrow(1, 15, 1).fill_(Tensors.number(2));
      Tensor target = torch.zeros(1, 24, 3);
      Tensor one = torch.ones(1);
      double plain = new FlowLoss(one, null).of(error, target, 1).item_double();
      double onB2 = new FlowLoss(one, Tensors.of(weights, 24)).of(error, target, 1).item_double();
      assertThat(onB2).isCloseTo(4 * plain, within(1e-6));
    }
  }

  @Test
  void termsSeeUniformAndOneSidedMixtures() {
    try (Scope scope = new Scope()) {
      Tensor uniform = Tensors.times(torch.ones(3, 5, 4), 0.25);
      Tensor oneSided = torch.zeros(3, 5, 4);
      oneSided.narrow(2, 1, 1).fill_(Tensors.number(1));

      assertThat(MixtureTerms.of(uniform, 1, 0).item_double()).isCloseTo(-1, within(1e-5));
      assertThat(MixtureTerms.of(oneSided, 1, 0).item_double()).isCloseTo(0, within(1e-5));
      assertThat(MixtureTerms.of(uniform, 0, 1).item_double()).isCloseTo(0, within(1e-5));
      assertThat(MixtureTerms.of(oneSided, 0, 1).item_double()).isCloseTo(3, within(1e-5));
    }
  }

  @Test
  void dropoutDropsItsShareAndTheSameOnesAgain() {
    try (Scope scope = new Scope()) {
      Tensor x = torch.ones(100, 100);
      Dropout dropout = new Dropout(0.3, 5).at("transformer_blocks.0.attn.to_q");
      float[] first = Tensors.floats(dropout.apply(x));
      int dropped = 0;
      for (float value : first) {
        assertThat(value).isIn(0f, (float) (1 / 0.7));
        dropped += value == 0 ? 1 : 0;
      }
      assertThat(dropped / 1e4).isCloseTo(0.3, within(0.03));
      assertThat(Tensors.floats(dropout.apply(x))).isEqualTo(first);
      assertThat(Tensors.floats(new Dropout(0.3, 5).at("other").apply(x))).isNotEqualTo(first);
      assertThat(Dropout.NONE.apply(x)).isSameAs(x);
    }
  }
}
