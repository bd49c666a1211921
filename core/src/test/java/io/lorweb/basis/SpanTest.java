package io.lorweb.basis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lorweb.error.InputException;
import io.lorweb.parity.FixtureTree;
import io.lorweb.sample.Noise;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.weights.Checkpoint;
import io.lorweb.weights.DType;
import io.lorweb.weights.SafetensorsWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanTest {

  private static final Path SQUARE = FixtureTree.root().resolve("lorweb-checkpoint/square");

  @TempDir Path folder;

  @Test
  void theDistanceIsOneLessTheMeanCosineWithTheFiveNearest() {
    // Six references in a plane: three along x, one along y, two against x.
    float[] references = {1, 0, 1, 0, 1, 0, 0, 1, -1, 0, -1, 0};
    Span span = new Span(2, references, new float[] {0.1f, 0.5f, 0.7f, 2});

    Span.Score score = span.score(new float[] {3, 0});

    // Cosines 1, 1, 1, 0, -1, -1: the mean of the first five is 0.4.
    assertThat(score.distance()).isCloseTo(0.6, within(1e-6));
    assertThat(score.rank()).as("two of four lie nearer").isEqualTo(0.5);
    assertThat(score.outside()).isFalse();
  }

  @Test
  void onlyTrainingEditsThatLieNearerCount() {
    // No direction is at distance 1 from all, exactly.
    float[] references = {1, 0, 1, 0, 1, 0, 1, 0, 1, 0};
    Span span = new Span(2, references, new float[] {0.5f, 1, 1, 1.5f});
    assertThat(span.score(new float[] {0, 0}).rank()).isEqualTo(0.25);
    assertThat(new Span.Score(1, 0.9).outside()).isTrue();
    assertThat(new Span.Score(1, 0.89).outside()).isFalse();
    assertThat(new Span.Score(1, 1).beyond()).isTrue();
    assertThat(new Span.Score(1, 0.998).beyond()).isFalse();
  }

  @Test
  void theFirstEditsAreReferencesAndTheNextTellWhatIsFar() {
    List<float[]> edits = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      boolean reference = i < Span.REFERENCES;
      boolean kept = i < Span.REFERENCES + Span.DISTANCES;
      edits.add(reference ? new float[] {2, 0} : kept ? new float[] {0, 3} : new float[] {-1, 0});
    }
    Span span = Span.of(edits);
    float[] references = new float[2 * Span.REFERENCES];
    for (int i = 0; i < references.length; i += 2) {
      references[i] = 1;
    }
    float[] distances = new float[Span.DISTANCES];
    Arrays.fill(distances, 1);
    assertThat(span).isEqualTo(new Span(2, references, distances));
  }

  @Test
  void sixtyFourEditsAreEnough() {
    Span span = Span.of(Collections.nCopies(Span.FEWEST, new float[] {1, 1, 1}));
    assertThat(span.references()).hasSize(42 * 3);
    assertThat(span.distances()).hasSize(22);
  }

  @Test
  void numbersThatAreNoFiveWholeReferencesAreRefused() {
    float[] distances = {1};
    for (int[] sizes : new int[][] {{2, 8}, {3, 16}, {0, 5}}) {
      assertThatThrownBy(() -> new Span(sizes[0], new float[sizes[1]], distances))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(sizes[1] + " numbers are no 5 references of width " + sizes[0]);
    }
    assertThatThrownBy(() -> new Span(1, new float[5], new float[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no training example says what is far");
  }

  @Test
  void isEqualToOneOfTheSameNumbersOnly() {
    float[] references = {1, 1, 1, 1, 1};
    Span span = new Span(1, references, new float[] {0.5f});
    assertThat(span)
        .isEqualTo(new Span(1, references.clone(), new float[] {0.5f}))
        .isNotEqualTo(new Span(1, new float[] {1, 1, 1, 1, -1}, new float[] {0.5f}))
        .isNotEqualTo(new Span(1, references, new float[] {0.25f}));
    assertThat(span.equals((Object) "a span")).isFalse();
    float[] ten = {1, 0, 1, 0, 1, 0, 1, 0, 1, 0};
    assertThat(new Span(2, ten, new float[] {1})).isNotEqualTo(new Span(1, ten, new float[] {1}));
  }

  @Test
  void anEditThatTheEncoderDoesNotSeeIsAtDistanceOne() {
    Span span = new Span(2, new float[] {1, 0, 1, 0, 1, 0, 1, 0, 1, 0}, new float[] {0.2f});

    Span.Score score = span.score(new float[] {0, 0});

    assertThat(score).isEqualTo(new Span.Score(1, 1));
    assertThat(score.outside()).isTrue();
  }

  @Test
  void twoThirdsOfTheEditsAreReferencesAndTheOthersTellWhatIsFar() {
    List<float[]> edits = new ArrayList<>();
    Random random = new Random(1);
    for (int i = 0; i < 90; i++) {
      edits.add(new float[] {10, random.nextFloat(), random.nextFloat()});
    }

    Span span = Span.of(edits);

    assertThat(span.references()).hasSize(60 * 3);
    assertThat(span.distances()).hasSize(30).isSorted();
    assertThat(span.distances()[29]).isLessThan(0.01f);
    assertThat(span.score(new float[] {10, 0.5f, 0.5f}).outside()).isFalse();
    assertThat(span.score(new float[] {-1, 0, 0}).rank()).isEqualTo(1);
  }

  @Test
  void tooFewEditsSpanNothing() {
    List<float[]> edits = new ArrayList<>();
    for (int i = 0; i < Span.FEWEST - 1; i++) {
      edits.add(new float[] {1, i});
    }
    assertThatThrownBy(() -> Span.of(edits)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aQueryThatHoldsThreePicturesTellsTheirDifference() {
    assertThat(QueryMode.CAT_A_A2_B.edit(new float[] {1, 2, 5, 9, 7, 7})).containsExactly(4, 7);
    assertThat(QueryMode.WHOLE.edit(new float[] {1, 2})).containsExactly(1, 2);
    assertThat(QueryMode.CAT_A_A2_B.b(new float[] {1, 2, 3, 4, 5, 6}).orElseThrow())
        .containsExactly(5, 6);
    assertThat(QueryMode.EDIT_PLUS_B.b(new float[] {1, 2})).isEmpty();
  }

  @Test
  void liesInTheAdaptersFileAndLeavesItForTheReference() {
    Span span = new Span(1, new float[] {1, 1, 1, 1, 1}, new float[] {0.25f, 0.5f});
    Span pictures = new Span(1, new float[] {-1, -1, 1, 1, 1}, new float[] {0.75f});
    Path file = folder.resolve("with.safetensors");
    Path again = folder.resolve("again.safetensors");
    Path reference = folder.resolve("reference.safetensors");
    try (BasisAdapter adapter = original()) {
      assertThat(adapter.spans()).isEqualTo(Spans.NONE);
      BasisAdapter.write(
          file,
          adapter.bases(),
          new Spans(Optional.of(span), Optional.of(pictures)),
          BasisAdapter.metadata(adapter.config(), Map.of()));
    }
    try (BasisAdapter adapter = BasisAdapter.open(file, Optional.empty())) {
      assertThat(adapter.spans().edits()).contains(span);
      assertThat(adapter.spans().pictures()).contains(pictures);
      adapter.save(again);
      adapter.saveForReference(reference, folder.resolve("config.yaml"));
    }
    try (BasisAdapter saved = BasisAdapter.open(again, Optional.empty());
        BasisAdapter theirs = BasisAdapter.open(reference, Optional.empty())) {
      assertThat(saved.spans()).isEqualTo(new Spans(Optional.of(span), Optional.of(pictures)));
      assertThat(theirs.spans()).isEqualTo(Spans.NONE);
    }
  }

  @Test
  void isStoredAsHalfPrecisionRowsBesideItsDistances() {
    Span span = new Span(2, new float[] {1, 0, 0, 1, 1, 0, 0, 1, -1, 0}, new float[] {0.1f, 2});
    Path file = folder.resolve("stored.safetensors");
    try (BasisAdapter adapter = original()) {
      BasisAdapter.write(
          file, adapter.bases(), new Spans(Optional.of(span), Optional.empty()), Map.of());
    }
    try (Checkpoint checkpoint = Checkpoint.open(file);
        Scope scope = new Scope()) {
      Tensor references = checkpoint.tensor("lorweb_span.references");
      assertThat(references.shape()).containsExactly(5, 2);
      assertThat(DType.of(references.scalar_type())).isEqualTo(DType.F16);
      assertThat(Tensors.floats(references)).containsExactly(span.references());
      Tensor distances = checkpoint.tensor("lorweb_span.distances");
      assertThat(Tensors.floats(distances)).containsExactly(span.distances());
    }
  }

  @Test
  void distancesOfAFileNeedNoOrder() {
    Path file = file(new long[] {5, 2}, new float[] {2, 0.5f, 1});
    try (BasisAdapter adapter = BasisAdapter.open(file, Optional.empty())) {
      assertThat(adapter.spans().edits().orElseThrow().distances()).containsExactly(0.5f, 1, 2);
    }
  }

  @ParameterizedTest
  @CsvSource({"5,1,1", "1024,2,512"})
  void theSmallestAndTheLargestAreRead(int references, int width, int distances) {
    Path file = file(new long[] {references, width}, new float[distances]);
    try (BasisAdapter adapter = BasisAdapter.open(file, Optional.empty())) {
      Span span = adapter.spans().edits().orElseThrow();
      assertThat(span.width()).isEqualTo(width);
      assertThat(span.references()).hasSize(references * width);
      assertThat(span.distances()).hasSize(distances);
    }
  }

  @ParameterizedTest
  @CsvSource({"'4, 2',3", "'1025, 2',3", "'5, 0',3", "'20',3", "'5, 2',0", "'5, 2',513"})
  void aDamagedOneIsRefused(String shape, int distances) {
    long[] sizes = Arrays.stream(shape.split(", ")).mapToLong(Long::parseLong).toArray();
    Path file = file(sizes, new float[distances]);
    assertThatThrownBy(() -> BasisAdapter.open(file, Optional.empty()))
        .isInstanceOf(InputException.class)
        .hasMessage(
            file
                + ": lorweb_span.references has shape ["
                + shape
                + "] and lorweb_span.distances ["
                + distances
                + "] but they must be [5 to 1024, width] and [1 to 512]");
  }

  /** The adapter of the fixture with a span of these sizes. */
  private Path file(long[] references, float[] distances) {
    Path file = folder.resolve("spanning.safetensors");
    try (Checkpoint checkpoint = Checkpoint.open(SQUARE.resolve("lorweb.safetensors"));
        Scope scope = new Scope()) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      checkpoint.names().forEach(name -> tensors.put(name, checkpoint.tensor(name)));
      tensors.put("lorweb_span.references", Noise.normal(1, references));
      tensors.put("lorweb_span.distances", Tensors.of(distances, distances.length));
      SafetensorsWriter.write(file, tensors, Map.of());
    }
    return file;
  }

  private static BasisAdapter original() {
    return BasisAdapter.open(
        SQUARE.resolve("lorweb.safetensors"), Optional.of(SQUARE.resolve("config.yaml")));
  }
}
