package io.lorweb.analogy;

import io.lorweb.image.Picture;
import io.lorweb.image.Size;
import java.util.List;

/**
 * An analogy laid out for the flow model: what it sees, what size it makes, and which part of that
 * is b'.
 *
 * @param context pictures in the order of their tokens; the i-th has position axis 0 = i + 1
 * @param output size of the generated picture in pixels
 * @param known a, a' and b as the query sees them
 * @param composite [a, a'; b, b] as the query sees it
 * @param layout GRID cuts the bottom right quarter out of the output, the others take all of it
 */
public record Scene(
    List<Picture> context, Size output, Composite.Known known, Picture composite, Layout layout) {

  /** b' out of the generated picture. */
  public Picture cut(Picture generated) {
    return layout == Layout.GRID ? Composite.bottomRight(generated) : generated;
  }
}
