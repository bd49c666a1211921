package io.lorweb.analogy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lorweb.basis.QueryMode;
import io.lorweb.image.Canvas;
import io.lorweb.image.Picture;
import io.lorweb.image.Resampling;
import io.lorweb.layer.Activation;
import io.lorweb.layer.EncoderSizes;
import io.lorweb.layer.MadeModel;
import io.lorweb.layer.Weights;
import io.lorweb.sample.Noise;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.vision.ImageEncoder;
import io.lorweb.vision.Preprocessor;
import io.lorweb.vision.VisionConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The query of every mode, from embeddings of pictures cut by hand. */
class QueryEncoderTest {

  private static final int WIDTH = 6;
  private static final int HIDDEN = 12;

  /** Sixteen blocks, the least that the deep modes need. */
  private static final EncoderSizes SIZES =
      new EncoderSizes(HIDDEN, 20, 16, 2, Activation.QUICK_GELU, 1e-5);

  private static final Picture A = noise(1, 12, 8);
  private static final Picture A2 = noise(2, 12, 8);
  private static final Picture B = noise(3, 12, 8);

  /** 24 x 16. */
  private static final Picture COMPOSITE = Composite.cells(A, A2, B, 12, 8);

  private static final Composite.Known KNOWN = new Composite.Known(A, A2, B);

  @TempDir static Path folder;
  private static Weights weights;
  private static ImageEncoder encoder;
  private static Preprocessor preprocessor;

  @BeforeAll
  static void make() {
    weights =
        new MadeModel()
            .with("vision_model.embeddings.class_embedding", HIDDEN)
            .with("vision_model.embeddings.patch_embedding.weight", HIDDEN, 3, 4, 4)
            .with("vision_model.embeddings.position_embedding.weight", 5, HIDDEN)
            .norm("vision_model.pre_layrnorm", HIDDEN)
            .encoder("vision_model.encoder", SIZES)
            .norm("vision_model.post_layernorm", HIDDEN)
            .with("visual_projection.weight", WIDTH, HIDDEN)
            .in(folder);
    encoder =
        ImageEncoder.of(new VisionConfig(VisionConfig.Family.CLIP, SIZES, 8, 4, WIDTH), weights);
    preprocessor =
        new Preprocessor(
            Preprocessor.Fit.CROP,
            8,
            8,
            Resampling.BICUBIC,
            1 / 255.0,
            List.of(0.5, 0.5, 0.5),
            List.of(0.5, 0.5, 0.5));
  }

  @AfterAll
  static void close() {
    weights.close();
  }

  private static Picture noise(long seed, int width, int height) {
    try (Scope scope = new Scope()) {
      float[] values = Tensors.floats(Noise.normal(seed, width * height * 3));
      byte[] rgb = new byte[values.length];
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] = (byte) Math.max(0, Math.min(255, 128 + 60 * values[i]));
      }
      return Picture.of(width, height, rgb);
    }
  }

  private static float[] query(QueryMode mode, boolean reference) {
    Scene scene = new Scene(List.of(COMPOSITE), COMPOSITE.size(), KNOWN, COMPOSITE, Layout.GRID);
    return new QueryEncoder(encoder, preprocessor, mode, reference).query(scene);
  }

  private static float[] embedding(Preprocessor how, Picture picture) {
    try (NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      return Tensors.floats(encoder.encode(how.pixels(List.of(picture))));
    }
  }

  private static float[] embedding(Picture picture) {
    return embedding(preprocessor, picture);
  }

  /** The mean of all tokens of these states, number by number. */
  private static float[] pooled(Picture picture, int... depths) {
    try (NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      float[] mean = new float[HIDDEN];
      List<Tensor> states = encoder.states(preprocessor.pixels(List.of(picture)), depths);
      for (Tensor state : states) {
        float[] values = Tensors.floats(state);
        for (int i = 0; i < values.length; i++) {
          mean[i % HIDDEN] += values[i] * HIDDEN / (values.length * states.size());
        }
      }
      return mean;
    }
  }

  private static float[] joined(float[]... parts) {
    float[] all = new float[parts.length * parts[0].length];
    for (int i = 0; i < all.length; i++) {
      all[i] = parts[i / parts[0].length][i % parts[0].length];
    }
    return all;
  }

  private static Picture blackFrom(int left, int top) {
    int width = COMPOSITE.width() - left;
    int height = COMPOSITE.height() - top;
    return Canvas.of(COMPOSITE).paste(Picture.filled(width, height, 0), left, top).toPicture();
  }

  private static void assertClose(float[] actual, float[] expected) {
    assertThat(actual).containsExactly(expected, within(1e-4f));
  }

  @Test
  void theWholeCompositeIsOneEmbedding() {
    assertThat(query(QueryMode.WHOLE, false)).containsExactly(embedding(COMPOSITE));
    assertThat(query(QueryMode.CONTEXT, false)).containsExactly(embedding(COMPOSITE));
  }

  @Test
  void withoutB2TheQuadrantIsBlackAndTheReferenceStartsItAtHalfTheWidth() {
    QueryMode mode = QueryMode.CONTEXT_WITHOUT_B2;
    assertThat(query(mode, false)).containsExactly(embedding(blackFrom(12, 8)));
    assertThat(query(mode, true)).containsExactly(embedding(blackFrom(12, 12)));
    assertThat(query(mode, true)).isNotEqualTo(query(mode, false));
  }

  @Test
  void theTopHalfIsSquashedWhereTheReferenceCropsASquareBlock() {
    QueryMode mode = QueryMode.DEMONSTRATION;
    Picture top = COMPOSITE.crop(0, 0, 24, 8);
    assertThat(query(mode, false)).containsExactly(embedding(preprocessor.squashing(), top));
    assertThat(query(mode, true)).containsExactly(embedding(COMPOSITE.crop(0, 0, 24, 12)));
    assertThat(query(mode, false)).isNotEqualTo(embedding(top));
  }

  @Test
  void anEditIsTheDifferenceOfAfterAndBefore() {
    float[] a = embedding(A);
    float[] a2 = embedding(A2);
    float[] b = embedding(B);
    float[] edit = new float[WIDTH];
    float[] edited = new float[WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      edit[i] = a2[i] - a[i];
      edited[i] = edit[i] + b[i];
    }
    assertClose(query(QueryMode.EDIT, false), edit);
    assertClose(query(QueryMode.EDIT_PLUS_B, false), edited);
  }

  @Test
  void concatenatedModesShowAThenA2ThenB() {
    assertThat(query(QueryMode.CAT_A_A2_B, false))
        .containsExactly(joined(embedding(A), embedding(A2), embedding(B)));
    assertClose(
        query(QueryMode.CAT_PATCHES, false), joined(pooled(A, -1), pooled(A2, -1), pooled(B, -1)));
    int[] deep = {-16, -8, -1};
    assertClose(
        query(QueryMode.CAT_PATCHES_DEEP, false),
        joined(pooled(A, deep), pooled(A2, deep), pooled(B, deep)));
  }

  @Test
  void patchesArePooledOverTheCompositeWithoutB2() {
    assertClose(query(QueryMode.PATCHES, false), pooled(blackFrom(12, 8), -1));
    assertClose(query(QueryMode.PATCHES_DEEP, false), pooled(blackFrom(12, 8), -16, -8, -1));
  }

  @Test
  void aPictureIsEncodedOnceAndItsEmbeddingIsNobodysToChange() {
    List<String> passes = new ArrayList<>();
    ImageEncoder counting =
        encoder.watched(
            (name, value) -> {
              if (name.equals("vision_model.encoder.layers.0")) {
                passes.add(name);
              }
            });
    QueryEncoder queries = new QueryEncoder(counting, preprocessor, QueryMode.CAT_A_A2_B, false);
    float[] first = queries.embed(A);
    float[] expected = first.clone();
    first[0]++;
    assertThat(queries.embed(noise(1, 12, 8))).containsExactly(expected);
    assertThat(passes).hasSize(1);
    queries.embed(A2);
    assertThat(passes).hasSize(2);
  }

  @Test
  void aMemoryThatIsGivenIsAsked() {
    List<Picture> asked = new ArrayList<>();
    QueryEncoder queries =
        new QueryEncoder(
            encoder,
            preprocessor,
            QueryMode.EDIT,
            false,
            (picture, compute) -> {
              asked.add(picture);
              assertThat(compute.get()).containsExactly(embedding(picture));
              return new float[] {asked.size()};
            });
    Scene scene = new Scene(List.of(), COMPOSITE.size(), KNOWN, COMPOSITE, Layout.GRID);
    assertThat(queries.query(scene)).containsExactly(1);
    assertThat(asked).containsExactly(A, A2);
  }
}
