package io.lorweb;

import io.lorweb.adapt.LowRank;
import io.lorweb.adapt.OrdinaryLora;
import io.lorweb.analogy.Composer;
import io.lorweb.analogy.Composer.Compatibility;
import io.lorweb.analogy.Layout;
import io.lorweb.analogy.QueryEncoder;
import io.lorweb.analogy.Scene;
import io.lorweb.basis.BasisConfig;
import io.lorweb.basis.Mixture;
import io.lorweb.basis.Router;
import io.lorweb.basis.Span;
import io.lorweb.error.InputException;
import io.lorweb.fit.FitExamples;
import io.lorweb.image.Picture;
import io.lorweb.layer.Adapter;
import io.lorweb.model.VisionModel;
import io.lorweb.tensor.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One edit, shown by pairs of pictures or read from a file, ready to be applied to any number of
 * pictures. Safe for several threads.
 */
public final class Analogy {

  /**
   * Before and after.
   *
   * @param a before
   * @param a2 after, a'
   */
  public record Pair(Picture a, Picture a2) {}

  private final LoRWeB lorweb;
  private final List<Pair> pairs;
  private final AnalogyFile saved;
  private final QueryEncoder ownCut;
  private final QueryEncoder referenceCut;

  /** What fits have added to the coefficients, by the settings that decide it. */
  private final Map<Settings, Mixture> fits = new ConcurrentHashMap<>();

  private Analogy(LoRWeB lorweb, List<Pair> pairs, AnalogyFile saved) {
    this.lorweb = lorweb;
    this.pairs = List.copyOf(pairs);
    this.saved = saved;
    ownCut = queries(false);
    referenceCut = queries(true);
  }

  private QueryEncoder queries(boolean reference) {
    VisionModel vision = lorweb.vision();
    return vision == null
        ? null
        : new QueryEncoder(vision.encoder(), vision.preprocessor(), config().query(), reference);
  }

  static Analogy of(LoRWeB lorweb, List<Pair> pairs) {
    if (pairs.isEmpty()) {
      throw new InputException("an analogy needs at least one pair of pictures a and a'");
    }
    return new Analogy(lorweb, pairs, null);
  }

  static Analogy of(LoRWeB lorweb, AnalogyFile saved) {
    return new Analogy(lorweb, saved.pair().map(List::of).orElse(List.of()), saved);
  }

  private BasisConfig config() {
    return lorweb.adapter().orElseThrow().config();
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
    Settings own = DraftPlan.beside(latents, settings);
    if (!config().external()) {
      return applyInternal(b, own, latents, progress);
    }
    return route(b, own, progress).apply(latents, progress);
  }

  /** Internal queries are routed at every call: nothing can be folded, scaled or saved. */
  private Result applyInternal(
      Picture b, Settings settings, Optional<float[]> latents, Progress progress) {
    if (settings.strength() != 1) {
      throw refusal("its strength cannot be set");
    }
    if (settings.fit().orElse(0) != 0) {
      throw refusal("it cannot be fitted");
    }
    DraftPlan draft = DraftPlan.of(lorweb, settings, layout(settings), b);
    Result result =
        lorweb.generate(
            scene(b, draft.drawn()),
            draft.asked(),
            lorweb.transformer(lorweb.mounted().internal()),
            latents,
            Optional.empty(),
            progress);
    return draft.finished(result, b);
  }

  private InputException refusal(String consequence) {
    return InputException.of(
        "%s routes by each layer's own input at every call, so %s",
        lorweb.adapter().orElseThrow().file(), consequence);
  }

  /** As {@link #route(Picture, Settings, Progress)}, unheard. */
  public Routed route(Picture b, Settings settings) {
    return route(b, settings, Progress.NONE);
  }

  /**
   * Routes the analogy for one b: encodes what has not been encoded yet and computes the mixing
   * coefficients; fits them to the demonstration where the settings or the model ask for it.
   *
   * @param progress hears of the fit
   * @throws InputException for adapters with internal queries
   * @throws java.util.concurrent.CancellationException when {@code progress} says so
   */
  public Routed route(Picture b, Settings settings, Progress progress) {
    if (!config().external()) {
      throw refusal("an analogy cannot be folded, saved or exported");
    }
    DraftPlan draft = DraftPlan.of(lorweb, settings.fit(fitSteps(settings)), layout(settings), b);
    Settings drawn = draft.drawn();
    Scene scene = scene(b, drawn);
    QueryEncoder encoder = encoder(drawn);
    List<float[]> partial =
        config().query().concatenates() ? partialLogits(b, drawn, encoder) : List.of();
    Mixture mixture = mixture(b, scene, drawn, encoder, partial);
    Optional<Mixture> change = change(drawn, progress);
    return new Routed(
        scene,
        draft,
        b,
        change.map(mixture::plus).orElse(mixture),
        change,
        partial,
        span(scene, encoder));
  }

  private QueryEncoder encoder(Settings settings) {
    return settings.compatibility() != Compatibility.NONE ? referenceCut : ownCut;
  }

  /** What the keys say, but for a saved analogy's own coefficients, which are whole. */
  private Mixture mixture(
      Picture b, Scene scene, Settings settings, QueryEncoder encoder, List<float[]> partial) {
    if (!partial.isEmpty()) {
      return mixConcatenated(partial, encoder.embed(scene.known().b()));
    }
    if (saved != null) {
      return saved.mixtureFor(b);
    }
    List<Mixture> mixtures = new ArrayList<>();
    for (Pair pair : pairs) {
      Scene shown = composer(settings).compose(pair.a(), pair.a2(), b);
      mixtures.add(lorweb.router().route(encoder.query(shown)));
    }
    return Mixture.mean(mixtures);
  }

  private int fitSteps(Settings settings) {
    if (saved == null) {
      // The reference fits nothing.
      boolean reference = settings.compatibility() != Compatibility.NONE;
      return settings.fit().orElse(reference ? 0 : lorweb.model().folder().defaults().fit());
    }
    if (settings.fit().orElse(0) != 0) {
      throw new InputException(
          "a saved analogy is as it was fitted when it was saved: --fit goes with a and a'");
    }
    return 0;
  }

  /** What the fit adds to the coefficients, whatever b is; computed once for all b. */
  private Optional<Mixture> change(Settings settings, Progress progress) {
    if (saved != null) {
      return saved.change();
    }
    return settings.fit().orElseThrow() == 0
        ? Optional.empty()
        : Optional.of(
            fits.computeIfAbsent(
                settings.seed(0).strength(1).steps(1), key -> fit(settings, progress)));
  }

  /** Starts from the first pair's own a in the place of b. */
  private Mixture fit(Settings settings, Progress progress) {
    Picture b = pairs.get(0).a();
    QueryEncoder encoder = encoder(settings);
    List<float[]> partial =
        config().query().concatenates() ? partialLogits(b, settings, encoder) : List.of();
    Mixture start = mixture(b, scene(b, settings), settings, encoder, partial);
    Composer composer = composer(settings);
    FitExamples practice =
        pairs.size() == 1
            ? FitExamples.ofPair(composer, b, pairs.get(0).a2())
            : FitExamples.ofPairs(
                composer,
                pairs.stream().map(Pair::a).toList(),
                pairs.stream().map(Pair::a2).toList());
    return lorweb.fit(settings, start, practice, progress).plus(start.scaled(-1));
  }

  /** Logits of E(a) and E(a') for each pair; those of E(b) are added later. */
  private List<float[]> partialLogits(Picture b, Settings settings, QueryEncoder encoder) {
    if (saved != null) {
      return saved.partialLogits();
    }
    Router router = lorweb.router();
    int width = router.queryWidth() / config().query().embeddings();
    List<float[]> partial = new ArrayList<>();
    for (Pair pair : pairs) {
      Scene shown = composer(settings).compose(pair.a(), pair.a2(), b);
      float[] ofA = router.logits(encoder.embed(shown.known().a()), 0);
      float[] ofA2 = router.logits(encoder.embed(shown.known().a2()), width);
      partial.add(sum(ofA, ofA2));
    }
    return partial;
  }

  /** Where the first pair's edit lies; a saved analogy has no embeddings to tell it from. */
  private Optional<Span.Score> span(Scene shown, QueryEncoder encoder) {
    return saved != null
        ? Optional.empty()
        : lorweb
            .adapter()
            .orElseThrow()
            .span()
            .map(span -> span.score(config().query().edit(encoder.query(shown))));
  }

  private Mixture mixConcatenated(List<float[]> partial, float[] embeddingOfB) {
    Router router = lorweb.router();
    float[] ofB = router.logits(embeddingOfB, 2 * embeddingOfB.length);
    List<Mixture> mixtures = new ArrayList<>();
    for (float[] logits : partial) {
      mixtures.add(router.mix(sum(logits, ofB)));
    }
    return Mixture.mean(mixtures);
  }

  private static float[] sum(float[] x, float[] y) {
    float[] sum = x.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += y[i];
    }
    return sum;
  }

  private Composer composer(Settings settings) {
    return lorweb.composer(settings, layout(settings));
  }

  private Layout layout(Settings settings) {
    return saved == null ? lorweb.layout(settings) : settings.layout().orElse(saved.layout());
  }

  private Scene scene(Picture b, Settings settings) {
    if (pairs.isEmpty()) {
      if (layout(settings) != Layout.QUERY) {
        throw InputException.of(
            "this saved analogy holds no pictures a and a': it works with --layout query only");
      }
      return composer(settings).alone(b);
    }
    return composer(settings).compose(pairs.get(0).a(), pairs.get(0).a2(), b);
  }

  /** An analogy with its mixing coefficients for one b. */
  public final class Routed {

    private final Scene scene;
    private final DraftPlan draft;
    private final Picture b;
    private final Mixture mixture;
    private final Optional<Mixture> change;
    private final List<float[]> partialLogits;
    private final Optional<Span.Score> span;

    private Routed(
        Scene scene,
        DraftPlan draft,
        Picture b,
        Mixture mixture,
        Optional<Mixture> change,
        List<float[]> partialLogits,
        Optional<Span.Score> span) {
      this.scene = scene;
      this.draft = draft;
      this.b = b;
      this.mixture = mixture;
      this.change = change;
      this.partialLogits = partialLogits;
      this.span = span;
    }

    /** How the pictures enter the model: what an exported LoRA leaves to the one who uses it. */
    public Layout layout() {
      return scene.layout();
    }

    /** The coefficients, fitted if that was asked for, before the strength is applied. */
    public Mixture mixture() {
      return mixture;
    }

    /**
     * How far the first pair's edit lies from those that the adapter was trained on; absent where
     * the adapter does not know them or the analogy was saved without its pictures.
     */
    public Optional<Span.Score> span() {
      return span;
    }

    /** Makes b'. */
    public Result apply(Optional<float[]> latents, Progress progress) {
      try (Arena owner = new Arena()) {
        Adapter adapting = lorweb.adapting(scaled(), owner);
        Result result =
            lorweb.generate(
                scene,
                draft.asked(),
                lorweb.transformer(adapting),
                latents,
                Optional.of(mixture),
                progress);
        return draft.finished(result.at(span), b);
      }
    }

    private Mixture scaled() {
      double strength = draft.asked().strength();
      return strength == 1 ? mixture : mixture.scaled(strength);
    }

    /**
     * Saves layout and coefficients, and what another b needs: the partial logits of a and a' for
     * the concatenating query modes, the cells a and a' for the layouts that show them.
     */
    public void save(Path file) {
      Optional<Pair> shown =
          scene.layout() == Layout.QUERY || pairs.isEmpty()
              ? Optional.empty()
              : Optional.of(pairs.get(0));
      AnalogyFile.of(
              lorweb,
              scene.layout(),
              mixture,
              b,
              partialLogits,
              partialLogits.isEmpty() ? Optional.empty() : change,
              shown)
          .save(file);
    }

    /** Exports the mixture (strength included) as an ordinary LoRA of rank N r. */
    public void export(Path file, OrdinaryLora.Dialect dialect) {
      try (Arena owner = new Arena()) {
        Map<String, LowRank> loras = lorweb.mounted().fold(scaled(), owner);
        OrdinaryLora.save(file, loras, dialect);
      }
    }
  }
}
