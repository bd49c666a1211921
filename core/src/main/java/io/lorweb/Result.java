package io.lorweb;

import io.lorweb.basis.Mixture;
import io.lorweb.basis.Span;
import io.lorweb.image.Picture;
import io.lorweb.pipeline.Generated;
import java.util.Optional;

/**
 * One finished picture.
 *
 * @param picture b', the generated cell, enlarged if it was made of a draft
 * @param canvas all that was generated: the 2 x 2 composite under the grid layout, else one cell
 * @param mixture the coefficients it was made with; absent without an adapter or with internal
 *     queries
 * @param span how far the edit lies from those that the adapter was trained on, where that is known
 * @param run every setting as it was used
 */
public record Result(
    Picture picture,
    Picture canvas,
    Optional<Mixture> mixture,
    Optional<Span.Score> span,
    RunSettings run) {

  /** Without mixing coefficients to tell of. */
  static Result of(Generated generated, RunSettings run) {
    return new Result(
        generated.picture(), generated.canvas(), Optional.empty(), Optional.empty(), run);
  }
}
