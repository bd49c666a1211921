package io.lorweb.fit;

import io.lorweb.analogy.Layout;
import io.lorweb.analogy.Scene;
import io.lorweb.image.Canvas;
import io.lorweb.image.Picture;
import io.lorweb.image.Resampling;

/**
 * An analogy whose answer is known.
 *
 * @param scene a, a' and b as the flow model sees them
 * @param answer b', of the size of a cell
 */
record FitExample(Scene scene, Picture answer) {

  /** What the flow model should make: b' or, in a grid, the composite with b' in its place. */
  Picture target() {
    if (scene.layout() != Layout.GRID) {
      return answer;
    }
    Picture composite = scene.context().get(0);
    int left = composite.width() / 2;
    int top = composite.height() / 2;
    Picture cell =
        answer.resize(composite.width() - left, composite.height() - top, Resampling.BICUBIC);
    return Canvas.of(composite).paste(cell, left, top).toPicture();
  }
}
