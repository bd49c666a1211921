package io.lorweb;

import io.lorweb.adapt.LowRank;
import io.lorweb.adapt.OrdinaryLora;
import io.lorweb.analogy.Layout;
import io.lorweb.basis.GivenMixture;
import io.lorweb.basis.Mixture;
import io.lorweb.basis.Spans;
import io.lorweb.pipeline.AnalogyFile;
import io.lorweb.pipeline.AnalogyPipeline;
import io.lorweb.pipeline.AnalogySource;
import io.lorweb.pipeline.Generated;
import io.lorweb.pipeline.MountedAdapter;
import io.lorweb.pipeline.Routed;
import io.lorweb.pipeline.Session;
import io.lorweb.tensor.Arena;
import io.lorweb.work.Progress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** An analogy with its mixing coefficients for one b: to be applied, saved or exported. */
public final class RoutedAnalogy {

  private final Session session;
  private final AnalogySource source;
  private final Settings filled;
  private final Routed routed;
  private final Result.Inputs inputs;

  RoutedAnalogy(
      Session session, AnalogySource source, Settings filled, Routed routed, Result.Inputs inputs) {
    this.session = session;
    this.source = source;
    this.filled = filled;
    this.routed = routed;
    this.inputs = inputs;
  }

  /** How the pictures enter the model: what an exported LoRA leaves to the one who uses it. */
  public Layout layout() {
    return routed.scene().layout();
  }

  /** The coefficients, fitted if that was asked for, before the strength is applied. */
  public Mixture mixture() {
    return routed.mixture();
  }

  /**
   * How far the first demonstration's edit and b lie from those that the adapter was trained on;
   * absent where the adapter does not know them or the analogy was saved without its pictures.
   */
  public Spans.Scores spans() {
    return routed.spans();
  }

  /** As {@link #with(Mixture, String)}, of an origin that is not told. */
  public RoutedAnalogy with(Mixture given) {
    return with(given, "given");
  }

  /**
   * The same b, pictures and settings with given coefficients instead of the routed ones: means,
   * differences and whatever else {@link Mixture} computes, or numbers of one's own.
   *
   * @param given [L, N] over the Linears of {@link #mixture()}, in their order
   * @param origin what the coefficients were made of; the result's file tells it
   * @throws io.lorweb.error.InputException when {@code given} is of another adapter, or holds a
   *     coefficient that is not finite
   */
  public RoutedAnalogy with(Mixture given, String origin) {
    Objects.requireNonNull(given, "given");
    Objects.requireNonNull(origin, "origin");
    return new RoutedAnalogy(
        session, source, filled, routed.with(given), inputs.with(new GivenMixture(given, origin)));
  }

  /** Makes b', with nobody listening. */
  public Result apply() {
    return apply(Progress.NONE);
  }

  /**
   * Makes b'.
   *
   * @throws java.util.concurrent.CancellationException when {@code progress} says so, or when the
   *     model is closed meanwhile
   * @throws IllegalStateException after {@link LoRWeB#close()}
   */
  public Result apply(Progress progress) {
    Objects.requireNonNull(progress, "progress");
    return session.gate().inside(progress, this::generate);
  }

  /** Makes b'; whoever calls this is inside the gate. */
  Result generate(Progress progress) {
    return generate(new AnalogyPipeline(session), progress);
  }

  Result generate(AnalogyPipeline pipeline, Progress progress) {
    Generated generated = pipeline.generate(routed, progress);
    return new Result(
        generated.picture(),
        generated.canvas(),
        Optional.of(routed.mixture()),
        routed.spans(),
        Optional.empty(),
        RunSettings.of(filled, generated, session),
        inputs);
  }

  /**
   * Saves layout and coefficients, and what another b needs: the partial logits of a and a' for the
   * concatenating query modes, the pictures a and a' for the layouts that show them. Given
   * coefficients are saved for this b alone.
   *
   * @throws IllegalStateException after {@link LoRWeB#close()}
   */
  public void save(Path file) {
    Objects.requireNonNull(file, "file");
    session.gate().inside(() -> AnalogyFile.of(routed, source, adapter().file())).save(file);
  }

  /**
   * Exports the mixture (strength included) as an ordinary LoRA of rank N r.
   *
   * @throws IllegalStateException after {@link LoRWeB#close()}
   */
  public void export(Path file, OrdinaryLora.Dialect dialect) {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(dialect, "dialect");
    session.gate().inside(() -> exported(file, dialect));
  }

  private Path exported(Path file, OrdinaryLora.Dialect dialect) {
    try (Arena owner = new Arena()) {
      Map<String, LowRank> loras = adapter().basis().fold(routed.scaled(), owner);
      OrdinaryLora.save(file, loras, dialect);
    }
    return file;
  }

  private MountedAdapter adapter() {
    return session.adapter().orElseThrow();
  }
}
