package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.model.ModelFolder;
import io.lorweb.parts.Part;
import io.lorweb.parts.PartFile;
import io.lorweb.synth.Twin;
import io.lorweb.synth.TwinFormat;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.weights.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The embedded model in the files that people have of FLUX.1-Kontext. */
class ModelFilesTest {

  private static final Path B = Examples.b("sepia");

  @TempDir Path folder;

  private static Twin twin() {
    return new Twin(ModelFolder.find(ModelFolder.EMBEDDED));
  }

  private Path edited(String name, Object... options) {
    Path out = folder.resolve(name + ".png");
    CommandRun.of("edit", B, "-p", "sepia", "--seed", 3, "-o", out, options).succeeded();
    return out;
  }

  private void assertSamePicture(Path actual, Path expected) {
    assertThat(Examples.read(actual)).isEqualTo(Examples.read(expected));
  }

  @ParameterizedTest
  @EnumSource(names = {"PLAIN", "GGUF"})
  void treesOfExactFormatsMakeTheFoldersPicture(TwinFormat format) {
    Path tree = folder.resolve("models");
    twin().writeTree(tree, format);

    Path picture = edited("tree", "--model", tree);

    assertSamePicture(picture, edited("folder"));
  }

  @Test
  void oneFileOfAllPartsMakesTheFoldersPicture() {
    Path all = folder.resolve("kontext.safetensors");
    twin().writeAllInOne(all, TwinFormat.PLAIN);

    Path picture =
        edited(
            "all",
            "--model",
            ModelFolder.EMBEDDED,
            "--transformer",
            all,
            "--t5",
            all,
            "--clip-text",
            all,
            "--vae",
            all,
            "--memory",
            "stream");

    assertSamePicture(picture, edited("folder"));
  }

  @ParameterizedTest
  @EnumSource(
      names = {"PLAIN", "GGUF"},
      mode = EnumSource.Mode.EXCLUDE)
  void packedWeightsAreTheirWideOnes(TwinFormat format) {
    Path packed = folder.resolve("kontext.bin");
    Path wide = folder.resolve("wide-kontext.safetensors");
    twin().write(packed, Part.TRANSFORMER, format, "model.diffusion_model.");
    widen(packed, wide);

    Path streamed = edited("streamed", transformer(packed), "--memory", "stream");
    Path resident = edited("resident", transformer(packed), "--memory", "resident");
    Path widened = edited("widened", transformer(wide), "--memory", "resident");

    assertSamePicture(streamed, widened);
    assertSamePicture(resident, widened);
    assertThat(Examples.read(streamed)).isNotEqualTo(Examples.read(edited("folder")));
  }

  private static Object[] transformer(Path file) {
    return new Object[] {"--model", ModelFolder.EMBEDDED, "--transformer", file};
  }

  private static void widen(Path packed, Path wide) {
    ModelFolder model = ModelFolder.find(ModelFolder.EMBEDDED);
    try (PartFile<?> source =
            PartFile.transformer(packed, Optional.of(model.transformer().config()));
        Scope scope = new Scope()) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      source
          .singleFile()
          .forEach((name, tensor) -> tensors.put(name, tensor.get().to(ScalarType.Float)));
      SafetensorsWriter.write(wide, tensors, Map.of());
    }
  }

  @Test
  void aTreeWithT5AsGgufNeedsNoTokenizerOfT5() throws IOException {
    Path tree = folder.resolve("models");
    twin().writeTree(tree, TwinFormat.PLAIN);
    Files.delete(tree.resolve("text_encoders/t5.safetensors"));
    Files.delete(tree.resolve("tokenizer_2/tokenizer.json"));
    twin().write(tree.resolve("text_encoders/t5.gguf"), Part.T5, TwinFormat.GGUF, "");

    assertSamePicture(edited("gguf", "--model", tree), edited("folder"));
  }

  @Test
  void filesWithoutAnyConfigurationMakeTheFoldersPicture() {
    SmallKontext small = new SmallKontext(folder);
    Path tokenizer = ModelFolder.find(ModelFolder.EMBEDDED).path().resolve("tokenizer_2");
    Object[] more = {"--tokenizer", tokenizer, "--steps", 1, "--text-length", 16};

    Path whole = edited("whole", with(more, "--model", small.diffusers()));
    Path one = edited("one", with(more, "--model", small.allInOne()));
    Path four =
        edited(
            "four",
            with(
                more,
                "--transformer",
                small.file(Part.TRANSFORMER),
                "--t5",
                small.file(Part.T5),
                "--clip-text",
                small.file(Part.CLIP),
                "--vae",
                small.file(Part.VAE)));

    assertSamePicture(one, whole);
    assertSamePicture(four, whole);
  }

  private static Object[] with(Object[] more, Object... options) {
    return Stream.concat(Stream.of(options), Stream.of(more)).toArray();
  }

  @Test
  void whatTextEncodersCarryBesideIsSaidInOneLine() {
    Path t5 = folder.resolve("t5.safetensors");
    Path clip = folder.resolve("clip_l.safetensors");
    carrying(t5, Part.T5, "encoder.embed_tokens.weight");
    carrying(clip, Part.CLIP, "logit_scale");

    CommandRun run =
        CommandRun.of(
                "edit",
                B,
                "-p",
                "x",
                "--t5",
                t5,
                "--clip-text",
                clip,
                "-o",
                folder.resolve("o.png"))
            .succeeded();

    assertThat(run.err().lines().filter(line -> line.contains("left aside")))
        .singleElement()
        .asString()
        .contains(
            "clip: 1 tensor left aside (logit_scale)",
            "t5: 1 tensor left aside (encoder.embed_tokens.weight)");
  }

  private static void carrying(Path file, Part part, String name) {
    try (PartFile<?> source = ModelFolder.find(ModelFolder.EMBEDDED).open(part);
        Scope scope = new Scope()) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      source.names().forEach(own -> tensors.put(own, source.resting(own).all()));
      tensors.put(name, Tensors.of(new float[] {1}, 1));
      SafetensorsWriter.write(file, tensors, Map.of());
    }
  }

  @Test
  void aFewStepLoraWorksBesideTheMixture() {
    Path lora = folder.resolve("turbo.safetensors");
    CommandRun.of(
            "export",
            "-a",
            Examples.a("invert"),
            "-t",
            Examples.a2("invert"),
            "-b",
            B,
            "-o",
            lora,
            "--format",
            "kohya")
        .succeeded();

    Path without = applied("without", "--steps", 8);
    Path with = applied("with", "--steps", 8, "--lora", lora, 0.5);
    Path nothing = applied("nothing", "--steps", 8, "--lora", lora, 0);

    assertThat(Examples.read(with)).isNotEqualTo(Examples.read(without));
    Examples.assertEqualButRounding(nothing, without);
  }

  private Path applied(String name, Object... options) {
    Path out = folder.resolve(name + ".png");
    CommandRun.of(
            "apply",
            Examples.a("sepia"),
            Examples.a2("sepia"),
            B,
            "--fit",
            0,
            "--seed",
            3,
            "-o",
            out,
            options)
        .succeeded();
    return out;
  }

  @Test
  void aPartInAnothersPlaceIsNamed() {
    Path t5 = folder.resolve("kontext.safetensors");
    twin().write(t5, Part.T5, TwinFormat.PLAIN, "");

    CommandRun.of("edit", B, "-p", "x", transformer(t5)).refused("kontext.safetensors", "T5");
  }

  @Test
  void whatIsMissingIsNamedWithItsOption() {
    Path alone = folder.resolve("kontext.safetensors");
    twin().write(alone, Part.VAE, TwinFormat.PLAIN, "");

    CommandRun.of("edit", B, "-p", "x", "--model", alone).refused("VAE", "transformer");
    CommandRun.of("edit", B, "-p", "x", "--t5", alone).refused("VAE", "not a T5 encoder");
  }

  @Test
  void modelsSaysWhatFilesAre() {
    Path tree = folder.resolve("models");
    twin().writeTree(tree, TwinFormat.PLAIN);

    CommandRun run = CommandRun.of("models", tree.resolve("text_encoders")).succeeded();

    assertThat(run.out())
        .contains("t5.safetensors", "t5, plain (F16 21)", "clip, plain (F16 36)", "; of T5 v1.1;");
    assertThat(CommandRun.of("models", B).code()).isEqualTo(2);
  }

  @Test
  void doctorSaysWhatAModelLacks() {
    Path alone = folder.resolve("models/text_encoders/t5.safetensors");
    twin().write(alone, Part.T5, TwinFormat.PLAIN, "");

    CommandRun run = CommandRun.of("doctor", "--model", folder.resolve("models"));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("t5, plain", "lacks a VAE", "--vae", "lacks a FLUX transformer", "--tokenizer");
  }

  @Test
  void sigmasAreTheStepsThatAreTaken() {
    Path even = edited("even", "--steps", 2);
    Path given = edited("given", "--sigmas", "1,0.5");
    Path late = edited("late", "--sigmas", "1,0.2");

    assertSamePicture(given, even);
    assertThat(Examples.read(late)).isNotEqualTo(Examples.read(even));
    CommandRun.of("edit", B, "-p", "x", "--sigmas", "0.5,1").refused("--sigmas", "1.0");
    CommandRun.of("edit", B, "-p", "x", "--sigmas", "1,0.5", "--steps", 3).refused("--sigmas", "3");
  }

  @Test
  void aConvertedLoraMakesTheSamePicture() {
    Path lora = folder.resolve("sepia.safetensors");
    Path converted = folder.resolve("comfy.safetensors");
    CommandRun.of(
            "export", "-a", Examples.a("sepia"), "-t", Examples.a2("sepia"), "-b", B, "-o", lora)
        .succeeded();

    CommandRun.of("lora", "convert", lora, converted, "--to", "comfy").succeeded();

    Examples.assertEqualButRounding(
        edited("converted", "--lora", converted, 1), edited("direct", "--lora", lora, 1));
    assertThat(CommandRun.of("lora", "inspect", converted).succeeded().out())
        .contains("bfl", "alpha from     tensor", "norm");
    CommandRun.of("lora", "inspect", B).refused("b.png");
  }

  @Test
  void nothingIsLeftBesideATwin() {
    Path tree = folder.resolve("models");
    twin().writeTree(tree, TwinFormat.Q8_0);

    assertThat(new TreeSet<>(Examples.list(tree.resolve("diffusion_models"))))
        .containsExactly("kontext-q8_0.gguf");
    assertThat(Files.exists(tree.resolve("vae/ae.safetensors"))).isTrue();
  }
}
