package io.lorweb.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lorweb.error.InputException;
import io.lorweb.weights.DType;
import io.lorweb.weights.Safetensors;
import io.lorweb.weights.SafetensorsHeader;
import io.lorweb.weights.TensorInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Our reader accepts and refuses the files that the reference library accepts and refuses. */
@Tag("parity")
class SafetensorsParityTest {

  private static final Path ROOT = Path.of(System.getProperty("lorweb.fixtures", "fixtures"));
  private static final ObjectMapper JSON = new ObjectMapper();

  @TestFactory
  List<DynamicTest> verdicts() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    int keys = 0;
    for (Path verdicts : verdictFiles()) {
      JsonNode files = JSON.readTree(verdicts.toFile());
      for (Map.Entry<String, JsonNode> entry : files.properties()) {
        Path file = verdicts.resolveSibling(entry.getKey());
        keys += entry.getValue().path("tensors").size();
        tests.add(dynamicTest(entry.getKey(), () -> judge(file, entry.getValue())));
      }
    }
    System.out.printf("parity safetensors-files: %d cases, %d keys%n", tests.size(), keys);
    assertThat(tests).as("cases under %s", ROOT).isNotEmpty();
    return tests;
  }

  private static List<Path> verdictFiles() throws IOException {
    try (Stream<Path> cases = Files.list(ROOT.resolve("safetensors-files"))) {
      return cases
          .map(folder -> folder.resolve("verdicts.json"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  private static void judge(Path file, JsonNode verdict) {
    Throwable refusal = catchThrowable(() -> SafetensorsHeader.read(file));
    if (verdict.get("verdict").asText().equals("reject")) {
      assertThat(refusal)
          .isInstanceOf(InputException.class)
          .hasMessageContaining(file.toString())
          .message()
          .doesNotContain("\n");
      return;
    }
    if (refusal != null && verdict.path("may_reject").asBoolean()) {
      assertThat(refusal).isInstanceOf(InputException.class).hasMessageContaining(file.toString());
      return;
    }
    assertThat(refusal).isNull();
    compare(SafetensorsHeader.read(file), verdict);
  }

  private static void compare(SafetensorsHeader header, JsonNode verdict) {
    Map<String, List<Long>> shapes = new HashMap<>();
    header.tensors().forEach((name, info) -> shapes.put(name, info.shape()));
    assertThat(shapes).isEqualTo(shapes(verdict.get("tensors")));

    Map<String, String> metadata = new HashMap<>();
    verdict
        .get("metadata")
        .properties()
        .forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
    assertThat(header.metadata()).isEqualTo(metadata);

    try (PointerScope scope = new PointerScope();
        Safetensors file = Safetensors.open(header.file())) {
      for (TensorInfo info : header.tensors().values()) {
        assertThat(file.tensor(info.name()).shape()).isEqualTo(info.sizes());
        assertThat(DType.of(file.tensor(info.name()).scalar_type())).isEqualTo(info.dtype());
      }
    }
  }

  private static Map<String, List<Long>> shapes(JsonNode tensors) {
    Map<String, List<Long>> shapes = new HashMap<>();
    for (Map.Entry<String, JsonNode> tensor : tensors.properties()) {
      List<Long> shape = new ArrayList<>();
      tensor.getValue().forEach(size -> shape.add(size.asLong()));
      shapes.put(tensor.getKey(), shape);
    }
    return shapes;
  }
}
