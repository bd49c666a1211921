package io.lorweb.pipeline;

import io.lorweb.adapt.MountedBasis;
import io.lorweb.analogy.Composer.Compatibility;
import io.lorweb.analogy.QueryEncoder;
import io.lorweb.basis.BasisAdapter;
import io.lorweb.basis.Router;
import io.lorweb.error.InputException;
import io.lorweb.model.VisionModel;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A LoRWeB adapter on the base.
 *
 * @param file the adapter
 * @param basis its basis on the transformer's Linears
 * @param external what routes by pictures; absent where each Linear routes by its own input
 */
public record MountedAdapter(BasisAdapter file, MountedBasis basis, Optional<External> external) {

  /**
   * Routing by pictures.
   *
   * @param router keys and projections
   * @param queries makes a query of an analogy
   * @param referenceQueries the same with crops as the reference cuts them
   */
  public record External(Router router, QueryEncoder queries, QueryEncoder referenceQueries) {

    /**
     * Routing of {@code adapter} by what {@code vision} sees.
     *
     * @throws InputException when the adapter was trained with queries of another width
     */
    public static External of(BasisAdapter adapter, Router router, VisionModel vision) {
      requireFit(adapter, router, vision);
      return new External(router, encoder(adapter, vision, false), encoder(adapter, vision, true));
    }

    private static QueryEncoder encoder(
        BasisAdapter adapter, VisionModel vision, boolean reference) {
      return new QueryEncoder(
          vision.encoder(), vision.preprocessor(), adapter.config().query(), reference);
    }

    private static void requireFit(BasisAdapter adapter, Router router, VisionModel vision) {
      int states = vision.encoder().config().width(adapter.config().query().patches());
      long width = (long) states * adapter.config().query().embeddings();
      if (width != router.queryWidth()) {
        throw InputException.of(
            "%s expects a query of width %d but the image encoder with mode %s gives %d: give the"
                + " encoder it was trained with by setting 'encoder'",
            adapter.file(), router.queryWidth(), adapter.config().query().label(), width);
      }
      int edit = adapter.config().query().edit(new float[router.queryWidth()]).length;
      Stream.of(adapter.spans().edits(), adapter.spans().pictures())
          .flatMap(Optional::stream)
          .filter(span -> span.width() != edit)
          .forEach(
              span -> {
                throw InputException.of(
                    "%s: its span has width %d but its queries have edits of width %d",
                    adapter.file(), span.width(), edit);
              });
    }

    QueryEncoder queries(Compatibility compatibility) {
      return compatibility == Compatibility.NONE ? queries : referenceQueries;
    }

    /** Entries of the query that one of a, a', b fills in the concatenating modes. */
    int embeddingWidth(BasisAdapter adapter) {
      return router.queryWidth() / adapter.config().query().embeddings();
    }
  }

  /**
   * What routes by pictures.
   *
   * @param consequence of not having it, as the end of a sentence
   * @throws InputException when each Linear routes by its own input
   */
  public External external(String consequence) {
    return external.orElseThrow(() -> internal(consequence));
  }

  /** Says that each Linear routes by its own input, and what follows. */
  public InputException internal(String consequence) {
    return InputException.of(
        "%s routes by each layer's own input at every call, so %s", file.file(), consequence);
  }
}
