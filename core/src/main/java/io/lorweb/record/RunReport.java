package io.lorweb.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.Result;
import io.lorweb.Settings;
import io.lorweb.analogy.Layout;
import io.lorweb.basis.Span;
import io.lorweb.files.JsonRecords;
import io.lorweb.image.Picture;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A finished run in a few figures.
 *
 * @param out the picture's file
 * @param width of the picture in pixels
 * @param height of the picture in pixels
 * @param steps denoising steps
 * @param guidance embedded guidance scale
 * @param seed of the starting noise
 * @param strength factor on the mixing coefficients
 * @param prompt what the model was told
 * @param layout how the demonstration entered
 * @param device where it ran
 * @param dtype in which format
 * @param threads of the engine
 * @param span how far the edit lies from those that the adapter was trained on, where that is known
 * @param seconds that it took
 */
public record RunReport(
    Path out,
    int width,
    int height,
    int steps,
    double guidance,
    long seed,
    double strength,
    String prompt,
    Optional<Layout> layout,
    String device,
    String dtype,
    int threads,
    Optional<SpanReport> span,
    double seconds) {

  /**
   * Where the edit lies.
   *
   * @param distance from the edits of the training
   * @param rank share of those that lie nearer, 0 to 1
   * @param outside whether the edit is unlike them
   */
  public record SpanReport(double distance, double rank, boolean outside) {

    private static SpanReport of(Span.Score score) {
      return new SpanReport(score.distance(), score.rank(), score.outside());
    }
  }

  /**
   * The report of a run.
   *
   * @param picture as it was written
   */
  public static RunReport of(Path out, Picture picture, Result result, double seconds) {
    Settings settings = result.run().settings();
    return new RunReport(
        out,
        picture.width(),
        picture.height(),
        settings.sampling().steps().orElse(0),
        settings.sampling().guidance().orElse(0),
        settings.sampling().seed(),
        settings.mixing().strength(),
        settings.wording().prompt().orElse(""),
        settings.canvas().layout(),
        result.run().device(),
        result.run().dtype(),
        result.run().threads(),
        result.span().map(SpanReport::of),
        Math.round(seconds * 1000) / 1000.0);
  }

  /** One JSON object. */
  public ObjectNode json() {
    return JsonRecords.tree(this);
  }
}
