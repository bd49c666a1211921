package io.lorweb.train.loop;

import io.lorweb.basis.QueryMode;
import io.lorweb.basis.Span;
import io.lorweb.train.data.ExampleEncoder;
import io.lorweb.train.data.TrainingSet;
import io.lorweb.work.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Draws from the training data what an adapter's file tells of its edits. */
final class TrainedEdits {

  /** Two thirds of the draws become references, the others tell what is far. */
  private static final int DRAWS = Span.REFERENCES + Span.DISTANCES;

  private TrainedEdits() {}

  /**
   * The span of {@code set}'s analogies; empty when there are too few to span anything.
   *
   * @param seed of the run
   */
  static Optional<Span> span(TrainingSet set, ExampleEncoder encoder, QueryMode mode, long seed) {
    if (set.size() < Span.FEWEST) {
      return Optional.empty();
    }
    List<float[]> edits = new ArrayList<>();
    for (int i = 0; i < Math.min(DRAWS, set.size()); i++) {
      Random random = Seeds.SPAN.random(seed, i);
      int item = random.nextInt(set.size());
      edits.add(mode.edit(encoder.query(set.example(set.draw(item, random)))));
    }
    return Optional.of(Span.of(edits));
  }
}
