package io.lorweb.basis;

import java.util.Arrays;
import java.util.List;

/**
 * Directions that a basis was trained on, as its image encoder tells them: edits, or pictures. One
 * far from all of them is outside what the basis spans, and little is to be expected of it (an idea
 * of this project; docs/results/span.md says how well it foretells failure).
 *
 * <p>The distance of a direction is 1 less the mean cosine with the nearest {@value #NEIGHBOURS} of
 * the references. What counts as far is told by training examples that are no references
 * themselves.
 *
 * @param width D of a direction
 * @param references [M, D] row-major, each of length 1
 * @param distances of other training examples, ascending
 */
public record Span(int width, float[] references, float[] distances) {

  /** References whose cosines are averaged: one alone may be an accident. */
  public static final int NEIGHBOURS = 5;

  /** References that are kept at most: more hardly tell better and files grow. */
  public static final int REFERENCES = 1024;

  /** Other training examples that are kept at most, a number each. */
  public static final int DISTANCES = 512;

  /** Fewer analogies than this span nothing that a distance could be told from. */
  public static final int FEWEST = 64;

  /**
   * Where a direction lies.
   *
   * @param distance 0 to 2
   * @param rank share of the training examples that lie nearer, 0 to 1
   */
  public record Score(double distance, double rank) {

    /** Nine of ten training examples lie nearer. */
    public boolean outside() {
      return rank >= 0.9;
    }

    /** Every training example lies nearer. */
    public boolean beyond() {
      return rank >= 1;
    }
  }

  public Span {
    if (width < 1 || references.length % width != 0 || references.length / width < NEIGHBOURS) {
      throw new IllegalArgumentException(
          references.length + " numbers are no " + NEIGHBOURS + " references of width " + width);
    }
    if (distances.length == 0) {
      throw new IllegalArgumentException("no training example says what is far");
    }
  }

  /**
   * Of directions drawn from the training data; two thirds, but at most {@value #REFERENCES},
   * become references.
   *
   * @param drawn at least {@value #FEWEST}, all of one width
   */
  public static Span of(List<float[]> drawn) {
    if (drawn.size() < FEWEST) {
      throw new IllegalArgumentException(drawn.size() + " directions are less than " + FEWEST);
    }
    int m = Math.min(REFERENCES, drawn.size() * 2 / 3);
    int width = drawn.get(0).length;
    float[] references = new float[m * width];
    for (int i = 0; i < m; i++) {
      System.arraycopy(unit(drawn.get(i)), 0, references, i * width, width);
    }
    List<float[]> others = drawn.subList(m, Math.min(drawn.size(), m + DISTANCES));
    float[] distances = new float[others.size()];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = (float) distance(references, width, others.get(i));
    }
    Arrays.sort(distances);
    return new Span(width, references, distances);
  }

  /**
   * Where {@code direction} lies.
   *
   * @param direction [D]
   */
  public Score score(float[] direction) {
    if (direction.length != width) {
      throw new IllegalArgumentException(
          "the direction has " + direction.length + " numbers, not " + width);
    }
    double distance = distance(references, width, direction);
    int nearer = 0;
    while (nearer < distances.length && distances[nearer] < distance) {
      nearer++;
    }
    return new Score(distance, (double) nearer / distances.length);
  }

  private static double distance(float[] references, int width, float[] drawn) {
    float[] direction = unit(drawn);
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

  /** Where the encoder sees no edit at all there is no direction: it is as far as can be. */
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
