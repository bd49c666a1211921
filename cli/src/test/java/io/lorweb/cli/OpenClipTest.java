package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import io.lorweb.image.Picture;
import io.lorweb.model.ModelFolder;
import io.lorweb.model.PartPlacement;
import io.lorweb.model.VisionModel;
import io.lorweb.parts.Part;
import io.lorweb.parts.PartFile;
import io.lorweb.tensor.DeviceSetting;
import io.lorweb.tensor.DtypeSetting;
import io.lorweb.tensor.MemorySetting;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.vision.VisionConfig;
import io.lorweb.weights.SafetensorsWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CLIP under the names of OpenCLIP. */
class OpenClipTest {

  private static final ModelFolder EMBEDDED = ModelFolder.find(ModelFolder.EMBEDDED);
  private static final Picture PICTURE = Examples.read(Examples.b("sepia"));

  @TempDir Path folder;

  private Path twin(String prefix) {
    return OpenClipTwin.write(folder.resolve("open_clip.safetensors"), prefix);
  }

  private static float[] embedding(Path source, MemorySetting memory) {
    PartPlacement placement = PartPlacement.of(DeviceSetting.CPU, DtypeSetting.FP32, memory);
    try (VisionModel model = VisionModel.load(source, EMBEDDED.ownImageEncoder(), placement);
        Scope scope = new Scope()) {
      Tensor pixels = model.preprocessor().pixels(List.of(PICTURE));
      return Tensors.floats(model.encoder().encode(pixels));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theTwinSeesWhatItsFolderSees(MemorySetting memory) {
    Path own = EMBEDDED.ownImageEncoder().orElseThrow();

    float[] seen = embedding(twin(""), memory);

    assertThat(seen).isEqualTo(embedding(own, memory)).isNotEqualTo(new float[seen.length]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"clip_vision.", "conditioner.embedders.0.open_clip.model."})
  void prefixesAreKnown(String prefix) {
    Path own = EMBEDDED.ownImageEncoder().orElseThrow();

    assertThat(embedding(twin(prefix), MemorySetting.RESIDENT))
        .isEqualTo(embedding(own, MemorySetting.RESIDENT));
  }

  @Test
  void theTextHalfSpeaksAsItsFolderDoes() {
    Path file = twin("");

    Path folders = edited("folder");
    Path twins = edited("twin", "--clip-text", file);

    assertThat(Examples.read(twins)).isEqualTo(Examples.read(folders));
    assertThat(CommandRun.of("models", file).succeeded().out())
        .contains("clip, plain", "clip-vision, plain");
  }

  private Path edited(String name, Object... options) {
    Path out = folder.resolve(name + ".png");
    CommandRun.of("edit", Examples.b("sepia"), "-p", "sepia", "--seed", 3, "-o", out, options)
        .succeeded();
    return out;
  }

  @Test
  void whatTheFileDoesNotTellIsSaid() {
    Path file = twin("");
    try (PartFile<VisionConfig> alone = PartFile.vision(file, Optional.empty());
        PartFile<VisionConfig> told = EMBEDDED.vision(file)) {
      assertThat(alone.report().notes().toString()).contains("quick GELU is assumed");
      assertThat(told.report().notes()).isEmpty();
      assertThat(told.config().sizes().heads()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"visual.trunk.patch_embed.proj.weight", "visual.layer1.0.conv1.weight"})
  void otherEncodersOfOpenClipAreRefused(String name) {
    Path file = folder.resolve("other.safetensors");
    try (Scope scope = new Scope()) {
      SafetensorsWriter.write(file, Map.of(name, Tensors.of(new float[] {1}, 1)), Map.of());
    }

    assertThatThrownBy(() -> PartFile.open(file, Part.VISION))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no vision transformer of CLIP")
        .hasMessageContaining(name);
  }
}
