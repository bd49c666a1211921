package io.lorweb.train.recipe;

import io.lorweb.flux.FluxConfig;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.layer.Weights;
import io.lorweb.tensor.Placement;
import io.lorweb.weights.ShapeRecorder;
import java.util.ArrayList;
import java.util.List;

/**
 * The shapes of a transformer, built from its configuration without any weights.
 *
 * @param linears those of the blocks, which can carry adapters
 * @param parameters of the whole transformer
 * @param largest elements of its largest tensor
 */
record Architecture(List<Shape> linears, long parameters, long largest) {

  /**
   * One Linear.
   *
   * @param path in the transformer, such as {@code transformer_blocks.0.attn.to_q}
   */
  record Shape(String path, long in, long out) {}

  static Architecture of(FluxConfig config) {
    ShapeRecorder recorder = new ShapeRecorder();
    try (Weights weights = new Weights(recorder, Placement.CPU_FP32)) {
      List<Shape> linears = new ArrayList<>();
      new FluxTransformer(config, weights)
          .adapted(
              (path, linear) -> {
                if (TargetLinears.ALL.contains(path)) {
                  linears.add(new Shape(path, linear.in(), linear.out()));
                }
                return linear;
              });
      long sum = 0;
      long largest = 0;
      for (long[] shape : recorder.shapes().values()) {
        long elements = 1;
        for (long size : shape) {
          elements *= size;
        }
        sum += elements;
        largest = Math.max(largest, elements);
      }
      return new Architecture(linears, sum, largest);
    }
  }
}
