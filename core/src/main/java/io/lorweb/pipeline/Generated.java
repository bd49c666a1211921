package io.lorweb.pipeline;

import io.lorweb.image.Picture;

/**
 * What came out of a run.
 *
 * @param picture b', the generated cell, enlarged if it was made of a draft
 * @param canvas all that was generated: the 2 x 2 composite under the grid layout, else one cell
 */
public record Generated(Picture picture, Picture canvas) {}
