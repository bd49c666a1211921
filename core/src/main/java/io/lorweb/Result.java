package io.lorweb;

import io.lorweb.basis.Mixture;
import io.lorweb.image.Picture;
import java.util.Optional;

/**
 * One finished picture.
 *
 * @param picture b', the generated cell
 * @param canvas all that was generated: the 2 x 2 composite under the grid layout, else b' again
 * @param mixture the coefficients it was made with; absent without an adapter or with internal
 *     queries
 * @param run every setting as it was used
 */
public record Result(Picture picture, Picture canvas, Optional<Mixture> mixture, RunSettings run) {}
