package io.lorweb;

import io.lorweb.image.Size;
import io.lorweb.pipeline.Generated;
import io.lorweb.pipeline.Session;
import io.lorweb.tensor.Engine;

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

  static RunSettings of(Settings filled, Generated generated, Session session) {
    return new RunSettings(
        filled,
        generated.canvas().size(),
        Engine.currentThreads(),
        session.model().placement().device().toString(),
        session.model().placement().type().name());
  }
}
