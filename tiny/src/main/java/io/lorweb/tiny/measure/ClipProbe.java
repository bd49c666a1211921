package io.lorweb.tiny.measure;

import io.lorweb.eval.suite.Answer;
import io.lorweb.eval.suite.Question;
import io.lorweb.image.Picture;
import io.lorweb.model.ModelFolder;
import io.lorweb.model.PartPlacement;
import io.lorweb.model.VisionModel;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.tiny.drawings.Split;
import io.lorweb.tiny.pairs.Pair;
import io.lorweb.tiny.pairs.PairDraw;
import io.lorweb.tiny.tasks.Task;
import io.lorweb.work.Parallel;
import io.lorweb.work.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.NoGradGuard;

/**
 * Whether the image encoder tells edits apart: e(a') - e(a) of a test pair is nearest to its own
 * task's mean among those of all tasks. Means are made of training drawings, also of tasks that
 * nobody was trained on.
 */
final class ClipProbe implements Probe {

  /** Training pairs in each class mean, at most. */
  static final int PAIRS = 32;

  private final VisionModel vision;
  private final ClassMeans means;

  private ClipProbe(VisionModel vision, ClassMeans means) {
    this.vision = vision;
    this.means = means;
  }

  /**
   * The image encoder of a model folder, with its class means.
   *
   * @param classes all tasks to tell apart
   * @param draw of the training pairs
   * @param progress hears of every class
   */
  static ClipProbe load(
      ModelFolder folder,
      PartPlacement placement,
      List<Task> classes,
      PairDraw draw,
      int threads,
      Progress progress) {
    String part = folder.defaults().imageEncoder().orElse("image_encoder");
    VisionModel vision = VisionModel.load(folder.part(part), placement);
    try {
      List<List<float[]>> edits =
          Parallel.map(classes, threads, task -> edits(vision, draw, task), progress);
      Map<String, double[]> means = new LinkedHashMap<>();
      for (int i = 0; i < classes.size(); i++) {
        if (!edits.get(i).isEmpty()) {
          means.put(classes.get(i).name(), ClassMeans.mean(edits.get(i)));
        }
      }
      return new ClipProbe(vision, new ClassMeans(means));
    } catch (RuntimeException e) {
      vision.close();
      throw e;
    }
  }

  private static List<float[]> edits(VisionModel vision, PairDraw draw, Task task) {
    List<Pair> pairs = draw.draw(task, Split.TRAIN, PAIRS);
    return edits(
        vision,
        pairs.stream().map(Pair::before).toList(),
        pairs.stream().map(Pair::after).toList());
  }

  /** e(a') - e(a) of each pair, encoded as one batch. */
  private static List<float[]> edits(
      VisionModel vision, List<Picture> before, List<Picture> after) {
    if (before.isEmpty()) {
      return List.of();
    }
    List<Picture> pictures = new ArrayList<>(before);
    pictures.addAll(after);
    float[] embeddings;
    try (NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      embeddings = Tensors.floats(vision.encoder().encode(vision.preprocessor().pixels(pictures)));
    }
    int width = embeddings.length / pictures.size();
    List<float[]> edits = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      float[] edit = new float[width];
      for (int k = 0; k < width; k++) {
        edit[k] = embeddings[(before.size() + i) * width + k] - embeddings[i * width + k];
      }
      edits.add(edit);
    }
    return edits;
  }

  @Override
  public OptionalDouble measure(Figure figure, Answer answer) {
    float[] edit = edits(vision, List.of(answer.b()), List.of(answer.truth().orElseThrow())).get(0);
    boolean right = answer.question().task().equals(means.nearest(edit));
    return OptionalDouble.of(OracleMetric.share(right));
  }

  @Override
  public List<Picture> row(Question question, Path output) {
    return List.of();
  }

  @Override
  public void close() {
    vision.close();
  }
}
