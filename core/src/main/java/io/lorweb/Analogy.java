package io.lorweb;

import io.lorweb.Planner.Planned;
import io.lorweb.image.Picture;
import io.lorweb.pipeline.AnalogyPipeline;
import io.lorweb.pipeline.AnalogySource;
import io.lorweb.pipeline.Generated;
import io.lorweb.pipeline.MountedAdapter;
import io.lorweb.pipeline.Session;
import io.lorweb.work.Progress;
import java.util.Optional;

/**
 * One edit, shown by pairs of pictures or read from a file, ready to be applied to any number of
 * pictures. Safe for several threads.
 */
public final class Analogy {

  private final Session session;
  private final AnalogySource source;

  Analogy(Session session, AnalogySource source) {
    this.session = session;
    this.source = source;
  }

  /**
   * Makes b' for b.
   *
   * @throws java.util.concurrent.CancellationException when {@code progress} says so
   */
  public Result apply(Picture b, Settings settings, Progress progress) {
    return apply(b, settings, Optional.empty(), progress);
  }

  /**
   * As above, from given packed starting noise [S, C], row-major, instead of the seed's: it says
   * how large the canvas is, so nothing is drafted unless the settings ask for it.
   */
  public Result apply(Picture b, Settings settings, Optional<float[]> latents, Progress progress) {
    if (adapter().external().isPresent()) {
      return route(b, settings, latents, progress).apply(progress);
    }
    Planned planned =
        new Planner(session).analogy(Planner.beside(latents, settings), source, false);
    Generated generated =
        new AnalogyPipeline(session).generateInternal(source, b, planned.plan(), latents, progress);
    return Result.of(generated, RunSettings.of(planned.filled(), generated, session));
  }

  /** As {@link #route(Picture, Settings, Progress)}, with nobody listening. */
  public RoutedAnalogy route(Picture b, Settings settings) {
    return route(b, settings, Progress.NONE);
  }

  /**
   * Routes the analogy for one b: encodes what has not been encoded yet and computes the mixing
   * coefficients; fits them to the demonstration where the settings or the model ask for it.
   *
   * @param progress listens to the fit
   * @throws io.lorweb.error.InputException for adapters with internal queries
   * @throws java.util.concurrent.CancellationException when {@code progress} says so
   */
  public RoutedAnalogy route(Picture b, Settings settings, Progress progress) {
    return route(b, settings, Optional.empty(), progress);
  }

  /** As above, to be applied from given packed starting noise [S, C] instead of the seed's. */
  public RoutedAnalogy route(
      Picture b, Settings settings, Optional<float[]> latents, Progress progress) {
    adapter().external("an analogy cannot be folded, saved or exported");
    Planned planned = new Planner(session).analogy(Planner.beside(latents, settings), source, true);
    return new RoutedAnalogy(
        session,
        source,
        planned.filled(),
        new AnalogyPipeline(session).route(source, b, planned.plan(), progress),
        latents);
  }

  private MountedAdapter adapter() {
    return session.adapter().orElseThrow();
  }
}
