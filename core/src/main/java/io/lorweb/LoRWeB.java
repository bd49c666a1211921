package io.lorweb;

import io.lorweb.adapt.Application;
import io.lorweb.adapt.MountedBasis;
import io.lorweb.adapt.OrdinaryLora;
import io.lorweb.analogy.CanvasSize;
import io.lorweb.analogy.Composer;
import io.lorweb.analogy.Layout;
import io.lorweb.analogy.Scene;
import io.lorweb.basis.BasisAdapter;
import io.lorweb.basis.BasisConfig;
import io.lorweb.basis.Mixture;
import io.lorweb.basis.Router;
import io.lorweb.error.InputException;
import io.lorweb.fit.FitExamples;
import io.lorweb.fit.Fitting;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.image.Picture;
import io.lorweb.layer.Adapter;
import io.lorweb.model.KontextModel;
import io.lorweb.model.ModelDefaults;
import io.lorweb.model.ModelFolder;
import io.lorweb.model.PartPlacement;
import io.lorweb.model.VisionModel;
import io.lorweb.pipeline.Generation;
import io.lorweb.sample.Conditioning;
import io.lorweb.tensor.Arena;
import io.lorweb.tensor.Engine;
import io.lorweb.tensor.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A loaded model with its LoRWeB adapter: shows it one edit, lets it do the same to other pictures.
 *
 * <pre>{@code
 * try (LoRWeB lorweb = LoRWeB.load(LoadOptions.defaults())) {
 *   Analogy analogy = lorweb.analogy(a, a2);
 *   Picture b2 = analogy.apply(b, Settings.defaults().seed(7), Progress.NONE).picture();
 * }
 * }</pre>
 *
 * <p>Safe for several threads: one model in memory serves them all. Everything that a user can mend
 * (files, options) is reported as {@link InputException}. Closing frees all native memory; runs
 * must have ended before.
 */
public final class LoRWeB implements AutoCloseable {

  private final LoadOptions options;
  private final KontextModel model;
  private final Arena arena = new Arena();
  private final Adapter loras;
  private final BasisAdapter adapter;
  private final MountedBasis mounted;
  private final Router router;
  private final VisionModel vision;
  private final PartPlacement placement;
  private final List<String> notices = new ArrayList<>();

  private LoRWeB(LoadOptions options) {
    Engine engine = Engine.start();
    options.threads().ifPresent(Engine::threads);
    if (!engine.waitPolicy().equalsIgnoreCase("PASSIVE")) {
      notices.add(
          "OMP_WAIT_POLICY is "
              + engine.waitPolicy()
              + ": start with OMP_WAIT_POLICY=PASSIVE, else threads of the engine starve each"
              + " other");
    }
    this.options = options;
    this.placement = PartPlacement.parse(options.device(), options.dtype(), options.memory());
    ModelFolder folder = ModelFolder.find(options.model());
    Closing closing = new Closing();
    try {
      model = closing.later(KontextModel.load(folder, placement));
      closing.later(arena);
      loras = loras(options.loras());
      Optional<Path> file = options.adapter().or(folder::adapter);
      if (options.adapted() && file.isPresent()) {
        adapter = closing.later(BasisAdapter.open(file.get(), options.config()));
        notices.addAll(adapter.notices());
        mounted = closing.later(MountedBasis.on(model.transformer(), adapter));
        boolean external = adapter.config().external();
        router = external ? closing.later(adapter.router()) : null;
        vision = external ? closing.later(loadVision(folder)) : null;
        requireEncoderFits();
      } else {
        adapter = null;
        mounted = null;
        router = null;
        vision = null;
      }
    } catch (RuntimeException e) {
      closing.close();
      throw e;
    }
  }

  /**
   * Loads a model and its adapter; the text encoders wait for the first prompt.
   *
   * @throws InputException when a file is missing, damaged or does not fit the others
   */
  public static LoRWeB load(LoadOptions options) {
    return new LoRWeB(options);
  }

  private VisionModel loadVision(ModelFolder folder) {
    Path path = folder.imageEncoder(options.encoder(), adapter.config().encoder());
    return VisionModel.load(path, placement);
  }

  private void requireEncoderFits() {
    if (vision == null) {
      return;
    }
    boolean patches = adapter.config().query().patches();
    long width =
        (long)
                (patches
                    ? vision.encoder().config().sizes().hidden()
                    : vision.encoder().config().width())
            * adapter.config().query().embeddings();
    if (width != router.queryWidth()) {
      throw InputException.of(
          "%s expects a query of width %d but the image encoder with mode %s gives %d: give the"
              + " encoder it was trained with by --encoder",
          adapter.file(), router.queryWidth(), adapter.config().query().label(), width);
    }
    int edit = adapter.config().query().edit(new float[router.queryWidth()]).length;
    if (adapter.span().isPresent() && adapter.span().get().width() != edit) {
      throw InputException.of(
          "%s: its span knows edits of width %d but its queries tell edits of width %d",
          adapter.file(), adapter.span().get().width(), edit);
    }
  }

  private Adapter loras(List<LoadOptions.Lora> files) {
    Adapter all = Adapter.NONE;
    for (LoadOptions.Lora lora : files) {
      try (OrdinaryLora loaded = OrdinaryLora.load(lora.file())) {
        all = all.then(loaded.on(model.transformer(), lora.scale(), arena));
      }
    }
    return all;
  }

  /** An analogy shown by one pair: a is to a' as b is to what {@link Analogy#apply} makes. */
  public Analogy analogy(Picture a, Picture a2) {
    return analogy(List.of(new Analogy.Pair(a, a2)));
  }

  /**
   * An analogy shown by several pairs of the same edit: their mixing coefficients are averaged, and
   * the first pair fills the grid.
   */
  public Analogy analogy(List<Analogy.Pair> pairs) {
    requireAdapter();
    return Analogy.of(this, pairs);
  }

  /** An analogy that was saved with {@link Analogy.Routed#save}. */
  public Analogy open(Path saved) {
    requireAdapter();
    return Analogy.of(this, AnalogyFile.load(saved, this));
  }

  private void requireAdapter() {
    if (adapter == null) {
      throw InputException.of(
          "model '%s' brings no LoRWeB adapter along: give one with --adapter", options.model());
    }
  }

  /** Edits a picture by instruction with the base alone (plain Kontext). */
  public Result edit(Picture picture, Settings settings, Progress progress) {
    return edit(picture, settings, Optional.empty(), progress);
  }

  /** As above, from given packed starting noise [S, C] instead of the seed's. */
  public Result edit(
      Picture picture, Settings settings, Optional<float[]> latents, Progress progress) {
    Settings own = DraftPlan.beside(latents, settings.fit(0));
    DraftPlan draft = DraftPlan.of(this, own, Layout.QUERY, picture);
    Scene scene = composer(draft.drawn(), Layout.QUERY).alone(picture);
    FluxTransformer transformer = model.transformer().adapted(loras);
    Result result =
        generate(scene, draft.asked(), transformer, latents, Optional.empty(), progress);
    return draft.finished(result, picture);
  }

  /** What was assumed while loading, one sentence each. */
  public List<String> notices() {
    return List.copyOf(notices);
  }

  /** What was chosen while loading, one line each. */
  public List<String> details() {
    List<String> details = new ArrayList<>();
    details.add("model " + model.folder().path());
    if (adapter != null) {
      BasisConfig config = adapter.config();
      details.add(
          String.format(
              "adapter %s: N = %d, r = %d, %s",
              adapter.file(),
              config.lorasNum(),
              config.rank(),
              config.external() ? "query mode " + config.query().label() : "internal query"));
    }
    details.add(
        String.format(
            "%s on %s with %d threads; transformer %s, VAE %s",
            placement.type(),
            placement.device(),
            Engine.currentThreads(),
            model.memory().get(0),
            model.memory().get(1)));
    return details;
  }

  public LoadOptions options() {
    return options;
  }

  /** The frozen base. */
  public KontextModel model() {
    return model;
  }

  /** The adapter, if one was loaded. */
  public Optional<BasisAdapter> adapter() {
    return Optional.ofNullable(adapter);
  }

  MountedBasis mounted() {
    return mounted;
  }

  Router router() {
    return router;
  }

  VisionModel vision() {
    return vision;
  }

  /** The transformer with {@code mixture}, which merges into bare weights only, then the LoRAs. */
  FluxTransformer transformer(Adapter mixture) {
    return model.transformer().adapted(mixture.then(loras));
  }

  Adapter adapting(Mixture mixture, Arena owner) {
    return options.application() == Application.MERGED
        ? mounted.merged(mixture, owner)
        : mounted.folded(mixture, owner);
  }

  /** Fits {@code start} to {@code practice}. */
  Mixture fit(Settings settings, Mixture start, FitExamples practice, Progress progress) {
    Settings resolved = resolved(settings, layout(settings));
    try (Scope scope = new Scope()) {
      Conditioning.Prompt prompt =
          model
              .prompts()
              .encode(resolved.prompt().orElseThrow(), resolved.textLength().orElseThrow());
      return new Fitting(model, mounted, this::transformer, prompt, resolved.fit().orElseThrow())
          .run(start, practice, heard(progress));
    }
  }

  private static Fitting.Listener heard(Progress progress) {
    return new Fitting.Listener() {
      @Override
      public void step(int step, int of) {
        progress.fitted(step, of);
      }

      @Override
      public boolean cancelled() {
        return progress.cancelled();
      }
    };
  }

  /** Option over adapter metadata over model defaults over grid. */
  Layout layout(Settings settings) {
    return settings
        .layout()
        .or(() -> trainedLayout())
        .or(() -> model.folder().defaults().layout())
        .orElse(Layout.GRID);
  }

  /** The layout that the adapter says it was trained with. */
  Optional<Layout> trainedLayout() {
    return adapter().flatMap(a -> a.config().layout()).map(Layout::parse);
  }

  Composer composer(Settings settings, Layout layout) {
    return new Composer(
        layout,
        new CanvasSize(
            settings.size(),
            settings.maxArea(),
            settings.maxSize(),
            model.folder().defaults().cell()),
        settings.compatibility(),
        model.pixelsPerToken());
  }

  Result generate(
      Scene scene,
      Settings settings,
      FluxTransformer transformer,
      Optional<float[]> latents,
      Optional<Mixture> mixture,
      Progress progress) {
    Settings resolved = resolved(settings, scene.layout());
    Generation generation =
        new Generation(
            model,
            transformer,
            resolved.prompt().orElseThrow(),
            resolved.negativePrompt(),
            resolved.cfg(),
            resolved.guidance().orElseThrow(),
            resolved.steps().orElseThrow(),
            resolved.textLength().orElseThrow(),
            resolved.seed(),
            latents);
    Picture canvas = generation.run(scene, watcher(scene, progress));
    RunSettings run =
        new RunSettings(
            resolved,
            scene.output(),
            Engine.currentThreads(),
            placement.device().toString(),
            placement.type().name());
    return new Result(scene.cut(canvas), canvas, mixture, Optional.empty(), run);
  }

  /** The model's defaults where the user has said nothing. */
  private Settings resolved(Settings settings, Layout layout) {
    ModelDefaults defaults = model.folder().defaults();
    return settings
        .prompt(settings.prompt().orElse(defaults.prompt()))
        .guidance(settings.guidance().orElse(defaults.guidance()))
        .steps(settings.steps().orElse(defaults.steps()))
        .textLength(settings.textLength().orElse(defaults.textLength()))
        .layout(layout);
  }

  private static Generation.Watcher watcher(Scene scene, Progress progress) {
    return new Generation.Watcher() {
      @Override
      public void step(int step, int of, Supplier<Picture> foreseen) {
        progress.step(step, of, () -> scene.cut(foreseen.get()));
      }

      @Override
      public boolean cancelled() {
        return progress.cancelled();
      }
    };
  }

  @Override
  public void close() {
    Closing closing = new Closing();
    for (AutoCloseable part :
        new AutoCloseable[] {model, arena, adapter, mounted, router, vision}) {
      if (part != null) {
        closing.later(part);
      }
    }
    closing.close();
  }
}
