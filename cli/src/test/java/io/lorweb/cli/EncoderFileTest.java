package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.config.JsonFile;
import io.lorweb.layer.Activation;
import io.lorweb.model.ModelFolder;
import io.lorweb.parts.PartFile;
import io.lorweb.vision.VisionConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image encoder of the queries as a single file. */
class EncoderFileTest {

  @TempDir Path folder;

  private static Path own(String name) {
    return ModelFolder.find(ModelFolder.EMBEDDED).path().resolve("image_encoder").resolve(name);
  }

  private Path file() throws Exception {
    return Files.copy(own("model.safetensors"), folder.resolve("clip_vision.safetensors"));
  }

  private Path applied(String name, Object... options) {
    Path out = folder.resolve(name + ".png");
    CommandRun.of(
            "apply",
            Examples.a("sepia"),
            Examples.a2("sepia"),
            Examples.b("sepia"),
            "--fit",
            0,
            "-o",
            out,
            options)
        .succeeded();
    return out;
  }

  @Test
  void aFileRoutesAsItsFolderDoes() throws Exception {
    assertThat(Examples.read(applied("file", "--encoder", file())))
        .isEqualTo(Examples.read(applied("folder")));
  }

  @Test
  void shapesTellTheGeometryAndAFolderTheRest() throws Exception {
    VisionConfig said = VisionConfig.read(JsonFile.read(own("config.json")));
    try (PartFile<VisionConfig> told = PartFile.vision(file(), Optional.of(said))) {
      assertThat(told.config()).isEqualTo(said);
      assertThat(told.report().notices()).isEmpty();
    }
    try (PartFile<VisionConfig> alone =
        PartFile.vision(folder.resolve("clip_vision.safetensors"), Optional.empty())) {
      assertThat(alone.config().sizes().heads()).isEqualTo(2);
      assertThat(alone.config().sizes().activation()).isEqualTo(Activation.QUICK_GELU);
      assertThat(alone.config().imageSize()).isEqualTo(said.imageSize());
      assertThat(alone.report().notices().toString()).contains("2 heads are assumed");
    }
  }

  @Test
  void anotherPartIsRefusedByName() throws Exception {
    Path vae =
        ModelFolder.find(ModelFolder.EMBEDDED)
            .path()
            .resolve("vae/diffusion_pytorch_model.safetensors");
    CommandRun.of(
            "apply",
            Examples.a("sepia"),
            Examples.a2("sepia"),
            Examples.b("sepia"),
            "--encoder",
            vae,
            "-o",
            folder.resolve("b2.png"))
        .refused("is a VAE, not an image encoder");
  }

  @Test
  void modelsAndDoctorSayWhatItIs() throws Exception {
    Path file = file();

    assertThat(CommandRun.of("models", file).succeeded().out()).contains("clip-vision, plain");
    assertThat(CommandRun.of("doctor", "--encoder", file).out())
        .contains("clip-vision, plain", "transformer, plain");
    CommandRun wrong = CommandRun.of("doctor", "--encoder", Examples.b("sepia"));
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.out()).contains("--encoder", "b.png");
  }
}
