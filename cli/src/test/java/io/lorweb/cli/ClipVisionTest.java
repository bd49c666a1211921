package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.analogy.WantedEncoder;
import io.lorweb.layer.Activation;
import io.lorweb.layer.EncoderSizes;
import io.lorweb.model.ModelFolder;
import io.lorweb.parts.Part;
import io.lorweb.parts.PartFile;
import io.lorweb.synth.Twin;
import io.lorweb.synth.TwinFormat;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.vision.VisionConfig;
import io.lorweb.weights.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The image encoder out of the folder clip_vision of a ComfyUI tree. */
class ClipVisionTest {

  private static final ModelFolder EMBEDDED = ModelFolder.find(ModelFolder.EMBEDDED);

  @TempDir Path folder;
  private Path tree;
  private Path encoder;

  /** A tree without a folder of an image encoder. */
  @BeforeEach
  void plant() throws IOException {
    tree = folder.resolve("models");
    encoder = tree.resolve("clip_vision/own.safetensors");
    new Twin(EMBEDDED).writeTree(tree, TwinFormat.PLAIN);
    Path own = tree.resolve("image_encoder");
    for (String name : Examples.list(own)) {
      Files.delete(own.resolve(name));
    }
    Files.delete(own);
    Files.createDirectories(encoder.getParent());
  }

  private void own() throws IOException {
    Files.copy(EMBEDDED.ownImageEncoder().orElseThrow().resolve("model.safetensors"), encoder);
  }

  /** A larger file, of narrower embeddings. */
  private void other(String name) {
    try (PartFile<?> source = EMBEDDED.open(Part.VISION);
        Scope scope = new Scope()) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      source
          .names()
          .forEach(own -> tensors.put(own, source.resting(own).all().to(ScalarType.Double)));
      Tensor projection = tensors.get("visual_projection.weight");
      tensors.put("visual_projection.weight", projection.narrow(0, 0, 96).contiguous());
      SafetensorsWriter.write(encoder.resolveSibling(name), tensors, Map.of());
    }
  }

  private CommandRun applied(Path out, Object... options) {
    return CommandRun.of(
        "apply",
        Examples.a("sepia"),
        Examples.a2("sepia"),
        Examples.b("sepia"),
        "--fit",
        0,
        "--model",
        tree,
        "-o",
        out,
        options);
  }

  @Test
  void theOneThatFitsTheAdapterIsTakenAndSaid() throws IOException {
    own();
    other("larger.safetensors");
    Path scanned = folder.resolve("scanned.png");
    Path named = folder.resolve("named.png");

    CommandRun run = applied(scanned).succeeded();
    applied(named, "--encoder", encoder).succeeded();

    assertThat(run.err())
        .contains("clip-vision: " + encoder + ", one of 2 that were found", "vae: ", "t5: ");
    assertThat(Examples.read(scanned)).isEqualTo(Examples.read(named));
  }

  @Test
  void namesOfOpenClipAreFoundThere() {
    OpenClipTwin.write(encoder, "");

    CommandRun run = applied(folder.resolve("b2.png")).succeeded();

    assertThat(run.err()).contains("clip-vision: " + encoder, "quick GELU is assumed");
  }

  @Test
  void doctorSaysWhichOneAndWhenNoneFits() throws IOException {
    other("other.safetensors");
    CommandRun none = CommandRun.of("doctor", "--model", tree);
    own();
    CommandRun found = CommandRun.of("doctor", "--model", tree).succeeded();
    CommandRun wrong =
        CommandRun.of(
            "doctor", "--model", tree, "--encoder", encoder.resolveSibling("other.safetensors"));

    assertThat(none.code()).isEqualTo(1);
    assertThat(none.out()).contains("adapter's image encoder", "--encoder", "1 of other sizes");
    assertThat(found.out()).contains("clip-vision: " + encoder, "clip-vision, plain");
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.out()).contains("embeddings of 96 numbers", "needs 128 numbers");
  }

  @Test
  void aRunWithoutAnyThatFitsNamesTheSetting() {
    other("other.safetensors");

    applied(folder.resolve("b2.png")).refused("--encoder", "1 of other sizes");
  }

  @Test
  void whatIsNoClipIsPassedOver() throws IOException {
    own();
    try (Scope scope = new Scope()) {
      SafetensorsWriter.write(
          encoder.resolveSibling("siglip.safetensors"),
          Map.of("vision_model.head.probe", Tensors.of(new float[] {1}, 1)),
          Map.of());
    }

    assertThat(CommandRun.of("doctor", "--model", tree).succeeded().out())
        .contains("passed over: ", "SigLIP");
  }

  /** The paper's encoder is CLIP L of 224 pixels; the one of 336 has the same widths. */
  @ParameterizedTest
  @CsvSource({
    "openai/clip-vit-large-patch14, 224, 14, true",
    "openai/clip-vit-large-patch14, 336, 14, false",
    "openai/clip-vit-large-patch14-336, 336, 14, true",
    "openai/clip-vit-large-patch14-336, 224, 14, false",
    "openai/clip-vit-base-patch32, 224, 16, false",
    "my/encoder, 336, 14, true"
  })
  void namesTellWhatWidthsDoNot(String named, int side, int patch, boolean fits) {
    VisionConfig config =
        new VisionConfig(
            VisionConfig.Family.CLIP,
            new EncoderSizes(1024, 4096, 24, 16, Activation.QUICK_GELU, 1e-5),
            side,
            patch,
            768);

    assertThat(new WantedEncoder(named, 768, false).fits(config)).isEqualTo(fits);
    assertThat(new WantedEncoder(named, 512, false).fits(config)).isFalse();
    assertThat(new WantedEncoder(named, 1024, true).fits(config)).isEqualTo(fits);
  }
}
