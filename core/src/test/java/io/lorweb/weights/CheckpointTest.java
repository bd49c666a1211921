package io.lorweb.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

  @TempDir Path folder;
  private PointerScope scope;

  @BeforeEach
  void open() {
    scope = new PointerScope();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  @Test
  void oneFileIsACheckpoint() {
    Path file = write("lora.safetensors", Map.of("x", Tensor.create(1f, 2f, 3f)));

    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThat(checkpoint.file()).isEqualTo(file);
      assertThat(checkpoint.names()).containsExactly("x");
      assertThat(checkpoint.has("x")).isTrue();
      assertThat(checkpoint.has("y")).isFalse();
      assertThat(checkpoint.info("x").dtype()).isEqualTo(DType.F32);
      assertThat(checkpoint.metadata()).containsEntry("format", "pt");
      assertThat(checkpoint.tensor("x", 3).sum().item_float()).isEqualTo(6f);
    }
  }

  @Test
  void shardsAreFoundThroughTheIndex() throws IOException {
    write(
        "model-00001-of-00002.safetensors", Map.of("a", Tensor.create(1f), "b", Tensor.create(2f)));
    write("model-00002-of-00002.safetensors", Map.of("c", Tensor.create(4f)));
    index(
        """
        {"metadata":{"total_size":12},"weight_map":{"a":"model-00001-of-00002.safetensors",
         "c":"model-00002-of-00002.safetensors","b":"model-00001-of-00002.safetensors"}}""");

    try (Checkpoint checkpoint = Checkpoint.open(folder)) {
      assertThat(checkpoint.names()).containsExactly("a", "c", "b");
      float sum = 0;
      for (String name : checkpoint.names()) {
        sum += checkpoint.tensor(name, 1).item_float();
      }
      assertThat(sum).isEqualTo(7f);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "diffusion_pytorch_model.safetensors",
        "model.safetensors",
        "pytorch_lora_weights.safetensors"
      })
  void aFolderIsSearched(String name) {
    Path file = write(name, Map.of("x", Tensor.create(1f)));

    try (Checkpoint checkpoint = Checkpoint.open(folder)) {
      assertThat(checkpoint.file()).isEqualTo(file);
    }
  }

  @Test
  void wellKnownNamesGoFirst() {
    write("model.fp16.safetensors", Map.of("x", Tensor.create(1f)));
    Path file = write("model.safetensors", Map.of("x", Tensor.create(1f)));

    try (Checkpoint checkpoint = Checkpoint.open(folder)) {
      assertThat(checkpoint.file()).isEqualTo(file);
    }
  }

  @Test
  void aFolderWithoutOrWithManyFilesIsRefused() {
    refused(folder, "folder " + folder + " holds no .safetensors file");
    write("a.safetensors", Map.of());
    write("b.safetensors", Map.of());
    refused(folder, "several .safetensors files (a.safetensors, b.safetensors)");
  }

  @Test
  void aMissingTensorIsNamed() {
    Path file = write("model.safetensors", Map.of("x", Tensor.create(1f, 2f)));

    try (Checkpoint checkpoint = Checkpoint.open(folder)) {
      assertThatThrownBy(() -> checkpoint.tensor("y", 2, 3))
          .isInstanceOf(InputException.class)
          .hasMessage(file + " lacks the tensor y of shape [2, 3]");
      assertThatThrownBy(() -> checkpoint.info("y"))
          .isInstanceOf(InputException.class)
          .hasMessage(file + " lacks the tensor y");
      assertThatThrownBy(() -> checkpoint.tensor("x", 1, 2))
          .isInstanceOf(InputException.class)
          .hasMessage(file + ": tensor x has the shape [2], expected [1, 2]");
    }
  }

  @Test
  void aMissingShardIsNamed() throws IOException {
    index("{\"weight_map\":{\"a\":\"model-00001-of-00001.safetensors\"}}");

    refused(
        folder,
        folder.resolve("model-00001-of-00001.safetensors")
            + " is missing: model.safetensors.index.json places tensors there");
  }

  @Test
  void aTensorThatItsShardLacksIsNamed() throws IOException {
    Path shard = write("one.safetensors", Map.of("a", Tensor.create(1f)));
    index("{\"weight_map\":{\"a\":\"one.safetensors\",\"b\":\"one.safetensors\"}}");

    refused(folder, shard + " lacks the tensor b, which model.safetensors.index.json places there");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../outside.safetensors",
        "a/../../outside.safetensors",
        "/tmp/outside.safetensors",
        "weights.bin",
        "",
        "a\\u0000.safetensors"
      })
  void shardsStayInsideTheFolder(String name) throws IOException {
    index("{\"weight_map\":{\"a\":\"" + name + "\"}}");

    refused(folder, folder.resolve("model.safetensors.index.json").toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"weight_map\":{}}",
        "{\"weight_map\":{\"a\":1}}",
        "{\"weight_map\":{\"a\":\"x.safetensors\"}} more"
      })
  void aGarbledIndexIsNamed(String content) throws IOException {
    index(content);

    refused(folder, folder.resolve("model.safetensors.index.json").toString());
  }

  private static void refused(Path path, String message) {
    assertThatThrownBy(() -> Checkpoint.open(path))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  private Path write(String name, Map<String, Tensor> tensors) {
    Path file = folder.resolve(name);
    SafetensorsWriter.write(file, tensors, Map.of("format", "pt"));
    return file;
  }

  private void index(String content) throws IOException {
    Files.writeString(folder.resolve("model.safetensors.index.json"), content);
  }
}
