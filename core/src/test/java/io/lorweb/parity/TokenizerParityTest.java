package io.lorweb.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lorweb.text.ClipTokenizer;
import io.lorweb.text.T5Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Both tokenizers give the reference's tokens for every text of every case. */
@Tag("parity")
class TokenizerParityTest {

  private static final Path ROOT = Path.of(System.getProperty("lorweb.fixtures", "fixtures"));
  private static final ObjectMapper JSON = new ObjectMapper();

  @TestFactory
  List<DynamicTest> clip() throws IOException {
    return tests(
        "clip-text",
        (folder, text, maxLength) -> {
          try (ClipTokenizer tokenizer = ClipTokenizer.load(folder)) {
            return new Tokens(tokenizer.ids(text), tokenizer.padded(text, maxLength));
          }
        });
  }

  @TestFactory
  List<DynamicTest> t5() throws IOException {
    return tests(
        "t5-encoder",
        (folder, text, maxLength) -> {
          try (T5Tokenizer tokenizer = T5Tokenizer.load(folder)) {
            return new Tokens(tokenizer.ids(text), tokenizer.padded(text, maxLength));
          }
        });
  }

  private record Tokens(long[] ids, long[] padded) {}

  @FunctionalInterface
  private interface Tokenizing {
    Tokens of(Path folder, String text, int maxLength);
  }

  private static List<DynamicTest> tests(String fixture, Tokenizing tokenizing) throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path folder : cases(fixture)) {
      JsonNode parameters = JSON.readTree(folder.resolve("case.json").toFile());
      Path tokenizer = folder.resolve(parameters.get("tokenizer").asText());
      int maxLength = parameters.get("max_length").asInt();
      for (JsonNode expected : JSON.readTree(folder.resolve("tokens.json").toFile())) {
        String text = expected.get("text").asText();
        tests.add(
            dynamicTest(
                folder.getFileName() + ": " + text,
                () -> {
                  Tokens tokens = tokenizing.of(tokenizer, text, maxLength);
                  assertThat(tokens.ids()).isEqualTo(longs(expected.get("ids")));
                  assertThat(tokens.padded()).isEqualTo(longs(expected.get("padded")));
                }));
      }
    }
    System.out.printf("parity %s tokenizer: %d texts%n", fixture, tests.size());
    assertThat(tests).as("texts of %s", fixture).isNotEmpty();
    return tests;
  }

  private static List<Path> cases(String fixture) throws IOException {
    try (Stream<Path> folders = Files.list(ROOT.resolve(fixture))) {
      return folders
          .filter(folder -> Files.isRegularFile(folder.resolve("tokens.json")))
          .sorted()
          .toList();
    }
  }

  private static long[] longs(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).mapToLong(JsonNode::asLong).toArray();
  }
}
