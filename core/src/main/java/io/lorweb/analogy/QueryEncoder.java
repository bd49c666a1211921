package io.lorweb.analogy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lorweb.basis.QueryMode;
import io.lorweb.image.Canvas;
import io.lorweb.image.Picture;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.vision.ImageEncoder;
import io.lorweb.vision.Preprocessor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Makes the query of an analogy with an image encoder (docs/spec/LORWEB.md section 3.4).
 *
 * <p>The patch modes, whose pooling is missing from the reference, average the patch tokens of each
 * encoded picture (over all three depths for the deep ones), which gives the width that the
 * adapters' projections expect.
 */
public final class QueryEncoder {

  /** Remembered embeddings: a and a' are encoded once for many b. */
  private static final int REMEMBERED = 256;

  /** Hidden states that the deep patch modes pool together. */
  private static final int[] DEPTHS = {-16, -8, -1};

  private static final int[] LAST = {-1};

  private final ImageEncoder encoder;
  private final Preprocessor preprocessor;
  private final QueryMode mode;
  private final boolean reference;
  private final Memory memory;

  /** Where embeddings are kept, so that a picture is encoded once for many analogies. */
  @FunctionalInterface
  public interface Memory {
    /**
     * The picture's embedding [F], remembered or computed now; the caller does not change it.
     *
     * @param compute encodes the picture
     */
    float[] embedding(Picture picture, Supplier<float[]> compute);
  }

  /**
   * @param reference whether crops are cut as the reference cuts them, at W/2 on both axes and with
   *     {@code caa'} centre-cropped instead of squashed
   */
  public QueryEncoder(
      ImageEncoder encoder, Preprocessor preprocessor, QueryMode mode, boolean reference) {
    this(encoder, preprocessor, mode, reference, recent());
  }

  /** As the other, with embeddings kept in {@code memory} instead of the last 256 on the heap. */
  public QueryEncoder(
      ImageEncoder encoder,
      Preprocessor preprocessor,
      QueryMode mode,
      boolean reference,
      Memory memory) {
    boolean squashes = mode == QueryMode.DEMONSTRATION && !reference;
    this.encoder = encoder;
    this.preprocessor = squashes ? preprocessor.squashing() : preprocessor;
    this.mode = mode;
    this.reference = reference;
    this.memory = memory;
  }

  private static Memory recent() {
    Cache<String, float[]> cache = Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    return (picture, compute) -> cache.get(picture.sha256(), key -> compute.get());
  }

  /** The whole query [Q] of an analogy. */
  public float[] query(Scene scene) {
    List<float[]> parts = pictures(scene).stream().map(this::embed).toList();
    return switch (mode) {
      case WHOLE, CONTEXT, CONTEXT_WITHOUT_B2, PATCHES, PATCHES_DEEP, DEMONSTRATION -> parts.get(0);
      case EDIT -> subtract(parts.get(1), parts.get(0));
      case EDIT_PLUS_B -> add(subtract(parts.get(1), parts.get(0)), parts.get(2));
      case CAT_A_A2_B, CAT_PATCHES, CAT_PATCHES_DEEP -> concatenate(parts);
    };
  }

  /**
   * The pictures whose embeddings make the query: one of the whole, or a and a', or a, a' and b.
   */
  public List<Picture> pictures(Scene scene) {
    Composite.Known known = scene.known();
    return switch (mode) {
      case WHOLE, CONTEXT -> List.of(scene.composite());
      case CONTEXT_WITHOUT_B2, PATCHES, PATCHES_DEEP -> List.of(withoutB2(scene.composite()));
      case DEMONSTRATION -> List.of(topHalf(scene.composite()));
      case EDIT -> List.of(known.a(), known.a2());
      case EDIT_PLUS_B, CAT_A_A2_B, CAT_PATCHES, CAT_PATCHES_DEEP ->
          List.of(known.a(), known.a2(), known.b());
    };
  }

  /**
   * One picture's embedding [F]; for the concatenating modes the i-th third of the query, standing
   * at i * F.
   */
  public float[] embed(Picture picture) {
    return memory.embedding(picture, () -> compute(List.of(picture)).get(0)).clone();
  }

  /** Embeddings of several pictures in one pass, neither looked up nor remembered. */
  public List<float[]> compute(List<Picture> pictures) {
    try (NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      Tensor pixels = preprocessor.pixels(pictures);
      Tensor embeddings =
          mode.patches()
              ? Tensors.mean(
                  Tensors.cat(
                      1,
                      encoder.states(pixels, mode.deep() ? DEPTHS : LAST).toArray(Tensor[]::new)),
                  1)
              : encoder.encode(pixels);
      float[] all = Tensors.floats(embeddings);
      int width = all.length / pictures.size();
      return IntStream.range(0, pictures.size())
          .mapToObj(i -> Arrays.copyOfRange(all, i * width, (i + 1) * width))
          .toList();
    }
  }

  private Picture withoutB2(Picture composite) {
    int left = composite.width() / 2;
    int top = reference ? left : composite.height() / 2;
    return Canvas.of(composite).blackenFrom(left, top).toPicture();
  }

  private Picture topHalf(Picture composite) {
    int height = reference ? composite.width() / 2 : composite.height() / 2;
    return composite.crop(0, 0, composite.width(), height);
  }

  private static float[] subtract(float[] x, float[] y) {
    float[] result = x.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] -= y[i];
    }
    return result;
  }

  private static float[] add(float[] x, float[] y) {
    float[] result = x.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] += y[i];
    }
    return result;
  }

  private static float[] concatenate(List<float[]> parts) {
    int width = parts.get(0).length;
    float[] result = new float[parts.size() * width];
    for (int i = 0; i < parts.size(); i++) {
      System.arraycopy(parts.get(i), 0, result, i * width, width);
    }
    return result;
  }
}
