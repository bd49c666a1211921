package io.lorweb.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.basis.Basis;
import io.lorweb.basis.BasisAdapter;
import io.lorweb.basis.Mixture;
import io.lorweb.error.InputException;
import io.lorweb.layer.Adapter;
import io.lorweb.sample.Noise;
import io.lorweb.tensor.Arena;
import io.lorweb.tensor.MemoryPlan;
import io.lorweb.tensor.Scope;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A mixture on a whole transformer. */
class MountedBasisTest {

  private static final String TO_Q = "transformer_blocks.0.attn.to_q";
  private static final String PROJ_OUT = "single_transformer_blocks.1.proj_out";

  @TempDir Path folder;

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
      Mixture narrow = new Mixture(List.of(TO_Q), 5, new float[5]);
      for (Mixture mixture : List.of(foreign, narrow)) {
        assertThatThrownBy(() -> mounted.folded(mixture, arena))
            .isInstanceOf(InputException.class)
            .hasMessageContaining("the mixing coefficients belong to another adapter than");
      }
    }
  }

  @Test
  void refusesAnAdapterOfAnotherModel() {
    Path file = folder.resolve("other.safetensors");
    try (SquareTransformer square = new SquareTransformer(MemoryPlan.RESIDENT)) {
      write(file, Map.of(TO_Q, basis(48, 47), PROJ_OUT, basis(5 * 48, 48)));
      try (BasisAdapter adapter = BasisAdapter.open(file, Optional.empty())) {
        assertThatThrownBy(() -> MountedBasis.on(square.transformer, adapter))
            .isInstanceOf(InputException.class)
            .hasMessage(
                file
                    + " does not fit this model: '"
                    + TO_Q
                    + "' is 48 -> 47 in the adapter but 48 -> 48 in the model");
      }
      write(file, Map.of(TO_Q, basis(48, 48), "y.3", basis(1, 1), "x.9", basis(1, 1)));
      try (BasisAdapter adapter = BasisAdapter.open(file, Optional.empty())) {
        assertThatThrownBy(() -> MountedBasis.on(square.transformer, adapter))
            .isInstanceOf(InputException.class)
            .hasMessage(
                file
                    + " does not fit this model: the model has no Linear 'x.9' (2 of 3 are"
                    + " missing)");
      }
    }
  }

  private static void write(Path file, Map<String, Basis> bases) {
    try (Scope scope = new Scope()) {
      BasisAdapter.write(file, bases, Map.of());
    }
  }

  private static Basis basis(int in, int out) {
    return new Basis(
        Noise.normal(1, 3, in, 2),
        Noise.normal(2, 3, 2, out),
        Noise.normal(3, 3, 4),
        Noise.normal(4, 4, 6));
  }

  @ParameterizedTest
  @EnumSource(Application.class)
  void applicationsAreReadByTheirNames(Application application) {
    assertThat(Application.parse(application.name().toLowerCase(Locale.ROOT)))
        .isEqualTo(application);
    assertThatThrownBy(() -> Application.parse("added"))
        .isInstanceOf(InputException.class)
        .hasMessage("'added' is unknown: use folded or merged");
  }
}
