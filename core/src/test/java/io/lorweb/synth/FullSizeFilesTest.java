package io.lorweb.synth;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.tensor.Engine;
import io.lorweb.weights.DType;
import io.lorweb.weights.SafetensorsWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The layouts give the sizes of the published files, to the byte. */
class FullSizeFilesTest {

  private static final FullSizeFiles FILES = new FullSizeFiles(19, 38);

  @Test
  void publishedSizesFollowFromTheLayouts() {
    Engine.start();
    assertThat(SafetensorsWriter.size(FILES.transformer(TwinFormat.FP8_SCALED), Map.of()))
        .isEqualTo(11_904_640_136L);
    assertThat(SafetensorsWriter.size(FILES.t5(DType.F16), Map.of())).isEqualTo(9_787_841_024L);
    assertThat(SafetensorsWriter.size(FILES.t5(DType.F8_E4M3), Map.of())).isEqualTo(4_893_934_904L);
    assertThat(SafetensorsWriter.size(FILES.t5Scaled(), Map.of())).isEqualTo(5_157_348_688L);
    assertThat(SafetensorsWriter.size(FILES.clip(), Map.of("format", "pt")))
        .isEqualTo(246_144_152L);
  }

  @Test
  void theOriginalFilesHaveAllTheirTensors() {
    assertThat(FILES.transformer(TwinFormat.PLAIN)).hasSize(780);
    assertThat(FILES.vae()).hasSize(244);
  }
}
