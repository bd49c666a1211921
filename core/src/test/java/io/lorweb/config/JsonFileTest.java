package io.lorweb.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonFileTest {

  @TempDir Path folder;

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(InputException.class).hasMessage(message);
  }

  private static void wrong(String json, Consumer<JsonFile> read, String message) {
    refused(() -> read.accept(JsonFile.parse("x.json", json)), message);
  }

  @Test
  void readsEveryKindOfValue() {
    JsonFile json =
        JsonFile.parse(
            "x.json",
            "{'i': 3, 'l': 4294967296, 'd': 0.5, 't': 'word', 'f': true, 'is': [1, 2], 'ds':"
                    .replace('\'', '"')
                + " [1, 2.5], 'ts': ['a'], 'o': {'k': 1}, 'os': [{'k': 2}], 'n': null}"
                    .replace('\'', '"'));
    assertThat(json.integer("i")).isEqualTo(3);
    assertThat(json.whole("l")).isEqualTo(1L << 32);
    assertThat(json.decimal("d")).isEqualTo(0.5);
    assertThat(json.decimal("i")).isEqualTo(3);
    assertThat(json.text("t")).isEqualTo("word");
    assertThat(json.flag("f")).isTrue();
    assertThat(json.integers("is")).containsExactly(1, 2);
    assertThat(json.decimals("ds")).containsExactly(1.0, 2.5);
    assertThat(json.texts("ts")).containsExactly("a");
    assertThat(json.at("o").integer("k")).isEqualTo(1);
    assertThat(json.objects("os").get(0).integer("k")).isEqualTo(2);
    assertThat(json.has("n")).isFalse();
    assertThat(json.integer("n", 7)).isEqualTo(7);
    assertThat(json.text("none", "absent")).isEqualTo("absent");
    assertThat(json.optionalText("none")).isEmpty();
  }

  @Test
  void namesFileAndKeyOfWhatIsWrong() {
    wrong("{}", json -> json.integer("k"), "x.json lacks the key 'k'");
    wrong("{\"k\": null}", json -> json.text("k"), "x.json lacks the key 'k'");
    wrong("{\"k\": 1.5}", json -> json.integer("k"), "x.json: 'k' is 1.5 but must be an integer");
    wrong(
        "{\"k\": 4294967296}",
        json -> json.integer("k"),
        "x.json: 'k' is 4294967296 but must be an integer");
    wrong(
        "{\"k\": 4294967296}",
        json -> json.integer("k", 1),
        "x.json: 'k' is 4294967296 but must be an integer");
    wrong(
        "{\"k\": \"1\"}",
        json -> json.decimal("k"),
        "x.json: 'k' is \"1\" but must be a finite number");
    wrong("{\"k\": 1}", json -> json.text("k"), "x.json: 'k' is 1 but must be a string");
    wrong("{\"k\": 1}", json -> json.flag("k"), "x.json: 'k' is 1 but must be true or false");
    wrong("{\"k\": 1}", json -> json.texts("k"), "x.json: 'k' is 1 but must be a list");
    wrong(
        "{\"k\": [1, \"2\"]}",
        json -> json.integers("k"),
        "x.json: 'k' is \"2\" but must be a list of integers");
    wrong(
        "{\"k\": [1, true]}",
        json -> json.decimals("k"),
        "x.json: 'k' is true but must be a list of numbers");
    wrong(
        "{\"k\": [1]}", json -> json.texts("k"), "x.json: 'k' is 1 but must be a list of strings");
    wrong("{\"k\": 1}", json -> json.at("k"), "x.json: k must hold a JSON object");
    wrong("{\"k\": [{}, 1]}", json -> json.objects("k"), "x.json: k[1] must hold a JSON object");
  }

  @Test
  void aLongValueIsCut() {
    wrong(
        "{\"k\": \"" + "v".repeat(100) + "\"}",
        json -> json.flag("k"),
        "x.json: 'k' is \"" + "v".repeat(59) + "... but must be true or false");
  }

  @Test
  void whatIsNoJsonObjectIsRefused() {
    refused(() -> JsonFile.parse("x.json", "[1]"), "x.json must hold a JSON object");
    refused(() -> JsonFile.parse("x.json", ""), "x.json must hold a JSON object");
    refused(
        () -> JsonFile.parse("x.json", "{\n  \"k\": }"),
        "x.json is not valid JSON at line 2, column 8");
  }

  @Test
  void aFileThatIsMissingOrTooLargeIsRefused() throws IOException {
    Path file = folder.resolve("x.json");
    refused(() -> JsonFile.read(file), file + " is missing");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength((64L << 20) + 1);
    }
    refused(() -> JsonFile.read(file), file + " is larger than 64 MiB: not a configuration file");
    Files.write(file, new byte[] {'{', (byte) 0xFF, '}'});
    assertThatThrownBy(() -> JsonFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + " cannot be read as text");
  }

  @Test
  void aRefusalIsLocatedOnce() {
    JsonFile json = JsonFile.parse("x.json", "{}");
    assertThat(json.located(new InputException("k is odd"))).hasMessage("x.json: k is odd");
    assertThat(json.located(new InputException("x.json: k is odd"))).hasMessage("x.json: k is odd");
  }
}
