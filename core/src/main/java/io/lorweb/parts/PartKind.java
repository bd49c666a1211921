package io.lorweb.parts;

import io.lorweb.packed.Container;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one kind of part.
 *
 * @param <C> its configuration
 */
interface PartKind<C> {

  Part part();

  /**
   * Refuses other models of the same kind by name, as far as names and stored shapes tell.
   *
   * @param prefix of the part
   */
  void refuseVariants(Container file, String prefix);

  /**
   * The geometry that the shapes tell.
   *
   * @param like gives what shapes do not tell; empty: the constants of FLUX
   */
  C measure(Shapes shapes, Optional<C> like);

  /** What a file of this geometry holds under the names that this one uses. */
  List<StoredTensor> layout(C config, Shapes shapes);

  /**
   * What deserves a word: sizes other than those of {@code like}, or of the public model, and what
   * neither it nor the shapes tell.
   */
  List<String> notes(C config, Optional<C> like, Shapes shapes);
}
