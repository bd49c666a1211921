package io.lorweb.pipeline;

import io.lorweb.analogy.Composer;
import io.lorweb.analogy.QueryEncoder;
import io.lorweb.analogy.Scene;
import io.lorweb.basis.Mixture;
import io.lorweb.basis.QueryMode;
import io.lorweb.basis.Router;
import io.lorweb.basis.Span;
import io.lorweb.basis.Spans;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From an analogy to its mixing coefficients: the keys' answer, before any fit. */
final class AnalogyRouter {

  private final MountedAdapter adapter;
  private final MountedAdapter.External external;
  private final QueryEncoder encoder;

  /**
   * A router for analogies that {@code composer} lays out.
   *
   * @throws io.lorweb.error.InputException when the adapter routes by each layer's own input
   */
  AnalogyRouter(MountedAdapter adapter, Composer composer) {
    this.adapter = adapter;
    external = adapter.external("an analogy cannot be folded, saved or exported");
    encoder = external.queries(composer.compatibility());
  }

  /**
   * What the keys are compared with.
   *
   * @param partialLogits of E(a) and E(a'), one array per demonstration, in the concatenating query
   *     modes; those of E(b) are added when b is routed
   * @param whole queries [Q], one per demonstration, in the other modes
   */
  record Query(List<float[]> partialLogits, List<float[]> whole) {}

  /** Encodes what has not been encoded yet. */
  Query query(LaidOut laidOut) {
    boolean concatenates = queryMode().concatenates();
    if (laidOut.source() instanceof AnalogySource.Saved saved) {
      return new Query(concatenates ? saved.file().partialLogits() : List.of(), List.of());
    }
    List<float[]> each = new ArrayList<>();
    for (Scene scene : laidOut.demonstrations()) {
      each.add(concatenates ? partialLogits(scene) : encoder.query(scene));
    }
    return concatenates ? new Query(each, List.of()) : new Query(List.of(), each);
  }

  private float[] partialLogits(Scene scene) {
    Router router = external.router();
    float[] ofA = router.logits(encoder.embed(scene.known().a()), 0);
    float[] ofA2 =
        router.logits(encoder.embed(scene.known().a2()), external.embeddingWidth(adapter.file()));
    return sum(ofA, ofA2);
  }

  /** The mean of what the keys say to every demonstration; a saved analogy's own coefficients. */
  Mixture mixture(LaidOut laidOut, Query query) {
    if (!query.partialLogits().isEmpty()) {
      float[] embedding = encoder.embed(laidOut.scene().known().b());
      float[] ofB = external.router().logits(embedding, 2 * embedding.length);
      return Mixture.mean(
          query.partialLogits().stream()
              .map(partial -> external.router().mix(sum(partial, ofB)))
              .toList());
    }
    if (laidOut.source() instanceof AnalogySource.Saved saved) {
      return saved.file().mixtureFor(laidOut.subject().b());
    }
    return Mixture.mean(query.whole().stream().map(external.router()::route).toList());
  }

  /** Where the first demonstration's edit and b lie. */
  Spans.Scores spans(LaidOut laidOut) {
    // A saved analogy has no embeddings to see its edit by.
    return laidOut.demonstrations().isEmpty()
        ? new Spans.Scores(Optional.empty(), picture(laidOut.scene()))
        : new Spans.Scores(
            adapter
                .file()
                .spans()
                .edits()
                .map(span -> span.score(queryMode().edit(encoder.query(laidOut.scene())))),
            picture(laidOut.scene()));
  }

  /** Where b lies. */
  Optional<Span.Score> picture(Scene scene) {
    return queryMode().concatenates()
        ? adapter.file().spans().pictures().map(s -> s.score(encoder.embed(scene.known().b())))
        : Optional.empty();
  }

  private QueryMode queryMode() {
    return adapter.file().config().query();
  }

  private static float[] sum(float[] x, float[] y) {
    float[] sum = x.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += y[i];
    }
    return sum;
  }
}
