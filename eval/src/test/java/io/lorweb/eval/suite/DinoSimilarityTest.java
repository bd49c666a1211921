package io.lorweb.eval.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lorweb.error.InputException;
import io.lorweb.image.Picture;
import io.lorweb.model.ModelFolder;
import io.lorweb.tensor.Engine;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.weights.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DinoSimilarityTest {

  private static final int D = 8;

  @TempDir Path folder;

  private static Measures open(Optional<Path> dino) {
    Suite suite =
        Asking.suite(
            1, List.of("dino-similarity"), Asking.data(Path.of("unread.jsonl"), List.of(), 0));
    return Measures.open(
        new Suite(
            suite.name(),
            suite.seed(),
            suite.data(),
            suite.groups(),
            suite.models(),
            suite.metrics(),
            suite.alexnet(),
            suite.clip(),
            dino,
            false,
            Optional.empty()),
        Map.of());
  }

  /** One block of random weights. */
  private Path dino() throws IOException {
    Engine.start();
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put("embeddings.cls_token", new long[] {1, 1, D});
    shapes.put("embeddings.position_embeddings", new long[] {1, 5, D});
    linear(shapes, "embeddings.patch_embeddings.projection", D, 3, 8, 8);
    String block = "encoder.layer.0.";
    for (String name : List.of("attention.query", "attention.key", "attention.value")) {
      linear(shapes, block + "attention." + name, D, D);
    }
    linear(shapes, block + "attention.output.dense", D, D);
    linear(shapes, block + "intermediate.dense", 2 * D, D);
    linear(shapes, block + "output.dense", D, 2 * D);
    for (String name :
        List.of(block + "layernorm_before", block + "layernorm_after", "layernorm")) {
      linear(shapes, name, D);
    }
    Random random = new Random(1);
    try (Scope scope = new Scope()) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      shapes.forEach(
          (name, shape) -> {
            float[] values = new float[count(shape)];
            for (int i = 0; i < values.length; i++) {
              values[i] = (float) random.nextGaussian();
            }
            tensors.put(name, Tensors.of(values, shape));
          });
      SafetensorsWriter.write(folder.resolve("model.safetensors"), tensors, Map.of());
    }
    Files.writeString(
        folder.resolve("config.json"),
        "{\"model_type\":\"vit\",\"hidden_size\":8,\"num_hidden_layers\":1,"
            + "\"intermediate_size\":16,\"num_attention_heads\":2,\"image_size\":16,"
            + "\"patch_size\":8}");
    Files.writeString(folder.resolve("preprocessor_config.json"), "{\"size\":16}");
    return folder;
  }

  private static void linear(Map<String, long[]> shapes, String name, long... weight) {
    shapes.put(name + ".weight", weight);
    shapes.put(name + ".bias", new long[] {weight[0]});
  }

  private static int count(long[] shape) {
    int count = 1;
    for (long side : shape) {
      count *= (int) side;
    }
    return count;
  }

  @Test
  void theOutputIsComparedWithB() throws IOException {
    Picture b = Asking.picture(32, 24, 1);
    Picture other = Asking.picture(32, 24, 3);
    try (Measures measures = open(Optional.of(dino()))) {
      Measure measure = measures.all().get(0);
      assertThat(measure.metric().id()).isEqualTo("dino-similarity");
      assertThat(measure.of().apply(answer(b, b)).orElseThrow()).isCloseTo(1, within(1e-9));
      assertThat(measure.of().apply(answer(b, other)).orElseThrow())
          .isBetween(-1.0, 1 - 1e-6)
          .isEqualTo(measure.of().apply(answer(other, b)).orElseThrow());
    }
  }

  private static Answer answer(Picture b, Picture output) {
    Path none = Path.of("none");
    return new Answer(
        new Question("q", "t", none, none, none, Optional.empty(), ""),
        b,
        b,
        b,
        Optional.empty(),
        output);
  }

  @Test
  void withoutADinoThereIsNone() {
    assertThatThrownBy(() -> open(Optional.empty()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("dino: FOLDER");
    Path clip = ModelFolder.find(ModelFolder.EMBEDDED).imageEncoder(Optional.empty(), "none");
    assertThatThrownBy(() -> open(Optional.of(clip)))
        .isInstanceOf(InputException.class)
        .hasMessageMatching("dino: .* holds a (clip|siglip); give a folder with a dinov2 or vit");
  }
}
