package io.lorweb.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.basis.BasisAdapter;
import io.lorweb.basis.Mixture;
import io.lorweb.error.InputException;
import io.lorweb.layer.Adapter;
import io.lorweb.tensor.Arena;
import io.lorweb.tensor.MemoryPlan;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A mixture on a whole transformer. */
class MountedBasisTest {

  @Test
  void mergingIsUndoneExactly() {
    try (SquareTransformer square = new SquareTransformer(MemoryPlan.RESIDENT);
        BasisAdapter adapter = SquareTransformer.adapter();
        MountedBasis mounted = MountedBasis.on(square.transformer, adapter);
        Arena arena = new Arena()) {
      float[] before = square.forward(Adapter.NONE);
      Mixture mixture = SquareTransformer.mixture(adapter, 1);
      float[] merged = square.forward(mounted.merged(mixture, arena));
      assertThat(square.forward(Adapter.NONE)).containsExactly(before);
      float[] folded = square.forward(mounted.folded(mixture, arena));
      assertThat(square.forward(Adapter.NONE)).containsExactly(before);
      float[] perSample = square.forward(mounted.perSample(List.of(mixture), arena));

      assertThat(SquareTransformer.gap(merged, before)).isGreaterThan(1e-3);
      assertThat(SquareTransformer.gap(folded, merged)).isLessThan(1e-5);
      assertThat(SquareTransformer.gap(perSample, folded)).isLessThan(1e-5);
    }
  }

  @Test
  void strengthZeroIsTheBareTransformer() {
    try (SquareTransformer square = new SquareTransformer(MemoryPlan.RESIDENT);
        BasisAdapter adapter = SquareTransformer.adapter();
        MountedBasis mounted = MountedBasis.on(square.transformer, adapter);
        Arena arena = new Arena()) {
      Mixture nothing = SquareTransformer.mixture(adapter, 1).scaled(0);
      float[] bare = square.forward(Adapter.NONE);
      assertThat(square.forward(mounted.folded(nothing, arena))).containsExactly(bare);
      assertThat(square.forward(mounted.merged(nothing, arena))).containsExactly(bare);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = MemoryPlan.class,
      names = {"STREAM", "INT8"})
  void foldsButDoesNotMergeIntoWeightsThatAreNotResident(MemoryPlan plan) {
    try (SquareTransformer square = new SquareTransformer(plan);
        BasisAdapter adapter = SquareTransformer.adapter();
        MountedBasis mounted = MountedBasis.on(square.transformer, adapter);
        Arena arena = new Arena()) {
      Mixture mixture = SquareTransformer.mixture(adapter, 1);
      float[] bare = square.forward(Adapter.NONE);
      assertThat(SquareTransformer.gap(square.forward(mounted.folded(mixture, arena)), bare))
          .isGreaterThan(1e-3);
      assertThatThrownBy(() -> square.forward(mounted.merged(mixture, arena)))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("cannot be merged: its weights are streamed or quantised");
    }
  }

  @Test
  void refusesTheMixtureOfAnotherAdapter() {
    try (SquareTransformer square = new SquareTransformer(MemoryPlan.RESIDENT);
        BasisAdapter adapter = SquareTransformer.adapter();
        MountedBasis mounted = MountedBasis.on(square.transformer, adapter);
        Arena arena = new Arena()) {
      Mixture foreign = new Mixture(List.of("blocks.0"), 6, new float[6]);
      Mixture narrow = new Mixture(List.of("transformer_blocks.0.attn.to_q"), 5, new float[5]);
      for (Mixture mixture : List.of(foreign, narrow)) {
        assertThatThrownBy(() -> mounted.folded(mixture, arena))
            .isInstanceOf(InputException.class)
            .hasMessageContaining("the mixing coefficients belong to another adapter than");
      }
    }
  }
}
