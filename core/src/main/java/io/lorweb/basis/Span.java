package io.lorweb.basis;

import io.lorweb.error.InputException;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.weights.Checkpoint;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The edits that a basis was trained on, as its image encoder tells them: an analogy far from all
 * of them is outside what the basis spans, and little is to be expected of it (an idea of this
 * project; docs/results/span.md says how well it foretells failure).
 *
 * <p>The distance of an edit is 1 less the mean cosine with the nearest {@value #NEIGHBOURS} of the
 * references. What counts as far is told by training edits that are no references themselves.
 *
 * @param width D of an edit, see {@link QueryMode#edit}
 * @param references [M, D] row-major, each of length 1
 * @param distances of other training edits, ascending
 */
public record Span(int width, float[] references, float[] distances) {

  /** References whose cosines are averaged: one alone may be an accident. */
  public static final int NEIGHBOURS = 5;

  /** References that are kept at most: more hardly tell better and files grow. */
  public static final int REFERENCES = 1024;

  /** Other training edits that are kept at most, a number each. */
  public static final int DISTANCES = 512;

  /** Fewer analogies than this span nothing that a distance could be told from. */
  public static final int FEWEST = 64;

  private static final String STORED = "lorweb_span.references";
  private static final String STORED_DISTANCES = "lorweb_span.distances";

  /**
   * Where an edit lies.
   *
   * @param distance 0 to 2
   * @param rank share of the training edits that lie nearer, 0 to 1
   */
  public record Score(double distance, double rank) {

    /** Nine of ten training edits lie nearer. */
    public boolean outside() {
      return rank >= 0.9;
    }
  }

  public Span {
    if (width < 1 || references.length % width != 0 || references.length / width < NEIGHBOURS) {
      throw new IllegalArgumentException(
          references.length + " numbers are no " + NEIGHBOURS + " references of width " + width);
    }
    if (distances.length == 0) {
      throw new IllegalArgumentException("no training edit says what is far");
    }
  }

  /**
   * Of edits drawn from the training data; two thirds, but at most {@value #REFERENCES}, become
   * references.
   *
   * @param edits at least {@value #FEWEST}, all of one width
   */
  public static Span of(List<float[]> edits) {
    if (edits.size() < FEWEST) {
      throw new IllegalArgumentException(edits.size() + " edits are less than " + FEWEST);
    }
    int m = Math.min(REFERENCES, edits.size() * 2 / 3);
    int width = edits.get(0).length;
    float[] references = new float[m * width];
    for (int i = 0; i < m; i++) {
      System.arraycopy(unit(edits.get(i)), 0, references, i * width, width);
    }
    List<float[]> others = edits.subList(m, Math.min(edits.size(), m + DISTANCES));
    float[] distances = new float[others.size()];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = (float) distance(references, width, others.get(i));
    }
    Arrays.sort(distances);
    return new Span(width, references, distances);
  }

  /**
   * Where {@code edit} lies.
   *
   * @param edit [D]
   */
  public Score score(float[] edit) {
    if (edit.length != width) {
      throw new IllegalArgumentException("the edit has " + edit.length + " numbers, not " + width);
    }
    double distance = distance(references, width, edit);
    int nearer = 0;
    while (nearer < distances.length && distances[nearer] < distance) {
      nearer++;
    }
    return new Score(distance, (double) nearer / distances.length);
  }

  private static double distance(float[] references, int width, float[] edit) {
    float[] direction = unit(edit);
    double[] cosines = new double[references.length / width];
    for (int i = 0; i < cosines.length; i++) {
      for (int j = 0; j < width; j++) {
        cosines[i] += references[i * width + j] * direction[j];
      }
    }
    Arrays.sort(cosines);
    double sum = 0;
    for (int i = 1; i <= NEIGHBOURS; i++) {
      sum += cosines[cosines.length - i];
    }
    return 1 - sum / NEIGHBOURS;
  }

  /** An encoder that sees no edit at all gives no direction: it is as far as can be from all. */
  private static float[] unit(float[] edit) {
    double square = 0;
    for (float x : edit) {
      square += (double) x * x;
    }
    float[] unit = new float[edit.length];
    if (square > 0) {
      double factor = 1 / Math.sqrt(square);
      for (int i = 0; i < unit.length; i++) {
        unit[i] = (float) (edit[i] * factor);
      }
    }
    return unit;
  }

  /** As an adapter's file keeps it. */
  Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(
        STORED, Tensors.of(references, references.length / width, width).to(ScalarType.Half));
    tensors.put(STORED_DISTANCES, Tensors.of(distances, distances.length));
    return tensors;
  }

  /** Whether a tensor of an adapter's file belongs to its span. */
  static boolean owns(String tensor) {
    return tensor.equals(STORED) || tensor.equals(STORED_DISTANCES);
  }

  /**
   * The span of an adapter's file, if it has one.
   *
   * @throws InputException when it is damaged
   */
  static Optional<Span> read(Checkpoint file) {
    if (!file.has(STORED) && !file.has(STORED_DISTANCES)) {
      return Optional.empty();
    }
    try (Scope scope = new Scope()) {
      Tensor references = file.tensor(STORED);
      Tensor distances = file.tensor(STORED_DISTANCES);
      if (references.dim() != 2
          || references.size(0) < NEIGHBOURS
          || references.size(0) > REFERENCES
          || references.size(1) < 1
          || distances.dim() != 1
          || distances.size(0) < 1
          || distances.size(0) > DISTANCES) {
        throw InputException.of(
            "%s: %s has shape %s and %s %s but they must be [%d to %d, width] and [1 to %d]",
            file.file(),
            STORED,
            Tensors.shape(references),
            STORED_DISTANCES,
            Tensors.shape(distances),
            NEIGHBOURS,
            REFERENCES,
            DISTANCES);
      }
      float[] sorted = Tensors.floats(distances);
      Arrays.sort(sorted);
      return Optional.of(new Span((int) references.size(1), Tensors.floats(references), sorted));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Span span
        && width == span.width
        && Arrays.equals(references, span.references)
        && Arrays.equals(distances, span.distances);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(references);
  }
}
