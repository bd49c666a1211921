package io.lorweb.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lorweb.image.Picture;
import io.lorweb.model.ModelFolder;
import io.lorweb.model.PartPlacement;
import io.lorweb.model.VisionModel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EmbeddingsTest {

  private static VisionModel vision;
  private static Embeddings embeddings;

  @BeforeAll
  static void load() {
    ModelFolder tiny = ModelFolder.find(ModelFolder.EMBEDDED);
    vision = VisionModel.load(tiny.imageEncoder(Optional.empty(), "none"), PartPlacement.CPU);
    embeddings = new Embeddings(vision);
  }

  @AfterAll
  static void close() {
    vision.close();
  }

  @Test
  void cosinesByHand() {
    assertThat(Embeddings.cosine(new double[] {3, 4}, new double[] {4, 3}))
        .isCloseTo(24.0 / 25, within(1e-12));
    assertThat(Embeddings.cosine(new double[] {1, 0}, new double[] {-2, 0})).isEqualTo(-1);
    assertThat(Embeddings.cosine(new double[] {0, 0}, new double[] {1, 0})).isZero();
  }

  @Test
  void theSameEditPointsTheSameWayAndItsReverseTheOther() {
    Picture a = Patterns.of(64, 64, 0);
    Picture a2 = Patterns.of(64, 64, 1);
    assertThat(embeddings.direction(a, a2, a, a2)).isCloseTo(1, within(1e-9));
    assertThat(embeddings.direction(a, a2, a2, a)).isCloseTo(-1, within(1e-9));
    assertThat(embeddings.direction(a, a2, a, a)).as("no edit").isZero();
  }

  @Test
  void directionIsTheCosineOfTheDifferences() {
    Picture a = Patterns.of(64, 64, 0);
    Picture a2 = Patterns.of(64, 64, 1);
    Picture b = Patterns.of(64, 64, 2);
    Picture b2 = Patterns.of(64, 64, 3);
    double[] one = embeddings.of(a);
    double[] two = embeddings.of(a2);
    double[] three = embeddings.of(b);
    double[] four = embeddings.of(b2);
    double product = 0;
    double left = 0;
    double right = 0;
    for (int i = 0; i < one.length; i++) {
      product += (two[i] - one[i]) * (four[i] - three[i]);
      left += Math.pow(two[i] - one[i], 2);
      right += Math.pow(four[i] - three[i], 2);
    }
    assertThat(embeddings.direction(a, a2, b, b2))
        .isCloseTo(product / Math.sqrt(left * right), within(1e-12));
  }

  @Test
  void aPictureIsEncodedOnceHoweverManyAskAtOnce() {
    AtomicInteger passes = new AtomicInteger();
    VisionModel counting =
        new VisionModel(
            vision
                .encoder()
                .watched(
                    (name, value) -> {
                      if (name.equals("image_embeds") || name.equals("pooler_output")) {
                        passes.incrementAndGet();
                      }
                    }),
            vision.preprocessor(),
            vision.weights(),
            vision.source(),
            vision.notices());
    Embeddings once = new Embeddings(counting);
    double[] expected = embeddings.of(Patterns.of(64, 64, 1));

    List<double[]> found =
        IntStream.range(0, 12)
            .parallel()
            .mapToObj(i -> once.of(Patterns.of(64, 64, i % 3)))
            .toList();

    assertThat(passes).hasValue(3);
    assertThat(found.get(1)).containsExactly(expected);
    found.get(1)[0]++;
    assertThat(once.of(Patterns.of(64, 64, 1))).as("nobody's to change").containsExactly(expected);
  }

  @Test
  void aPictureIsMostLikeItself() {
    Picture a = Patterns.of(64, 64, 0);
    assertThat(embeddings.similarity(a, a)).isCloseTo(1, within(1e-9));
    assertThat(embeddings.similarity(a, Picture.filled(64, 64, 0xFFFFFF))).isLessThan(0.99);
  }
}
