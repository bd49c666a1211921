package io.lorweb.adapt;

import io.lorweb.basis.BasisAdapter;
import io.lorweb.basis.Mixture;
import io.lorweb.basis.Router;
import io.lorweb.config.JsonFile;
import io.lorweb.flux.FluxConfig;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.layer.Adapter;
import io.lorweb.layer.Weights;
import io.lorweb.parity.FixtureTree;
import io.lorweb.sample.Noise;
import io.lorweb.tensor.MemoryPlan;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.weights.Checkpoint;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.pytorch.NoGradGuard;

/** The small transformer of lorweb-checkpoint/square, and one forward pass of it. */
final class SquareTransformer implements AutoCloseable {

  private static final Path FOLDER = FixtureTree.root().resolve("lorweb-checkpoint/square");

  private final Weights weights;
  final FluxTransformer transformer;

  SquareTransformer(MemoryPlan plan) {
    Path folder = FOLDER.resolve("model/transformer");
    weights = new Weights(Checkpoint.open(folder), Placement.CPU_FP32.with(plan));
    transformer =
        new FluxTransformer(FluxConfig.read(JsonFile.read(folder.resolve("config.json"))), weights);
  }

  /** The velocity of fixed inputs with {@code adapting} on the Linears. */
  float[] forward(Adapter adapting) {
    FluxTransformer view = transformer.adapted(adapting);
    try (NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      var sigma = Tensors.of(new float[] {0.7f}, 1);
      var ids = Noise.normal(5, 12, 3).abs().floor();
      return Tensors.floats(
          view.forward(
              view.embedImage(Noise.normal(1, 1, 12, view.config().inChannels())),
              view.embedText(Noise.normal(2, 1, 5, view.config().jointDim())),
              Noise.normal(3, 1, view.config().pooledDim()),
              sigma,
              Tensors.of(new float[] {2.5f}, 1),
              view.rope(Tensors.of(new float[15], 5, 3), ids)));
    }
  }

  static BasisAdapter adapter() {
    return BasisAdapter.open(
        FOLDER.resolve("lorweb.safetensors"), Optional.of(FOLDER.resolve("config.yaml")));
  }

  /** The adapter's coefficients for a made-up query. */
  static Mixture mixture(BasisAdapter adapter, long seed) {
    try (Router router = adapter.router();
        Scope scope = new Scope()) {
      return router.route(Tensors.floats(Noise.normal(seed, router.queryWidth())));
    }
  }

  /** max |one - other| over max |other|. */
  static double gap(float[] one, float[] other) {
    double gap = 0;
    double scale = 0;
    for (int i = 0; i < other.length; i++) {
      gap = Math.max(gap, Math.abs(one[i] - other[i]));
      scale = Math.max(scale, Math.abs(other[i]));
    }
    return gap / scale;
  }

  @Override
  public void close() {
    weights.close();
  }
}
