package io.lorweb;

import io.lorweb.adapt.LowRank;
import io.lorweb.adapt.OrdinaryLora;
import io.lorweb.analogy.Layout;
import io.lorweb.basis.Mixture;
import io.lorweb.basis.Span;
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
import java.util.Optional;

/** An analogy with its mixing coefficients for one b: to be applied, saved or exported. */
public final class RoutedAnalogy {

  private final Session session;
  private final AnalogySource source;
  private final Settings filled;
  private final Routed routed;
  private final Optional<float[]> latents;

  RoutedAnalogy(
      Session session,
      AnalogySource source,
      Settings filled,
      Routed routed,
      Optional<float[]> latents) {
    this.session = session;
    this.source = source;
    this.filled = filled;
    this.routed = routed;
    this.latents = latents;
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
   * How far the first demonstration's edit lies from those that the adapter was trained on; absent
   * where the adapter does not know them or the analogy was saved without its pictures.
   */
  public Optional<Span.Score> span() {
    return routed.span();
  }

  /**
   * Makes b'.
   *
   * @throws java.util.concurrent.CancellationException when {@code progress} says so
   */
  public Result apply(Progress progress) {
    Generated generated = new AnalogyPipeline(session).generate(routed, latents, progress);
    return new Result(
        generated.picture(),
        generated.canvas(),
        Optional.of(routed.mixture()),
        routed.span(),
        RunSettings.of(filled, generated, session));
  }

  /**
   * Saves layout and coefficients, and what another b needs: the partial logits of a and a' for the
   * concatenating query modes, the pictures a and a' for the layouts that show them.
   */
  public void save(Path file) {
    AnalogyFile.of(routed, source, adapter().file()).save(file);
  }

  /** Exports the mixture (strength included) as an ordinary LoRA of rank N r. */
  public void export(Path file, OrdinaryLora.Dialect dialect) {
    try (Arena owner = new Arena()) {
      Map<String, LowRank> loras = adapter().basis().fold(routed.scaled(), owner);
      OrdinaryLora.save(file, loras, dialect);
    }
  }

  private MountedAdapter adapter() {
    return session.adapter().orElseThrow();
  }
}
