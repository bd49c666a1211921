package io.lorweb.sample;

import io.lorweb.config.JsonFile;
import io.lorweb.flux.FluxConfig;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.layer.Weights;
import io.lorweb.parity.FixtureTree;
import io.lorweb.tensor.Placement;
import io.lorweb.weights.Checkpoint;
import java.nio.file.Path;

/**
 * The small transformer of lorweb-checkpoint/square, in float32.
 *
 * @param weights of it
 * @param model over them
 */
record SquareTransformer(Weights weights, FluxTransformer model) implements AutoCloseable {

  static SquareTransformer open() {
    Path folder = FixtureTree.root().resolve("lorweb-checkpoint/square/model/transformer");
    FluxConfig config = FluxConfig.read(JsonFile.read(folder.resolve("config.json")));
    Weights weights = new Weights(Checkpoint.open(folder), Placement.CPU_FP32);
    return new SquareTransformer(weights, new FluxTransformer(config, weights));
  }

  @Override
  public void close() {
    weights.close();
  }
}
