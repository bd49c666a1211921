package io.lorweb.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.Result;
import io.lorweb.Settings;
import io.lorweb.analogy.Layout;
import io.lorweb.basis.GivenMixture;
import io.lorweb.basis.Mixture;
import io.lorweb.basis.Span;
import io.lorweb.explain.Explanation;
import io.lorweb.files.JsonRecords;
import io.lorweb.image.Picture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * @param pictureSpan how far b lies from the pictures that the adapter was trained on, where known
 * @param explained which instructions make a' of a, where they were looked for
 * @param otherTable names the settings that the step cache's table was measured with, where this
 *     run has others
 * @param routing the mixing coefficients, where they were asked for
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
    Optional<SpanReport> pictureSpan,
    Optional<Explained> explained,
    Optional<String> otherTable,
    Optional<Routed> routing,
    double seconds) {

  /**
   * Where the edit or b lies.
   *
   * @param distance from those of the training
   * @param rank share of those that lie nearer, 0 to 1
   * @param outside whether it is unlike them
   */
  public record SpanReport(double distance, double rank, boolean outside) {

    private static SpanReport of(Span.Score score, boolean outside) {
      return new SpanReport(score.distance(), score.rank(), outside);
    }
  }

  /**
   * A demonstration in words.
   *
   * @param instructions one after the other
   * @param share of the change from a to a' that they make
   * @param followed whether that was enough, so that they made the picture
   */
  public record Explained(List<String> instructions, double share, boolean followed) {

    static Explained of(Explanation found) {
      return new Explained(
          found.instructions(), Math.round(found.share() * 1000) / 1000.0, found.holds());
    }
  }

  /**
   * The mixing coefficients, before the strength is applied.
   *
   * @param size N
   * @param origin what they were made of, where they were given
   * @param coefficients N of every Linear
   */
  public record Routed(int size, Optional<String> origin, Map<String, List<Float>> coefficients) {

    /** Given coefficients. */
    public static Routed of(GivenMixture given) {
      return of(given.mixture(), Optional.of(given));
    }

    private static Routed of(Mixture mixture, Optional<GivenMixture> given) {
      Map<String, List<Float>> coefficients = new LinkedHashMap<>();
      for (int i = 0; i < mixture.paths().size(); i++) {
        List<Float> row = new ArrayList<>();
        for (float coefficient : mixture.of(i)) {
          row.add(coefficient);
        }
        coefficients.put(mixture.paths().get(i), row);
      }
      return new Routed(mixture.size(), given.map(GivenMixture::origin), coefficients);
    }
  }

  /** The report of a run without its coefficients: a batch would have many. */
  public static RunReport of(Path out, Picture picture, Result result, double seconds) {
    return of(out, picture, result, Optional.empty(), seconds);
  }

  /** The report of a run with its coefficients, where it has some. */
  public static RunReport routed(Path out, Picture picture, Result result, double seconds) {
    Optional<Routed> routing =
        result.mixture().map(mixture -> Routed.of(mixture, result.inputs().mixture()));
    return of(out, picture, result, routing, seconds);
  }

  /**
   * The report of a run.
   *
   * @param picture as it was written
   */
  private static RunReport of(
      Path out, Picture picture, Result result, Optional<Routed> routing, double seconds) {
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
        result.spans().edit().map(score -> SpanReport.of(score, score.outside())),
        result.spans().picture().map(score -> SpanReport.of(score, score.beyond())),
        result.explanation().map(Explained::of),
        result.run().otherTable(),
        routing,
        Math.round(seconds * 1000) / 1000.0);
  }

  /** One JSON object. */
  public ObjectNode json() {
    return JsonRecords.tree(this);
  }
}
