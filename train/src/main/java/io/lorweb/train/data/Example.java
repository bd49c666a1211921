package io.lorweb.train.data;

import io.lorweb.analogy.Composite;
import io.lorweb.image.Picture;
import java.util.List;

/**
 * One training example as pictures: what the flow model sees, what it should make, and what the
 * query is made of.
 *
 * @param id names it in messages
 * @param target the picture to make: the composite [a, a'; b, b'] in the grid layout, else b'
 * @param context pictures in the order of their tokens; the i-th has position axis 0 = i + 1
 * @param known a, a' and b as the query sees them
 * @param composite [a, a'; b, b] as the query's whole-picture modes see it
 * @param caption the instruction, maybe empty
 * @param recurring whether the same target and context come again, so that it pays to keep what the
 *     encoders make of them; composites of pairs drawn at random hardly ever do
 */
public record Example(
    String id,
    Picture target,
    List<Picture> context,
    Composite.Known known,
    Picture composite,
    String caption,
    boolean recurring) {

  public Example {
    context = List.copyOf(context);
  }

  /** An example that comes again. */
  public Example(
      String id,
      Picture target,
      List<Picture> context,
      Composite.Known known,
      Picture composite,
      String caption) {
    this(id, target, context, known, composite, caption, true);
  }
}
