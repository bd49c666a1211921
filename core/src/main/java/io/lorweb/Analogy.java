package io.lorweb;

import io.lorweb.Planner.Planned;
import io.lorweb.analogy.Demonstration;
import io.lorweb.analogy.Layout;
import io.lorweb.analogy.Subject;
import io.lorweb.basis.Mixture;
import io.lorweb.error.InputException;
import io.lorweb.explain.Explanation;
import io.lorweb.image.Picture;
import io.lorweb.image.Size;
import io.lorweb.pipeline.AnalogyPipeline;
import io.lorweb.pipeline.AnalogySource;
import io.lorweb.pipeline.Generated;
import io.lorweb.pipeline.LaidOut;
import io.lorweb.pipeline.Session;
import io.lorweb.sample.RatioTable;
import io.lorweb.work.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One edit, shown by pairs of pictures or read from a file, ready to be applied to any number of
 * pictures. Safe for several threads. Everything here throws {@link IllegalStateException} after
 * {@link LoRWeB#close()}, and {@link io.lorweb.error.InputException} for what the user can fix.
 */
public final class Analogy {

  private final LoRWeB lorweb;
  private final Session session;
  private final AnalogySource source;
  private final Optional<Path> saved;
  private final List<Weighted> mixed;

  /**
   * @param saved the file that {@code source} was read from
   */
  Analogy(LoRWeB lorweb, AnalogySource source, Optional<Path> saved) {
    this(lorweb, source, saved, List.of());
  }

  private Analogy(LoRWeB lorweb, AnalogySource source, Optional<Path> saved, List<Weighted> mixed) {
    this.lorweb = lorweb;
    session = lorweb.session();
    this.source = source;
    this.saved = saved;
    this.mixed = mixed;
  }

  /** Shows the model the pictures of the one with the largest weight, of equals the first. */
  static Analogy mixed(LoRWeB lorweb, List<Weighted> analogies) {
    List<Weighted> flat =
        analogies.stream()
            .flatMap(weighted -> weighted.analogy().parts(weighted.weight()))
            .toList();
    Analogy seen = flat.get(0).analogy();
    double most = flat.get(0).weight();
    for (Weighted part : flat) {
      if (part.analogy().lorweb != lorweb) {
        throw new InputException("the analogies come from different models: load one for all");
      }
      if (part.weight() > most) {
        most = part.weight();
        seen = part.analogy();
      }
    }
    return new Analogy(lorweb, seen.source, seen.saved, flat);
  }

  private Stream<Weighted> parts(double weight) {
    return mixed.isEmpty()
        ? Stream.of(new Weighted(this, weight))
        : mixed.stream().map(part -> new Weighted(part.analogy(), weight * part.weight()));
  }

  /** Makes b' for b as the model does it by default. */
  public Result apply(Picture b) {
    return apply(b, Settings.defaults());
  }

  /** Makes b' for b, with nobody listening; an interrupt of this thread ends it. */
  public Result apply(Picture b, Settings settings) {
    return apply(b, settings, Progress.NONE);
  }

  /**
   * Makes b' for b.
   *
   * @throws java.util.concurrent.CancellationException when {@code progress} says so, or when the
   *     model is closed meanwhile
   */
  public Result apply(Picture b, Settings settings, Progress progress) {
    return apply(subject(b), settings, progress);
  }

  /** As above, for a picture with a mask or given starting noise. */
  public Result apply(Subject subject, Settings settings, Progress progress) {
    requireAll(subject, settings, progress);
    return applied(subject, settings, new AnalogyPipeline(session), progress);
  }

  /**
   * Measures how what the transformer's blocks add grows from step to step in full runs for {@code
   * bs}: the table of a {@link io.lorweb.sample.StepCache} for this model, this adapter and these
   * settings.
   *
   * @throws java.util.concurrent.CancellationException when {@code progress} says so
   */
  public RatioTable calibrate(List<Picture> bs, Settings settings, Progress progress) {
    Objects.requireNonNull(bs, "bs");
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(progress, "progress");
    return new Calibration(lorweb, true)
        .over(bs, settings, (subject, pipeline) -> applied(subject, settings, pipeline, progress));
  }

  private Result applied(
      Subject subject, Settings settings, AnalogyPipeline pipeline, Progress progress) {
    return session
        .gate()
        .inside(
            progress,
            ending ->
                settings.mixing().explains()
                    ? explained(subject, settings, pipeline, ending)
                    : byMixture(subject, settings, pipeline, ending));
  }

  private Result byMixture(
      Subject subject, Settings settings, AnalogyPipeline pipeline, Progress progress) {
    return external()
        ? routed(subject, settings, progress).generate(pipeline, progress)
        : internal(subject, settings, pipeline, progress);
  }

  /** In words where they hold, else as ever. */
  private Result explained(
      Subject subject, Settings settings, AnalogyPipeline pipeline, Progress progress) {
    ExplainedAnalogy words = words();
    Explanation found = words.explanation(settings, pipeline, progress);
    if (!found.holds()) {
      return byMixture(subject, settings, pipeline, progress).explained(found);
    }
    Planned planned = planned(subject, settings);
    Generated generated = words.follow(found, subject, settings, pipeline, progress);
    return made(planned, generated, subject).explained(found);
  }

  private Planned planned(Subject subject, Settings settings) {
    return lorweb.planner().analogy(Planner.beside(subject, settings), source, external());
  }

  private boolean external() {
    return session.adapter().orElseThrow().external().isPresent();
  }

  private Result made(Planned planned, Generated generated, Subject subject) {
    return Result.of(
        generated, RunSettings.of(planned.filled(), generated, session), inputs(subject));
  }

  private ExplainedAnalogy words() {
    if (!mixed.isEmpty()) {
      throw new InputException(
          "a mixture of analogies cannot be explained: leave out setting 'explain'");
    }
    return new ExplainedAnalogy(lorweb, source);
  }

  /**
   * Says the first demonstration in words: which of the model's instructions make a' of a.
   *
   * @param settings with {@code explain} of at least 1
   * @throws io.lorweb.error.InputException when it is 0, for saved analogies and mixtures of
   *     several
   * @throws java.util.concurrent.CancellationException when {@code progress} says so
   */
  public Explanation explain(Settings settings, Progress progress) {
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(progress, "progress");
    if (!settings.mixing().explains()) {
      throw new InputException("setting 'explain' must be at least 1 to say something in words");
    }
    return session
        .gate()
        .inside(
            progress,
            ending -> words().explanation(settings, new AnalogyPipeline(session), ending));
  }

  private Result internal(
      Subject subject, Settings settings, AnalogyPipeline pipeline, Progress progress) {
    Planned planned = planned(subject, settings);
    lorweb.budget().require(planned, subject.b().size());
    Generated generated = pipeline.generateInternal(source, subject, planned.plan(), progress);
    return made(planned, generated, subject);
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
    return route(subject(b), settings, progress);
  }

  /** As above, for a picture with a mask or given starting noise. */
  public RoutedAnalogy route(Subject subject, Settings settings, Progress progress) {
    requireAll(subject, settings, progress);
    if (settings.mixing().explains()) {
      throw new InputException(
          "setting 'explain' looks for words instead of mixing coefficients: leave it out here");
    }
    return session.gate().inside(progress, ending -> routed(subject, settings, ending));
  }

  private RoutedAnalogy routed(Subject subject, Settings settings, Progress progress) {
    if (mixed.isEmpty()) {
      return routedAlone(subject, settings, progress);
    }
    List<Mixture> mixtures = new ArrayList<>();
    RoutedAnalogy seen = null;
    for (Weighted part : mixed) {
      RoutedAnalogy routed = part.analogy().routedAlone(subject, settings, progress);
      mixtures.add(routed.mixture());
      if (seen == null && part.analogy().source == source) {
        seen = routed;
      }
    }
    return seen.with(
        Mixture.weighted(mixtures, mixed.stream().map(Weighted::weight).toList()), toString());
  }

  private RoutedAnalogy routedAlone(Subject subject, Settings settings, Progress progress) {
    session.adapter().orElseThrow().external("an analogy cannot be folded, saved or exported");
    AnalogyPipeline pipeline = new AnalogyPipeline(session);
    Ready ready = ready(subject, Planner.beside(subject, settings), pipeline);
    return new RoutedAnalogy(
        session,
        source,
        ready.planned().filled(),
        pipeline.route(ready.laidOut(), ready.planned().plan(), progress),
        inputs(subject));
  }

  /** Settings with every default filled in, and the analogy laid out by them. */
  private record Ready(Planned planned, LaidOut laidOut) {}

  /** A b that the adapter knows nothing like may be better off with another layout. */
  private Ready ready(Subject subject, Settings asked, AnalogyPipeline pipeline) {
    Planner planner = lorweb.planner();
    Planned usual = planner.analogy(asked, source, true);
    Optional<Layout> other = planner.unlikeLayout(asked, source);
    if (other.isEmpty()) {
      return ready(subject, usual, pipeline);
    }
    return known(subject, usual, pipeline)
        .orElseGet(
            () ->
                ready(
                    subject,
                    planner.analogy(asked.canvas(c -> c.layout(other.get())), source, true),
                    pipeline));
  }

  /** Empty for a b unlike all of the training: large pictures are not laid out twice at once. */
  private Optional<Ready> known(Subject subject, Planned planned, AnalogyPipeline pipeline) {
    Ready ready = ready(subject, planned, pipeline);
    return pipeline.unlike(ready.laidOut()) ? Optional.empty() : Optional.of(ready);
  }

  private Ready ready(Subject subject, Planned planned, AnalogyPipeline pipeline) {
    lorweb.budget().require(planned, subject.b().size());
    return new Ready(planned, pipeline.layOut(source, subject, planned.plan()));
  }

  /**
   * What {@link #apply(Picture, Settings)} would cost for a picture of size {@code b}, whether the
   * limits allow it or not.
   */
  public Estimate estimate(Size b, Settings settings) {
    Objects.requireNonNull(b, "b");
    Objects.requireNonNull(settings, "settings");
    return session
        .gate()
        .inside(
            () -> {
              Planned planned = lorweb.planner().analogy(settings, source, external());
              Estimate mixing = lorweb.budget().estimate(planned, b);
              return settings.mixing().explains() ? words().with(mixing, settings) : mixing;
            });
  }

  private Result.Inputs inputs(Subject subject) {
    List<Demonstration> pairs =
        source instanceof AnalogySource.Shown shown ? shown.demonstrations() : List.of();
    return new Result.Inputs(
        lorweb.options(), lorweb.files(), pairs, subject, saved, Optional.empty());
  }

  private static Subject subject(Picture b) {
    return Subject.of(Objects.requireNonNull(b, "b"));
  }

  private static void requireAll(Subject subject, Settings settings, Progress progress) {
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(progress, "progress");
  }

  /**
   * Such as {@code Analogy of 1 pair, first a of 64 x 64}, {@code Analogy saved in FILE}, or of
   * several {@code 0.5 x Analogy saved in FILE + 0.5 x Analogy saved in OTHER}.
   */
  @Override
  public String toString() {
    if (!mixed.isEmpty()) {
      return mixed.stream()
          .map(part -> part.weight() + " x " + part.analogy())
          .collect(Collectors.joining(" + "));
    }
    if (source instanceof AnalogySource.Shown shown) {
      int pairs = shown.demonstrations().size();
      return String.format(
          Locale.ROOT,
          "Analogy of %d %s, first a of %s",
          pairs,
          pairs == 1 ? "pair" : "pairs",
          shown.demonstrations().get(0).a().size());
    }
    return "Analogy saved in " + saved.orElseThrow();
  }
}
