package io.lorweb.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.analogy.Layout;
import io.lorweb.analogy.QueryEncoder;
import io.lorweb.basis.QueryMode;
import io.lorweb.image.Picture;
import io.lorweb.model.KontextModel;
import io.lorweb.model.ModelFolder;
import io.lorweb.model.PartPlacement;
import io.lorweb.model.Pixels;
import io.lorweb.model.VisionModel;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.train.recipe.DataSource;
import io.lorweb.weights.Checkpoint;
import io.lorweb.weights.SafetensorsWriter;
import io.lorweb.work.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleEncoderTest {

  private static final PartPlacement PLACEMENT = PartPlacement.CPU;
  private static KontextModel model;
  private static VisionModel vision;

  @TempDir Path folder;
  private Path cache;

  @BeforeAll
  static void load() {
    ModelFolder tiny = ModelFolder.find(ModelFolder.EMBEDDED);
    model = KontextModel.load(tiny, PLACEMENT);
    vision = VisionModel.load(tiny.imageEncoder(Optional.empty(), "none"), PLACEMENT);
  }

  @AfterAll
  static void close() {
    vision.close();
    model.close();
  }

  @BeforeEach
  void place() {
    cache = folder.resolve("cache");
  }

  private ExampleEncoder encoder(QueryMode mode) {
    return ExampleEncoder.of(model, Optional.of(vision), mode, false, cache);
  }

  private TrainingSet set(Layout layout) {
    Path data = Samples.pairs(folder.resolve("data"), 2);
    return TrainingSet.open(List.of(Samples.dataset(data, 32)), layout, model.pixelsPerToken());
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> files = Files.walk(cache)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void assertSame(Encoded one, Encoded other) {
    assertThat(one.query()).containsExactly(other.query());
    assertThat(one.caption()).isEqualTo(other.caption());
    assertThat(one.target().mean()).containsExactly(other.target().mean());
    assertThat(one.target().logVariance()).containsExactly(other.target().logVariance());
    assertThat(one.context()).hasSameSizeAs(other.context());
    for (int i = 0; i < one.context().size(); i++) {
      assertThat(one.context().get(i).mean()).containsExactly(other.context().get(i).mean());
    }
  }

  @Test
  void whatComesFromTheCacheEqualsWhatTheModelsCompute() {
    TrainingSet set = set(Layout.GRID);
    Example example = set.example(set.plain(0));

    Encoded computed;
    try (ExampleEncoder encoder = encoder(QueryMode.CAT_A_A2_B)) {
      computed = encoder.encode(example);
      assertSame(encoder.encode(example), computed);
    }
    try (ExampleEncoder other = encoder(QueryMode.CAT_A_A2_B)) {
      assertSame(other.encode(example), computed);
    }

    Encoded.Latents target = computed.target();
    try (NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      var moments = model.vae().moments(Pixels.toTensor(example.target()));
      assertThat(target.mean()).containsExactly(Tensors.floats(moments.mean()));
      assertThat(target.logVariance()).containsExactly(Tensors.floats(moments.logVariance()));
      assertThat(new long[] {1, target.channels(), target.height(), target.width()})
          .containsExactly(moments.mean().shape());
    }
    QueryEncoder query =
        new QueryEncoder(vision.encoder(), vision.preprocessor(), QueryMode.CAT_A_A2_B, false);
    int width = computed.query().length / 3;
    assertThat(java.util.Arrays.copyOfRange(computed.query(), width, 2 * width))
        .containsExactly(query.embed(example.known().a2()));
  }

  @Test
  void promptsAreEncodedOnceForEachLength() throws IOException {
    try (ExampleEncoder encoder = encoder(QueryMode.EDIT)) {
      Text eight = encoder.prompt("make it clay", 8);
      Text sixteen = encoder.prompt("make it clay", 16);
      try (Scope scope = new Scope()) {
        var prompt = model.prompts().encode("make it clay", 8);
        assertThat(eight.states()).containsExactly(Tensors.floats(prompt.states()));
        assertThat(eight.pooled()).containsExactly(Tensors.floats(prompt.pooled()));
      }
      assertThat(eight.tokens()).isEqualTo(8);
      assertThat(sixteen.tokens()).isEqualTo(16);
      assertThat(eight.states()).hasSize(8 * eight.width());
      assertThat(encoder(QueryMode.EDIT).prompt("make it clay", 8).states())
          .containsExactly(eight.states());
    }
    assertThat(entries()).hasSize(2);
  }

  @Test
  void adamagedEntryIsMadeAgain() throws IOException {
    TrainingSet set = set(Layout.QUERY);
    Example example = set.example(set.plain(0));
    Encoded computed = encoder(QueryMode.CAT_A_A2_B).encode(example);
    for (Path entry : entries()) {
      byte[] bytes = Files.readAllBytes(entry);
      bytes[bytes.length / 2] ^= 1;
      Files.write(entry, bytes);
    }

    assertSame(encoder(QueryMode.CAT_A_A2_B).encode(example), computed);
  }

  @Test
  void aChangedPixelHasAnEntryOfItsOwn() throws IOException {
    TrainingSet set = set(Layout.QUERY);
    Example example = set.example(set.plain(0));
    ExampleEncoder encoder = encoder(QueryMode.CAT_A_A2_B);
    Encoded computed = encoder.encode(example);
    int before = entries().size();
    byte[] rgb = example.target().toBytes();
    rgb[0] ^= 64;
    Picture changed = Picture.of(example.target().width(), example.target().height(), rgb);

    Encoded other =
        encoder.encode(
            new Example("x", changed, example.context(), example.known(), example.composite(), ""));

    assertThat(entries()).hasSize(before + 1);
    assertThat(other.target().mean()).isNotEqualTo(computed.target().mean());
    assertThat(other.query()).containsExactly(computed.query());
  }

  @Test
  void anotherModeOrModelHasEntriesOfItsOwn() throws IOException {
    TrainingSet set = set(Layout.QUERY);
    Example example = set.example(set.plain(0));
    encoder(QueryMode.CAT_A_A2_B).encode(example);
    int first = entries().size();
    encoder(QueryMode.CAT_PATCHES).encode(example);
    int second = entries().size();
    assertThat(second).as("query only").isEqualTo(first + 3);

    Path copy = copyOfTheModel();
    Path config = copy.resolve("vae/config.json");
    Files.writeString(config, Files.readString(config) + "\n");
    encode(copy, example);
    assertThat(entries()).as("latents only").hasSize(second + 2);
  }

  @Test
  void latentsOutliveAnotherDecoderButNoOtherEncoder() throws IOException {
    TrainingSet set = set(Layout.QUERY);
    Example example = set.example(set.plain(0));
    encoder(QueryMode.CAT_A_A2_B).encode(example);
    int first = entries().size();

    Path copy = copyOfTheModel();
    twice(copy, "decoder.conv_in.weight");
    encode(copy, example);
    assertThat(entries()).hasSize(first);

    twice(copy, "encoder.conv_in.weight");
    encode(copy, example);
    assertThat(entries()).hasSize(first + 2);
  }

  private Path copyOfTheModel() throws IOException {
    Path copy = folder.resolve("model");
    Path original = model.folder().path();
    try (Stream<Path> files = Files.walk(original)) {
      for (Path file : files.toList()) {
        Path target = copy.resolve(original.relativize(file).toString());
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        assertThat(target.toFile().setWritable(true)).isTrue();
      }
    }
    return copy;
  }

  /** Writes the VAE again with one tensor changed. */
  private static void twice(Path folder, String changed) {
    Path file = folder.resolve("vae/diffusion_pytorch_model.safetensors");
    try (Checkpoint checkpoint = Checkpoint.open(file);
        Scope scope = new Scope()) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      checkpoint.names().forEach(name -> tensors.put(name, checkpoint.tensor(name)));
      tensors.compute(changed, (name, old) -> Tensors.times(old, 2));
      SafetensorsWriter.write(file, tensors, checkpoint.metadata());
    }
  }

  private void encode(Path folder, Example example) {
    try (KontextModel other = KontextModel.load(ModelFolder.of(folder), PLACEMENT)) {
      ExampleEncoder.of(other, Optional.of(vision), QueryMode.CAT_A_A2_B, false, cache)
          .encode(example);
    }
  }

  @Test
  void fillingTheCacheLeavesNothingToCompute() throws IOException {
    TrainingSet set = set(Layout.QUERY);
    List<Progress.Step> paces = new ArrayList<>();
    ExampleEncoder filling = encoder(QueryMode.CAT_A_A2_B);
    filling.encodeAll(set, caption -> filling.prompt(caption, 8), paces::add);
    List<Path> filled = entries();

    ExampleEncoder encoder = encoder(QueryMode.CAT_A_A2_B);
    for (long i = 0; i < 3; i++) {
      for (Draw draw : new Order(set, 2, 5).batch(i)) {
        Example example = set.example(draw);
        encoder.encode(example);
        encoder.prompt(example.caption(), 8);
      }
    }

    assertThat(entries()).isEqualTo(filled);
    // Two captions and four items.
    assertThat(paces).hasSize(6).last().matches(pace -> pace.done() == 6 && pace.of() == 6);
  }

  @Test
  void whatStandsTwiceIsEncodedOnce() {
    DataSource data = Samples.dataset(Samples.pairs(folder.resolve("data"), 2), 32);
    TrainingSet twice =
        TrainingSet.open(List.of(data, data), Layout.SEPARATE, model.pixelsPerToken());
    List<Progress.Step> paces = new ArrayList<>();
    encoder(QueryMode.CAT_A_A2_B).encodeAll(twice, caption -> {}, paces::add);

    assertThat(twice.size()).isEqualTo(8);
    assertThat(paces).hasSize(6);
  }

  @Test
  void gridsOfDrawnPairsAreNotKeptButTheirEmbeddingsAre() throws IOException {
    TrainingSet set = set(Layout.GRID);
    Example example = set.example(set.plain(0));
    assertThat(example.recurring()).isFalse();

    encoder(QueryMode.CAT_A_A2_B).encode(example);
    assertThat(entries()).hasSize(3);
    encoder(QueryMode.WHOLE).encode(example);
    assertThat(entries()).hasSize(3);
  }

  @Test
  void withoutAnEncoderTheQueryIsEmpty() {
    TrainingSet set = set(Layout.QUERY);
    try (ExampleEncoder encoder =
        ExampleEncoder.of(model, Optional.empty(), QueryMode.CAT_A_A2_B, false, cache)) {
      assertThat(encoder.encode(set.example(set.plain(0))).query()).isEmpty();
    }
  }

  @Test
  void fillingCanBeInterrupted() {
    TrainingSet set = set(Layout.QUERY);
    Progress impatient =
        new Progress() {
          @Override
          public void after(Step step) {}

          @Override
          public boolean cancelled() {
            return true;
          }
        };

    assertThatThrownBy(() -> encoder(QueryMode.EDIT).encodeAll(set, caption -> {}, impatient))
        .isInstanceOf(CancellationException.class)
        .hasMessageContaining("0 of 6");
  }
}
