package io.lorweb.eval.metric;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lorweb.image.Picture;
import io.lorweb.model.VisionModel;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;

/**
 * What an image encoder says of pictures: how alike two are, and whether two edits point the same
 * way. Embeddings of the last pictures are remembered: a, a' and b come again with every metric and
 * model. Safe for several threads.
 */
public final class Embeddings {

  /** Some KB each. */
  private static final int REMEMBERED = 4096;

  private final VisionModel vision;

  /** By the picture's SHA-256; whoever asks first computes, others wait. */
  private final Cache<String, double[]> remembered =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  /**
   * @param vision any image encoder; belongs to the caller
   */
  public Embeddings(VisionModel vision) {
    this.vision = vision;
  }

  /** The encoder. */
  public VisionModel vision() {
    return vision;
  }

  /**
   * One embedding, not normalised: [D].
   *
   * @param picture is resized and cropped as the encoder's configuration says
   */
  public double[] of(Picture picture) {
    return remembered.get(picture.sha256(), key -> encode(picture)).clone();
  }

  private double[] encode(Picture picture) {
    try (Scope scope = new Scope();
        NoGradGuard guard = new NoGradGuard()) {
      float[] values =
          Tensors.floats(vision.encoder().encode(vision.preprocessor().pixels(List.of(picture))));
      double[] embedding = new double[values.length];
      for (int i = 0; i < values.length; i++) {
        embedding[i] = values[i];
      }
      return embedding;
    }
  }

  /** Image similarity (CLIP-I and its like): the cosine of two pictures' embeddings, in [-1, 1]. */
  public double similarity(Picture one, Picture other) {
    return cosine(of(one), of(other));
  }

  /**
   * CLIP directional similarity (docs/spec/LORWEB.md section 10.2): the cosine of E(a') - E(a) and
   * E(b') - E(b), in [-1, 1]. 0 where a side has no direction because the pictures are equal to the
   * encoder.
   */
  public double direction(Picture a, Picture a2, Picture b, Picture b2) {
    return cosine(difference(of(a2), of(a)), difference(of(b2), of(b)));
  }

  static double[] difference(double[] one, double[] other) {
    double[] difference = new double[one.length];
    for (int i = 0; i < one.length; i++) {
      difference[i] = one[i] - other[i];
    }
    return difference;
  }

  static double cosine(double[] one, double[] other) {
    double product = 0;
    double ones = 0;
    double others = 0;
    for (int i = 0; i < one.length; i++) {
      product += one[i] * other[i];
      ones += one[i] * one[i];
      others += other[i] * other[i];
    }
    return ones == 0 || others == 0 ? 0 : product / Math.sqrt(ones * others);
  }
}
