package io.lorweb.basis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lorweb.error.InputException;
import io.lorweb.parity.FixtureTree;
import io.lorweb.sample.Noise;
import io.lorweb.tensor.Scope;
import io.lorweb.weights.Checkpoint;
import io.lorweb.weights.SafetensorsWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  }

  @Test
  void liesInTheAdaptersFileAndLeavesItForTheReference() {
    Span span = new Span(1, new float[] {1, 1, 1, 1, 1}, new float[] {0.25f, 0.5f});
    Path file = folder.resolve("with.safetensors");
    Path again = folder.resolve("again.safetensors");
    Path reference = folder.resolve("reference.safetensors");
    try (BasisAdapter adapter = original()) {
      assertThat(adapter.span()).isEmpty();
      BasisAdapter.write(
          file,
          adapter.bases(),
          Optional.of(span),
          BasisAdapter.metadata(adapter.config(), Map.of()));
    }
    try (BasisAdapter adapter = BasisAdapter.open(file, Optional.empty())) {
      assertThat(adapter.span()).contains(span);
      adapter.save(again);
      adapter.saveForReference(reference, folder.resolve("config.yaml"));
    }
    try (BasisAdapter saved = BasisAdapter.open(again, Optional.empty());
        BasisAdapter theirs = BasisAdapter.open(reference, Optional.empty())) {
      assertThat(saved.span()).contains(span);
      assertThat(theirs.span()).isEmpty();
    }
  }

  @Test
  void aDamagedOneIsRefused() {
    Path file = folder.resolve("damaged.safetensors");
    try (Checkpoint checkpoint = Checkpoint.open(SQUARE.resolve("lorweb.safetensors"));
        Scope scope = new Scope()) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      checkpoint.names().forEach(name -> tensors.put(name, checkpoint.tensor(name)));
      tensors.put("lorweb_span.references", Noise.normal(1, 2, 20));
      tensors.put("lorweb_span.distances", Noise.normal(2, 4));
      SafetensorsWriter.write(file, tensors, Map.of());
    }
    assertThatThrownBy(() -> BasisAdapter.open(file, Optional.empty()))
        .isInstanceOf(InputException.class)
        .hasMessage(
            file
                + ": lorweb_span.references has shape [2, 20] and lorweb_span.distances [4] but"
                + " they must be [5 to 1024, width] and [1 to 512]");
  }

  private static BasisAdapter original() {
    return BasisAdapter.open(
        SQUARE.resolve("lorweb.safetensors"), Optional.of(SQUARE.resolve("config.yaml")));
  }
}
