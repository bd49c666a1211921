package io.lorweb.train.loop;

import io.lorweb.analogy.Layout;
import io.lorweb.config.JsonFile;
import io.lorweb.image.Picture;
import io.lorweb.model.ModelFolder;
import io.lorweb.model.Threading;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.train.data.Draw;
import io.lorweb.train.data.Example;
import io.lorweb.train.data.TrainingSet;
import io.lorweb.train.recipe.Recipe;
import io.lorweb.train.recipe.Trained;
import io.lorweb.vision.Preprocessor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * CLIP learns edits: an edited picture finds its instruction, the way from a picture to its edited
 * version finds the way of another pair with the same edit, and the way between two instructions
 * (the empty one and this one) finds the way between the two pictures. Three contrastive losses
 * with one temperature; examples of one task belong together. Each worker contrasts its own part of
 * a batch.
 */
final class ClipTrainingTask implements TrainingTask<ClipTrainingTask.Shown> {

  /**
   * Two pairs with the same edit, as the encoder takes them.
   *
   * @param pictures a, a', b, b'
   * @param caption the edit as an instruction
   * @param task examples of one task show the same edit
   */
  record Shown(List<Picture> pictures, String caption, String task) {}

  /** Pictures of one example. */
  private static final int EACH = 4;

  /** Rows of a sheet, what each of them chooses from, and how many it shows of those. */
  private static final int ROWS = 6;

  private static final int CHOICE = 96;
  private static final int FOUND = 4;

  private final TrainingSet set;
  private final ClipTowers towers;
  private final Preprocessor preprocessor;

  ClipTrainingTask(Recipe recipe, Trained.Clip trained) {
    ModelFolder folder = ModelFolder.find(recipe.base().model());
    Threading.suit(folder);
    set = TrainingSet.open(recipe.data(), Layout.QUERY, 1);
    towers = new ClipTowers(folder, trained, recipe.seed());
    preprocessor =
        Preprocessor.read(
            JsonFile.read(folder.part("image_encoder").resolve("preprocessor_config.json")),
            towers.visionConfig());
  }

  @Override
  public TrainingSet set() {
    return set;
  }

  @Override
  public Trainable learned() {
    return towers.learned();
  }

  @Override
  public Shown read(Draw draw, long index, int slot) {
    return shown(draw);
  }

  private Shown shown(Draw draw) {
    Example example = set.example(draw);
    List<Picture> pictures = new ArrayList<>();
    for (Picture picture :
        List.of(example.known().a(), example.known().a2(), example.known().b(), example.target())) {
      pictures.add(preprocessor.square(picture));
    }
    String task = set.task(draw.item()) + (draw.reversed() ? " undone" : "");
    return new Shown(pictures, example.caption(), task);
  }

  @Override
  public Taught teach(List<Shown> examples, Part part) {
    try (Scope scope = new Scope()) {
      int count = examples.size();
      Tensor all = embeddings(examples); // [B, 4, D]
      Tensor shown = all.select(1, 1).sub(all.select(1, 0));
      Tensor asked = all.select(1, 3).sub(all.select(1, 2));
      List<String> captions = new ArrayList<>(examples.stream().map(Shown::caption).toList());
      captions.add("");
      Tensor texts = towers.texts(captions);
      Tensor instructions = texts.narrow(0, 0, count);
      Tensor told = instructions.sub(texts.narrow(0, count, 1));
      ContrastiveLoss loss = ContrastiveLoss.of(examples.stream().map(Shown::task).toList());
      Tensor scale = towers.scale();
      Tensor total =
          loss.of(all.select(1, 3), instructions, scale)
              .add(loss.of(shown, asked, scale))
              .add(loss.of(asked, told, scale));
      Tensor result = Tensors.times(total, (double) count / part.count());
      result.backward();
      return new Taught(result.item_double());
    }
  }

  /** [B, 4, D]. */
  private Tensor embeddings(List<Shown> examples) {
    List<Picture> pictures = examples.stream().flatMap(e -> e.pictures().stream()).toList();
    return towers
        .pictures(preprocessor.pixels(pictures))
        .view(examples.size(), EACH, towers.visionConfig().width());
  }

  @Override
  public Map<String, Supplier<Picture>> sheets() {
    return Map.of(SHEET, this::sheet);
  }

  /** Each row: b, b', and the edited pictures whose edits are nearest to this one's. */
  private Picture sheet() {
    List<Shown> examples =
        IntStream.range(0, CHOICE)
            .map(i -> (int) ((long) i * set.size() / CHOICE))
            .mapToObj(item -> shown(set.plain(item)))
            .toList();
    float[] cosines = new float[CHOICE * CHOICE];
    towers
        .learned()
        .withMean(
            () -> {
              try (NoGradGuard guard = new NoGradGuard();
                  Scope scope = new Scope()) {
                Tensor all = embeddings(examples);
                Tensor shown = ContrastiveLoss.unit(all.select(1, 1).sub(all.select(1, 0)));
                Tensor asked = ContrastiveLoss.unit(all.select(1, 3).sub(all.select(1, 2)));
                float[] found = Tensors.floats(asked.matmul(shown.t()));
                System.arraycopy(found, 0, cosines, 0, found.length);
              }
            });
    List<List<Picture>> rows = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      int query = row * CHOICE / ROWS;
      List<Picture> line = new ArrayList<>(examples.get(query).pictures().subList(2, EACH));
      IntStream.range(0, CHOICE)
          .boxed()
          .sorted(Comparator.comparingDouble(i -> -cosines[query * CHOICE + i]))
          .limit(FOUND)
          .forEach(i -> line.add(examples.get(i).pictures().get(1)));
      rows.add(line);
    }
    return PictureRows.of(rows);
  }

  @Override
  public void close() {
    towers.close();
  }
}
