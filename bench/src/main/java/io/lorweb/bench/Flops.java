package io.lorweb.bench;

import io.lorweb.flux.FluxConfig;
import io.lorweb.layer.EncoderSizes;
import io.lorweb.text.T5Config;
import io.lorweb.vision.VisionConfig;

/**
 * Floating-point operations of products; a multiply-add is two. Norms and the like are left out.
 */
final class Flops {

  private Flops() {}

  static double product(double rows, double inner, double columns) {
    return 2 * rows * inner * columns;
  }

  /** Blocks and head of the bare transformer, one example. */
  static double forward(StepShape shape) {
    return linears(shape) + attention(shape);
  }

  /**
   * A training step: through the frozen Linears twice, forward and back to their inputs; through
   * attention and the adapter three times, as both of a product's factors get gradients.
   */
  static double training(StepShape shape) {
    return shape.batch() * (2 * linears(shape) + 3 * (attention(shape) + adapter(shape)));
  }

  private static double linears(StepShape shape) {
    FluxConfig c = shape.model();
    double d = c.hidden();
    double f = c.feedForward();
    double n = shape.tokens();
    double doubles = c.doubleBlocks() * (n * (4 * d * d + 2 * d * f) + 12 * d * d);
    double singles = c.singleBlocks() * (n * (4 * d * d + 2 * d * f) + 3 * d * d);
    double head = (n - shape.text()) * d * c.outChannels() + 2 * d * d;
    return 2 * (doubles + singles + head);
  }

  private static double attention(StepShape shape) {
    return attention(shape.model().hidden(), shape.tokens())
        * (shape.model().doubleBlocks() + shape.model().singleBlocks());
  }

  /** One adapter of width N r beside each Linear that a token meets. */
  private static double adapter(StepShape shape) {
    FluxConfig c = shape.model();
    double d = c.hidden();
    double f = c.feedForward();
    double doubles = c.doubleBlocks() * (4 * 2 * d + 2 * (d + f));
    double singles = c.singleBlocks() * (3 * 2 * d + (d + f) + (2 * d + f));
    double width = (double) shape.basis().lorasNum() * shape.basis().rank();
    return 2 * width * shape.tokens() * (doubles + singles);
  }

  private static double attention(double width, double tokens) {
    return 4 * tokens * tokens * width;
  }

  static double encoder(EncoderSizes sizes, double tokens) {
    double h = sizes.hidden();
    return sizes.layers()
        * (2 * tokens * (4 * h * h + 2 * h * sizes.intermediate()) + attention(h, tokens));
  }

  static double vision(VisionConfig config) {
    double patches = Math.pow(config.imageSize() / config.patchSize(), 2);
    double h = config.sizes().hidden();
    double embedding = product(patches, 3.0 * config.patchSize() * config.patchSize(), h);
    return embedding + encoder(config.sizes(), 1 + patches) + product(1, h, config.width());
  }

  static double t5(T5Config config, double tokens) {
    double heads = (double) config.heads() * config.headDim();
    double linear = 4 * config.hidden() * heads + 3.0 * config.hidden() * config.feedForward();
    return config.layers() * (2 * tokens * linear + attention(heads, tokens));
  }
}
