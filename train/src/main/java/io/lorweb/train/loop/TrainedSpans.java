package io.lorweb.train.loop;

import io.lorweb.basis.QueryMode;
import io.lorweb.basis.Span;
import io.lorweb.basis.Spans;
import io.lorweb.train.data.ExampleEncoder;
import io.lorweb.train.data.TrainingSet;
import io.lorweb.work.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Draws from the training data what an adapter's file tells of its edits and pictures. */
final class TrainedSpans {

  /** Two thirds of the draws become references, the others tell what is far. */
  private static final int DRAWS = Span.REFERENCES + Span.DISTANCES;

  private TrainedSpans() {}

  /**
   * The spans of {@code set}'s analogies; none when there are too few to span anything.
   *
   * @param seed of the run
   */
  static Spans of(TrainingSet set, ExampleEncoder encoder, QueryMode mode, long seed) {
    if (set.size() < Span.FEWEST) {
      return Spans.NONE;
    }
    List<float[]> edits = new ArrayList<>();
    List<float[]> pictures = new ArrayList<>();
    for (int i = 0; i < Math.min(DRAWS, set.size()); i++) {
      Random random = Seeds.SPAN.random(seed, i);
      int item = random.nextInt(set.size());
      float[] query = encoder.query(set.example(set.draw(item, random)));
      edits.add(mode.edit(query));
      mode.b(query).ifPresent(pictures::add);
    }
    return new Spans(
        Optional.of(Span.of(edits)),
        pictures.isEmpty() ? Optional.empty() : Optional.of(Span.of(pictures)));
  }
}
