package io.lorweb.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lorweb.image.Size;
import io.lorweb.image.Sizing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Fixture kontext-pipeline, sizing.json: output and context sizes for a spatial factor of 8. */
@Tag("parity")
class SizingParityTest {

  private static final Path ROOT =
      Path.of(System.getProperty("lorweb.fixtures", "fixtures"), "kontext-pipeline");
  private static final int MULTIPLE = 16;

  @TestFactory
  Stream<DynamicTest> everyCase() throws IOException {
    List<Path> tables;
    try (Stream<Path> folders = Files.list(ROOT)) {
      tables = folders.map(f -> f.resolve("sizing.json")).filter(Files::exists).sorted().toList();
    }
    assertThat(tables).as("sizing.json in %s", ROOT).isNotEmpty();
    return tables.stream()
        .map(table -> dynamicTest(table.getParent().getFileName().toString(), () -> walk(table)));
  }

  private static void walk(Path table) throws IOException {
    JsonNode rows = new ObjectMapper().readTree(table.toFile());
    assertThat(rows.size()).isPositive();
    for (JsonNode row : rows) {
      Size picture = size(row.path("picture"));
      assertThat(Sizing.output(picture, row.path("max_area").asLong(), MULTIPLE))
          .as("output of %s", row)
          .isEqualTo(size(row.path("output")));
      assertThat(Sizing.context(picture, MULTIPLE))
          .as("context of %s", row)
          .isEqualTo(size(row.path("context")));
    }
    System.out.printf(
        "kontext-pipeline/%s sizing: %d rows%n", table.getParent().getFileName(), rows.size());
  }

  private static Size size(JsonNode pair) {
    return new Size(pair.get(0).asInt(), pair.get(1).asInt());
  }
}
