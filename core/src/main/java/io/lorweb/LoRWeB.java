package io.lorweb;

import io.lorweb.Planner.Planned;
import io.lorweb.adapt.MountedBasis;
import io.lorweb.analogy.Demonstration;
import io.lorweb.analogy.Subject;
import io.lorweb.analogy.WantedEncoder;
import io.lorweb.basis.BasisAdapter;
import io.lorweb.basis.BasisConfig;
import io.lorweb.basis.Router;
import io.lorweb.error.InputException;
import io.lorweb.explain.Instructions;
import io.lorweb.image.Picture;
import io.lorweb.image.Size;
import io.lorweb.layer.Adapter;
import io.lorweb.lora.FittedLora;
import io.lorweb.lora.LoraFile;
import io.lorweb.lora.TextEncoder;
import io.lorweb.lora.TextLoras;
import io.lorweb.model.KontextModel;
import io.lorweb.model.LoadedFiles;
import io.lorweb.model.ModelFolder;
import io.lorweb.model.PartPlacement;
import io.lorweb.model.VisionModel;
import io.lorweb.parts.Part;
import io.lorweb.parts.PartFile;
import io.lorweb.pipeline.AnalogyFile;
import io.lorweb.pipeline.AnalogyPipeline;
import io.lorweb.pipeline.AnalogySource;
import io.lorweb.pipeline.Generated;
import io.lorweb.pipeline.MountedAdapter;
import io.lorweb.pipeline.MountedAdapter.External;
import io.lorweb.pipeline.Session;
import io.lorweb.sample.RatioTable;
import io.lorweb.tensor.Arena;
import io.lorweb.tensor.Engine;
import io.lorweb.work.Closing;
import io.lorweb.work.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A loaded model with its LoRWeB adapter: shows it one edit, lets it do the same to other pictures.
 *
 * <pre>{@code
 * try (LoRWeB lorweb = LoRWeB.load(LoadOptions.defaults())) {
 *   Analogy analogy = lorweb.analogy(a, a2);
 *   Settings settings = Settings.defaults().sampling(s -> s.seed(7));
 *   analogy.apply(b, settings).write(Path.of("b2.png"));
 * }
 * }</pre>
 *
 * <p>Safe for several threads: one model in memory serves them all. Errors that the user can fix
 * (files, settings) are {@link InputException}s.
 */
public final class LoRWeB implements AutoCloseable {

  private final LoadOptions options;
  private final Closing parts = new Closing();
  private final Session session;
  private final List<String> notices = new ArrayList<>();
  private LoadedFiles files;
  private Instructions instructions;

  private LoRWeB(LoadOptions options) {
    Engine engine = Engine.start();
    options.machine().threads().ifPresent(Engine::threads);
    if (!engine.waitPolicy().equalsIgnoreCase("PASSIVE")) {
      notices.add(
          "OMP_WAIT_POLICY is "
              + engine.waitPolicy()
              + ": start with OMP_WAIT_POLICY=PASSIVE, else threads of the engine starve each"
              + " other");
    }
    this.options = options;
    try {
      session = open();
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  /**
   * Loads a model and its adapter; the text encoders wait for the first prompt.
   *
   * @throws InputException when a file is missing, damaged or does not fit the others
   */
  public static LoRWeB load(LoadOptions options) {
    return new LoRWeB(Objects.requireNonNull(options, "options"));
  }

  private Session open() {
    LoadOptions.Machine machine = options.machine();
    PartPlacement placement = PartPlacement.of(machine.device(), machine.dtype(), machine.memory());
    ModelFolder folder = ModelFolder.find(options.parts().model(), options.parts().files());
    notices.addAll(folder.scan().chosen());
    KontextModel model = parts.later(KontextModel.load(folder, placement));
    model.reports().forEach(report -> notices.addAll(report.notices()));
    folder.textNotice().ifPresent(notices::add);
    Arena arena = parts.later(new Arena());
    Adapter loras = loras(model, arena);
    Optional<Path> file =
        options.parts().adapted()
            ? options.parts().adapter().or(folder::adapter)
            : Optional.empty();
    Optional<MountedAdapter> adapter = file.map(path -> mount(path, model));
    return new Session(model, loras, adapter, machine.application());
  }

  private MountedAdapter mount(Path path, KontextModel model) {
    BasisAdapter adapter = parts.later(BasisAdapter.open(path, options.parts().config()));
    notices.addAll(adapter.notices());
    MountedBasis basis = parts.later(MountedBasis.on(model.transformer(), adapter));
    if (!adapter.config().external()) {
      return new MountedAdapter(adapter, basis, Optional.empty());
    }
    Router router = parts.later(adapter.router());
    Path encoder =
        model.folder().imageEncoder(options.parts().encoder(), WantedEncoder.of(adapter));
    model.folder().scan().line(encoder).ifPresent(notices::add);
    VisionModel vision =
        parts.later(VisionModel.load(encoder, model.folder().ownImageEncoder(), model.placement()));
    notices.addAll(vision.notices());
    return new MountedAdapter(adapter, basis, Optional.of(External.of(adapter, router, vision)));
  }

  private Adapter loras(KontextModel model, Arena arena) {
    Adapter all = Adapter.NONE;
    TextLoras texts =
        new TextLoras(
            encoder -> matrices(model.folder(), encoder),
            model.transformer().weights().placement(),
            arena);
    for (LoadOptions.Lora lora : options.parts().loras()) {
      try (LoraFile file = LoraFile.open(lora.file())) {
        FittedLora fitted = FittedLora.of(file, model.transformer(), lora.scale(), arena);
        fitted.notice().ifPresent(notices::add);
        all = all.then(fitted.adapter());
        texts.add(file, lora.scale()).ifPresent(notices::add);
      }
    }
    model.prompts().adapt(texts.on(TextEncoder.CLIP), texts.on(TextEncoder.T5));
    return all;
  }

  private static Map<String, long[]> matrices(ModelFolder folder, TextEncoder encoder) {
    try (PartFile<?> file = folder.open(encoder == TextEncoder.CLIP ? Part.CLIP : Part.T5)) {
      return file.matrices();
    }
  }

  /** An analogy shown by one pair: a is to a' as b is to what {@link Analogy#apply} makes. */
  public Analogy analogy(Picture a, Picture a2) {
    Objects.requireNonNull(a, "a");
    Objects.requireNonNull(a2, "a2");
    return analogy(List.of(new Demonstration(a, a2)));
  }

  /**
   * An analogy shown by several pairs of the same edit: their mixing coefficients are averaged, and
   * the first pair fills the grid.
   */
  public Analogy analogy(List<Demonstration> demonstrations) {
    Objects.requireNonNull(demonstrations, "demonstrations");
    return session
        .gate()
        .inside(
            () -> {
              requireAdapter();
              AnalogySource shown = new AnalogySource.Shown(demonstrations);
              return new Analogy(this, shown, Optional.empty());
            });
  }

  /** An analogy that was saved with {@link RoutedAnalogy#save}. */
  public Analogy open(Path saved) {
    Objects.requireNonNull(saved, "saved");
    return session
        .gate()
        .inside(
            () -> {
              AnalogyFile file = AnalogyFile.load(saved, requireAdapter().file());
              return new Analogy(this, new AnalogySource.Saved(file), Optional.of(saved));
            });
  }

  /**
   * The edit between several edits: for every b, the sum of their mixing coefficients times their
   * weights. Where the layout shows the model a and a', it sees those of the analogy with the
   * largest weight (of equals the first), laid out as that analogy is.
   *
   * @param analogies at least one, of this model
   * @throws InputException for analogies of another model, and for adapters with internal queries
   */
  public Analogy mixed(List<Weighted> analogies) {
    List<Weighted> copy = List.copyOf(Objects.requireNonNull(analogies, "analogies"));
    return session
        .gate()
        .inside(
            () -> {
              requireAdapter().external("analogies cannot be mixed");
              if (copy.isEmpty()) {
                throw new InputException("a mixed analogy needs at least one analogy");
              }
              return Analogy.mixed(this, copy);
            });
  }

  private MountedAdapter requireAdapter() {
    return session
        .adapter()
        .orElseThrow(
            () ->
                InputException.of(
                    "model '%s' has no LoRWeB adapter of its own: give one with setting 'adapter'",
                    options.parts().model()));
  }

  /** Edits a picture by instruction, with nobody listening. */
  public Result edit(Picture picture, Settings settings) {
    return edit(picture, settings, Progress.NONE);
  }

  /**
   * Edits a picture by instruction with the base alone (plain Kontext).
   *
   * @throws java.util.concurrent.CancellationException when {@code progress} says so, or when the
   *     model is closed meanwhile
   */
  public Result edit(Picture picture, Settings settings, Progress progress) {
    return edit(Subject.of(Objects.requireNonNull(picture, "picture")), settings, progress);
  }

  /** As above, of a picture with a mask or given starting noise. */
  public Result edit(Subject subject, Settings settings, Progress progress) {
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(progress, "progress");
    return session
        .gate()
        .inside(
            progress, ending -> edited(subject, settings, new AnalogyPipeline(session), ending));
  }

  /**
   * Measures how what the transformer's blocks add grows from step to step in full edits of {@code
   * pictures}: the table of a {@link io.lorweb.sample.StepCache} for this base and these settings.
   *
   * @throws java.util.concurrent.CancellationException when {@code progress} says so
   */
  public RatioTable calibrate(List<Picture> pictures, Settings settings, Progress progress) {
    Objects.requireNonNull(pictures, "pictures");
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(progress, "progress");
    return new Calibration(this, false)
        .over(
            pictures,
            settings,
            (subject, pipeline) ->
                session
                    .gate()
                    .inside(progress, ending -> edited(subject, settings, pipeline, ending)));
  }

  /** What {@link #edit(Picture, Settings)} would cost for a picture of that size. */
  public Estimate estimate(Size picture, Settings settings) {
    Objects.requireNonNull(picture, "picture");
    Objects.requireNonNull(settings, "settings");
    return session.gate().inside(() -> budget().estimate(planner().edit(settings), picture));
  }

  private Result edited(
      Subject subject, Settings settings, AnalogyPipeline pipeline, Progress progress) {
    Planned planned = planner().edit(Planner.beside(subject, settings));
    budget().require(planned, subject.b().size());
    Generated generated = pipeline.edit(subject, planned.plan(), progress);
    return Result.of(
        generated,
        RunSettings.of(planned.filled(), generated, session),
        new Result.Inputs(
            options, files(), List.of(), subject, Optional.empty(), Optional.empty()));
  }

  /** Loads now what the first run would load: the text encoders. */
  public void warmUp() {
    session.gate().inside(() -> session.model().prompts().warmUp());
  }

  /** What was assumed while loading, one sentence each. */
  public List<String> notices() {
    return List.copyOf(notices);
  }

  /** What was chosen while loading, one line each. */
  public List<String> details() {
    KontextModel model = session.model();
    List<String> details = new ArrayList<>();
    details.add("model " + model.folder().path());
    details.addAll(model.folder().scan().passedOver());
    model.reports().forEach(report -> details.add(report.line()));
    adapter()
        .ifPresent(
            adapter -> {
              BasisConfig config = adapter.config();
              details.add(
                  String.format(
                      Locale.ROOT,
                      "adapter %s: N = %d, r = %d, %s",
                      adapter.file(),
                      config.lorasNum(),
                      config.rank(),
                      config.external()
                          ? "query mode " + config.query().label()
                          : "internal query"));
            });
    details.add(
        String.format(
            Locale.ROOT,
            "%s on %s with %d threads; transformer %s, VAE %s",
            model.type(),
            model.placement().device(),
            Engine.currentThreads(),
            model.memory().get(0),
            model.memory().get(1)));
    return details;
  }

  public LoadOptions options() {
    return options;
  }

  /** Fingerprints of everything that was loaded; read when first asked for. */
  public synchronized LoadedFiles files() {
    if (files == null) {
      files =
          LoadedFiles.of(
              session.model().folder(),
              adapter().map(BasisAdapter::file),
              options.parts().loras().stream().map(LoadOptions.Lora::file).toList());
    }
    return files;
  }

  /**
   * What a demonstration can be said in; read when first asked for.
   *
   * @throws InputException when there is no list, or none that can be read
   */
  public synchronized Instructions instructions() {
    if (instructions == null) {
      Path list =
          options
              .parts()
              .instructions()
              .or(() -> session.model().folder().instructions())
              .orElseThrow(
                  () ->
                      InputException.of(
                          "model '%s' has no list of instructions of its own: give one with setting"
                              + " 'instructions'",
                          options.parts().model()));
      instructions = Instructions.read(list);
    }
    return instructions;
  }

  /** The frozen base. */
  public KontextModel model() {
    return session.model();
  }

  /** The adapter, if one was loaded. */
  public Optional<BasisAdapter> adapter() {
    return session.adapter().map(MountedAdapter::file);
  }

  Session session() {
    return session;
  }

  Planner planner() {
    return new Planner(session, this::files);
  }

  Budget budget() {
    return new Budget(session, options.limits());
  }

  /**
   * Ends runs that are under way between two of their steps, with a {@link
   * java.util.concurrent.CancellationException} of theirs, waits for them, and frees all native
   * memory. Closing again does nothing; whatever else is asked for afterwards is refused with an
   * {@link IllegalStateException}.
   *
   * @throws IllegalStateException when called by a run's own {@link Progress}
   */
  @Override
  public void close() {
    session.gate().close(parts::close);
  }
}
