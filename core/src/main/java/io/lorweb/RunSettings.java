package io.lorweb;

import io.lorweb.analogy.Layout;
import io.lorweb.image.Size;
import io.lorweb.pipeline.Generated;
import io.lorweb.pipeline.Session;
import io.lorweb.sample.RatioTable;
import io.lorweb.tensor.Engine;
import java.util.Optional;

/**
 * How a finished picture came about.
 *
 * @param settings with every default filled in that does not concern the size
 * @param canvas size of the generated picture in pixels
 * @param threads of the engine; sums depend on it in the last bit
 * @param device where it ran
 * @param dtype in which format
 */
public record RunSettings(
    Settings settings, Size canvas, int threads, String device, String dtype) {

  /**
   * Whether the table of the step cache was measured with other settings than these: one sentence
   * that names them. Empty where all is well, and without a step cache.
   */
  public Optional<String> otherTable() {
    Settings.Sampling sampling = settings.sampling();
    RatioTable.Use use =
        new RatioTable.Use(
            sampling.steps().orElse(0),
            sampling.guidance().orElse(0),
            settings.canvas().layout().map(Layout::label).orElse(""),
            settings.mixing().strength());
    return sampling.stepCache().flatMap(cache -> cache.table().otherwise(use));
  }

  static RunSettings of(Settings filled, Generated generated, Session session) {
    return new RunSettings(
        filled,
        generated.canvas().size(),
        Engine.currentThreads(),
        session.model().placement().device().toString(),
        session.model().type().name());
  }
}
