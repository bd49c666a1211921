package io.lorweb.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.LoadOptions;
import io.lorweb.adapt.OrdinaryLora.Dialect;
import io.lorweb.error.InputException;
import io.lorweb.layer.Adapter;
import io.lorweb.layer.Linear;
import io.lorweb.lora.FittedLora;
import io.lorweb.lora.LoraFile;
import io.lorweb.sample.Noise;
import io.lorweb.tensor.Arena;
import io.lorweb.tensor.MemoryPlan;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.weights.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** LoRA files of other trainers against W x + scale alpha / r B A x, written out. */
class OrdinaryLoraTest {

  private static final int D = 48;
  private static final int RANK = 3;
  private static final double CLOSE = 1e-5;
  private static final String TO_Q = "transformer_blocks.0.attn.to_q";
  private static final String PROJ_OUT = "single_transformer_blocks.1.proj_out";

  @TempDir Path folder;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private SquareTransformer square;
  private Arena arena;
  private Scope scope;
  private float[] bare;

  @BeforeEach
  void load() {
    square = new SquareTransformer(MemoryPlan.RESIDENT);
    arena = new Arena();
    scope = new Scope();
    bare = square.forward(Adapter.NONE);
  }

  @AfterEach
  void close() {
    scope.close();
    arena.close();
    square.close();
  }

  /** y + factor (x down^T) up^T in float64. */
  private record Plain(Linear base, Tensor down, Tensor up, double factor) implements Linear {
    @Override
    public Tensor forward(Tensor x) {
      Tensor wide = x.to(ScalarType.Double);
      Tensor added = wide.matmul(down.to(ScalarType.Double).t());
      added = Tensors.times(added.matmul(up.to(ScalarType.Double).t()), factor);
      return base.forward(x).to(ScalarType.Double).add(added).to(ScalarType.Float);
    }

    @Override
    public long in() {
      return base.in();
    }

    @Override
    public long out() {
      return base.out();
    }
  }

  /** The factors of one Linear as [r, in] and [out, r]. */
  private record Factors(Tensor down, Tensor up, double factor) {}

  private static Adapter plain(Map<String, Factors> loras) {
    return (path, linear) -> {
      Factors f = loras.get(path);
      return f == null ? linear : new Plain(linear, f.down(), f.up(), f.factor());
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"transformer.", "base_model.model.transformer.", "base_model.model.", ""})
  void readsDiffusersFiles(String prefix) {
    Map<String, Factors> loras = new HashMap<>();
    for (String path : List.of(TO_Q, PROJ_OUT)) {
      Tensor down = Noise.normal(1, RANK, path.equals(TO_Q) ? D : 5 * D);
      Tensor up = Noise.normal(2, D, RANK);
      tensors.put(prefix + path + ".lora_A.weight", down);
      tensors.put(prefix + path + ".lora_B.weight", up);
      loras.put(path, new Factors(down, up, 1));
    }
    tensors.put("text_encoder.layer.lora_A.weight", Noise.normal(3, 2, 2));
    assertEqualsPlain(1, plain(loras));
  }

  @Test
  void dividesAlphaByTheRankAndMultipliesTheScale() {
    Tensor down = Noise.normal(1, RANK, D);
    Tensor up = Noise.normal(2, D, RANK);
    tensors.put("transformer." + TO_Q + ".lora_A.weight", down.to(ScalarType.BFloat16));
    tensors.put("transformer." + TO_Q + ".lora_B.weight", up.to(ScalarType.BFloat16));
    tensors.put("transformer." + TO_Q + ".alpha", Tensors.of(new float[] {6}, 1).squeeze());
    Factors rounded =
        new Factors(down.to(ScalarType.BFloat16), up.to(ScalarType.BFloat16), -0.5 * 6 / RANK);
    assertEqualsPlain(-0.5, plain(Map.of(TO_Q, rounded)));
  }

  @Test
  void readsKohyasFusedNames() {
    Map<String, Factors> loras = new HashMap<>();
    kohya("lora_unet_double_blocks_0_img_attn_qkv", "transformer_blocks.0.attn", false, loras);
    kohya("lora_unet_single_blocks_1_linear1", "single_transformer_blocks.1", true, loras);
    Tensor down = Noise.normal(7, RANK, D);
    Tensor up = Noise.normal(8, 4 * D, RANK);
    tensors.put("lora_unet_double_blocks_1_txt_mlp_0.lora_down.weight", down);
    tensors.put("lora_unet_double_blocks_1_txt_mlp_0.lora_up.weight", up);
    loras.put("transformer_blocks.1.ff_context.net.0.proj", new Factors(down, up, 1));
    tensors.put("lora_te1_text_model.lora_down.weight", Noise.normal(3, 2, 2));
    assertEqualsPlain(1, plain(loras));
  }

  /** One down, one up with the rows of q, k, v (and of the feed-forward) on top of each other. */
  private void kohya(String stem, String block, boolean single, Map<String, Factors> loras) {
    int rows = single ? 7 * D : 3 * D;
    Tensor down = Noise.normal(stem.length(), RANK, D);
    Tensor up = Noise.normal(stem.length() + 1L, rows, RANK);
    tensors.put(stem + ".lora_down.weight", down);
    tensors.put(stem + ".lora_up.weight", up);
    tensors.put(stem + ".alpha", Tensors.of(new float[] {1.5f}, 1).squeeze());
    String attention = single ? block + ".attn" : block;
    for (int i = 0; i < 3; i++) {
      String path = attention + List.of(".to_q", ".to_k", ".to_v").get(i);
      loras.put(path, new Factors(down, up.narrow(0, (long) i * D, D), 1.5 / RANK));
    }
    if (single) {
      loras.put(block + ".proj_mlp", new Factors(down, up.narrow(0, 3L * D, 4L * D), 1.5 / RANK));
    }
  }

  @Test
  void readsKohyasNamesOfDiffusersModules() {
    Tensor down = Noise.normal(1, RANK, D);
    Tensor up = Noise.normal(2, D, RANK);
    tensors.put("lora_transformer_transformer_blocks_0_attn_to_q.lora_down.weight", down);
    tensors.put("lora_transformer_transformer_blocks_0_attn_to_q.lora_up.weight", up);
    assertEqualsPlain(0.25, plain(Map.of(TO_Q, new Factors(down, up, 0.25))));
  }

  @Test
  void severalLorasAddUp() {
    Tensor down = Noise.normal(1, RANK, D);
    Tensor up = Noise.normal(2, D, RANK);
    Tensor otherDown = Noise.normal(3, 1, D);
    Tensor otherUp = Noise.normal(4, D, 1);
    Adapter first = load(file("one", diffusers(TO_Q, down, up)), 0.5);
    Adapter second = load(file("two", diffusers(TO_Q, otherDown, otherUp)), -2);
    Adapter expected =
        plain(Map.of(TO_Q, new Factors(down, up, 0.5)))
            .then(plain(Map.of(TO_Q, new Factors(otherDown, otherUp, -2))));
    float[] both = square.forward(first.then(second));
    assertThat(SquareTransformer.gap(both, square.forward(expected))).isLessThan(CLOSE);
    assertThat(SquareTransformer.gap(both, square.forward(first))).isGreaterThan(1e-3);
  }

  @Test
  void aFolderOfPeftIsReadWithItsConfiguration() throws IOException {
    tensors.putAll(diffusers(TO_Q, Noise.normal(1, RANK, D), Noise.normal(2, D, RANK)));
    Path peft = Files.createDirectory(folder.resolve("peft"));
    SafetensorsWriter.write(peft.resolve("adapter_model.safetensors"), tensors, Map.of());
    Files.writeString(peft.resolve("adapter_config.json"), "{\"lora_alpha\": " + 3 * RANK + "}");

    float[] loaded = square.forward(load(peft, 1));

    assertThat(loaded).isEqualTo(square.forward(load(file("lora", tensors), 3)));
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> load(empty, 1))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(empty + " is a folder without a LoRA");
  }

  @Test
  void theBiasOfUpIsScaledWithTheRest() {
    tensors.putAll(diffusers(TO_Q, Noise.normal(1, RANK, D), Noise.normal(2, D, RANK)));
    tensors.put("transformer." + TO_Q + ".alpha", Tensors.of(new float[] {3 * RANK}, 1));
    Tensor bias = Noise.normal(3, D);
    tensors.put("transformer." + TO_Q + ".lora_B.bias", bias);
    Adapter withBias = load(file("with", tensors), 0.5);
    tensors.remove("transformer." + TO_Q + ".lora_B.bias");
    Adapter without = load(file("without", tensors), 0.5);
    square.transformer.adapted(
        (path, linear) -> {
          if (path.equals(TO_Q)) {
            Tensor x = Noise.normal(4, 2, D);
            Tensor added =
                withBias.adapt(path, linear).forward(x).sub(without.adapt(path, linear).forward(x));
            assertThat(added.sub(Tensors.times(bias, 1.5)).abs().max().item_double())
                .isLessThan(1e-4);
          }
          return linear;
        });
  }

  @Test
  void partsForTextEncodersAreLeftAsideInOneSentence() {
    tensors.putAll(diffusers(TO_Q, Noise.normal(1, RANK, D), Noise.normal(2, D, RANK)));
    tensors.put("lora_te_x.lora_down.weight", Noise.normal(1, 1, 2));
    tensors.put("lora_te_x.lora_up.weight", Noise.normal(1, 2, 1));
    try (LoraFile lora = LoraFile.open(file("text", tensors))) {
      assertThat(FittedLora.of(lora, square.transformer, 1, arena).notice())
          .contains(lora.file() + ": left aside are parts for text encoders (1)");
    }
  }

  @Test
  void refusesAFileThatFitsInParts() {
    tensors.putAll(diffusers(TO_Q, Noise.normal(1, RANK, D), Noise.normal(2, D, RANK)));
    tensors.putAll(
        diffusers("transformer_blocks.9.attn.to_q", Noise.normal(1, 1, D), Noise.normal(2, D, 1)));
    tensors.putAll(
        diffusers("transformer_blocks.8.attn.to_q", Noise.normal(1, 1, D), Noise.normal(2, D, 1)));
    Path file = file("parts", tensors);
    assertThatThrownBy(() -> load(file, 1))
        .isInstanceOf(InputException.class)
        .hasMessage(
            file
                + " does not fit this model: 2 of its 3 modules meet no Linear, the first is"
                + " 'transformer.transformer_blocks.8.attn.to_q'");
  }

  @Test
  void refusesOtherSizesAndHalves() {
    Path wide = file("wide", diffusers(TO_Q, Noise.normal(1, 2, D + 1), Noise.normal(2, D, 2)));
    assertThatThrownBy(() -> load(wide, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is 49 -> 48 in the file but 48 -> 48 in the model");
    Path half =
        file("half", Map.of("transformer." + TO_Q + ".lora_A.weight", Noise.normal(1, 2, D)));
    assertThatThrownBy(() -> load(half, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'transformer." + TO_Q + "' lacks its up");
    Path none = file("none", Map.of("weight", Noise.normal(1, 2)));
    assertThatThrownBy(() -> load(none, 1))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(none + " holds no LoRA");
    Path basis = file("basis", Map.of("transformer." + TO_Q + ".lora_keys", Noise.normal(1, 2)));
    assertThatThrownBy(() -> load(basis, 1))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(basis + " is a LoRWeB adapter, not an ordinary LoRA");
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void dialectsAreReadByTheirNames(Dialect dialect) {
    assertThat(Dialect.parse(dialect.name().toLowerCase(Locale.ROOT))).isEqualTo(dialect);
    assertThatThrownBy(() -> Dialect.parse("Kohya"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "LoRA format 'Kohya' is unknown: use diffusers (peft), kohya, comfy, bare, onetrainer or"
                + " lycoris");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lora_A.weight", "lora_B.weight", "alpha"})
  void refusesNumbersThatAreNotFinite(String part) {
    String stem = "transformer." + TO_Q + ".";
    tensors.putAll(diffusers(TO_Q, Noise.normal(1, RANK, D), Noise.normal(2, D, RANK)));
    tensors.put(stem + "alpha", Tensors.of(new float[] {RANK}, 1));
    load(file("good", tensors), 1);
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      Tensor damaged = tensors.get(stem + part).clone();
      damaged.view(-1).narrow(0, damaged.numel() - 1, 1).fill_(Tensors.number(bad));
      Map<String, Tensor> all = new LinkedHashMap<>(tensors);
      all.put(stem + part, damaged);
      Path file = file("bad", all);
      assertThatThrownBy(() -> load(file, 1))
          .isInstanceOf(InputException.class)
          .hasMessageContaining(file + ": tensor " + stem + part + " holds numbers that are not");
    }
    assertThatThrownBy(() -> LoadOptions.defaults().lora(folder.resolve("x"), Double.NaN))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is NaN but must be finite");
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void anExportedMixtureLoadsBackAsTheSameEdit(Dialect dialect) {
    Path file = folder.resolve("export.safetensors");
    try (var adapter = SquareTransformer.adapter();
        MountedBasis mounted = MountedBasis.on(square.transformer, adapter)) {
      var mixture = SquareTransformer.mixture(adapter, 1);
      OrdinaryLora.save(file, mounted.fold(mixture, arena), dialect);
      float[] folded = square.forward(mounted.folded(mixture, arena));
      float[] loaded = square.forward(load(file, 1));
      assertThat(SquareTransformer.gap(loaded, folded)).isLessThan(CLOSE);
      assertThat(SquareTransformer.gap(folded, bare)).isGreaterThan(1e-3);
    }
  }

  @Test
  void kohyaRefusesWhatItCannotName() {
    LowRank lora = new LowRank(Noise.normal(1, 2, D), Noise.normal(2, 2, 2 * D));
    Path file = folder.resolve("export.safetensors");
    assertThatThrownBy(() -> OrdinaryLora.save(file, Map.of("elsewhere", lora), Dialect.KOHYA))
        .isInstanceOf(InputException.class)
        .hasMessage("kohya's format has no name for 'elsewhere': write diffusers'");
    assertThat(file).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void aLoraOfOnePartOfAFusedLinearLeavesTheOthersAlone(Dialect dialect) {
    LowRank lora = new LowRank(Noise.normal(1, 2, D), Noise.normal(2, 2, D));
    assertLoadsBack(TO_Q, lora, dialect);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void theLastModulationLoadsBackWithItsHalvesInOrder(Dialect dialect) {
    LowRank lora = new LowRank(Noise.normal(1, 2, D), Noise.normal(2, 2, 2 * D));
    assertLoadsBack("norm_out.linear", lora, dialect);
  }

  private void assertLoadsBack(String path, LowRank lora, Dialect dialect) {
    Path file = folder.resolve("export.safetensors");
    OrdinaryLora.save(file, Map.of(path, lora), dialect);
    Factors expected = new Factors(lora.down(), lora.up().t(), 1);
    float[] plain = square.forward(plain(Map.of(path, expected)));
    assertThat(SquareTransformer.gap(square.forward(load(file, 1)), plain)).isLessThan(CLOSE);
    assertThat(SquareTransformer.gap(plain, bare)).isGreaterThan(1e-3);
  }

  @Test
  void kohyaNamesALaterBlockAlone() {
    LowRank lora = new LowRank(Noise.normal(1, 2, 5 * D), Noise.normal(2, 2, D));
    Path file = folder.resolve("export.safetensors");
    OrdinaryLora.save(file, Map.of(PROJ_OUT, lora), Dialect.KOHYA);
    Factors expected = new Factors(lora.down(), lora.up().t(), 1);
    float[] plain = square.forward(plain(Map.of(PROJ_OUT, expected)));
    assertThat(SquareTransformer.gap(square.forward(load(file, 1)), plain)).isLessThan(CLOSE);
  }

  private static Map<String, Tensor> diffusers(String path, Tensor down, Tensor up) {
    return Map.of(
        "transformer." + path + ".lora_A.weight", down,
        "transformer." + path + ".lora_B.weight", up);
  }

  private void assertEqualsPlain(double scale, Adapter expected) {
    float[] plain = square.forward(expected);
    float[] loaded = square.forward(load(file("lora", tensors), scale));
    assertThat(SquareTransformer.gap(loaded, plain)).isLessThan(CLOSE);
    assertThat(SquareTransformer.gap(plain, bare)).as("it does something").isGreaterThan(1e-3);
  }

  private Path file(String name, Map<String, Tensor> content) {
    Path file = folder.resolve(name + ".safetensors");
    SafetensorsWriter.write(file, content, Map.of());
    return file;
  }

  private Adapter load(Path file, double scale) {
    try (LoraFile lora = LoraFile.open(file)) {
      return FittedLora.of(lora, square.transformer, scale, arena).adapter();
    }
  }
}
