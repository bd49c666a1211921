package io.lorweb.train.loop;

import io.lorweb.analogy.CanvasSize;
import io.lorweb.analogy.Composer;
import io.lorweb.analogy.Composite;
import io.lorweb.analogy.QueryEncoder;
import io.lorweb.analogy.Scene;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.image.Size;
import io.lorweb.layer.Dropout;
import io.lorweb.pipeline.Generation;
import io.lorweb.pipeline.Plan;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.train.data.Example;
import io.lorweb.train.data.TrainingSet;
import io.lorweb.train.recipe.Recipe;
import io.lorweb.train.recipe.Sampling;
import io.lorweb.work.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Shows what has been learned so far: a row a, a', b, b' for each of a few analogies, the same ones
 * from the same noise each time. Training examples stand in when the recipe names none; then the
 * true b' is the fifth picture of the row.
 */
final class SampleSheet {

  /** Training examples shown when the recipe names no analogies. */
  private static final int EXAMPLES = 4;

  /** One row before b' is made. */
  private record Row(
      Picture a, Picture a2, Picture b, Optional<Picture> truth, Scene scene, String prompt) {}

  private final Recipe recipe;
  private final FlowParts parts;
  private final Optional<QueryEncoder> queries;
  private final List<Row> rows = new ArrayList<>();

  private SampleSheet(Recipe recipe, FlowParts parts) {
    this.recipe = recipe;
    this.parts = parts;
    this.queries = parts.queries();
  }

  /** Of the recipe's analogies, else of training examples. */
  static SampleSheet of(Recipe recipe, FlowParts parts) {
    if (recipe.sampling().analogies().isEmpty()) {
      return of(recipe, parts, parts.set());
    }
    SampleSheet sheet = new SampleSheet(recipe, parts);
    recipe.sampling().analogies().forEach(shown -> sheet.rows.add(sheet.row(shown)));
    return sheet;
  }

  /** Of examples of {@code set}. */
  static SampleSheet of(Recipe recipe, FlowParts parts, TrainingSet set) {
    SampleSheet sheet = new SampleSheet(recipe, parts);
    for (int i = 0; i < EXAMPLES; i++) {
      // Spread over the data, which often lies task by task.
      int item = (int) ((long) i * set.size() / EXAMPLES);
      sheet.rows.add(sheet.row(set.example(set.plain(item))));
    }
    return sheet;
  }

  private Row row(Sampling.Shown shown) {
    if (shown instanceof Sampling.Triplet t) {
      return row(
          PictureReader.read(t.a()),
          PictureReader.read(t.a2()),
          PictureReader.read(t.b()),
          t.prompt());
    }
    Sampling.Strip strip = (Sampling.Strip) shown;
    Picture whole = PictureReader.read(strip.file());
    int third = whole.width() / 3;
    return row(
        whole.crop(0, 0, third, whole.height()),
        whole.crop(third, 0, third, whole.height()),
        whole.crop(2 * third, 0, third, whole.height()),
        strip.prompt());
  }

  private Row row(Picture a, Picture a2, Picture b, String prompt) {
    CanvasSize size =
        new CanvasSize(
            Optional.empty(),
            OptionalLong.empty(),
            OptionalInt.empty(),
            OptionalInt.of(side(parts.set().bucket(0).target())));
    Composer composer =
        new Composer(
            recipe.base().layout(),
            size,
            Composer.Compatibility.NONE,
            parts.model().pixelsPerToken());
    return new Row(a, a2, b, Optional.empty(), composer.compose(a, a2, b), prompt);
  }

  /** Side of a square cell of about the training size. */
  private int side(Size bucket) {
    int cells = recipe.base().layout() == io.lorweb.analogy.Layout.GRID ? 2 : 1;
    return (int) Math.sqrt((double) bucket.width() * bucket.height()) / cells;
  }

  private Row row(Example example) {
    Composite.Known known = example.known();
    Scene scene =
        new Scene(
            example.context(),
            example.target().size(),
            known,
            example.composite(),
            recipe.base().layout());
    Picture truth = scene.cut(example.target());
    return new Row(known.a(), known.a2(), known.b(), Optional.of(truth), scene, example.caption());
  }

  /** A row for each analogy, made with what has been learned so far. */
  Picture make() {
    List<List<Picture>> pictures = new ArrayList<>();
    parts.withMean(
        () -> {
          for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            List<Picture> line = new ArrayList<>(List.of(row.a(), row.a2(), row.b()));
            line.add(make(row, recipe.sampling().seed() + i));
            row.truth().ifPresent(line::add);
            pictures.add(line);
          }
        });
    return PictureRows.of(pictures);
  }

  private Picture make(Row row, long seed) {
    try (NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      Tensor query =
          queries
              .map(
                  encoder -> {
                    float[] q = encoder.query(row.scene());
                    return parts.placement().move(Tensors.of(q, 1, q.length));
                  })
              .orElse(null);
      Generation generation =
          new Generation(
              parts.model(),
              parts.learned().begin(query, Dropout.NONE).transformer(),
              Plan.Wording.of(row.prompt(), parts.textLength()),
              new Plan.Sampling(recipe.sampling().steps(), recipe.sampling().guidance(), seed),
              Optional.empty());
      return row.scene().cut(generation.run(row.scene(), Progress.NONE));
    }
  }
}
