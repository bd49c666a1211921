package io.lorweb.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLinesTest {

  @TempDir Path folder;

  private final List<Long> seeds = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();

  private void read(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("x.jsonl"), bytes);
    JsonLines.read(
        file,
        json -> seeds.add(json.only(List.of("seed", "out")).whole("seed")),
        wrong -> refused.add(wrong.getMessage().substring(folder.toString().length() + 1)));
  }

  private void read(String text) throws IOException {
    read(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void takesEveryEndOfLineBlankLinesAndAByteOrderMark() throws IOException {
    read("\uFEFF{\"seed\": 1}\r\n\n  \n{\"seed\": 2}\n{\"seed\": 4294967296}");

    assertThat(seeds).containsExactly(1L, 2L, 4294967296L);
    assertThat(refused).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'seed': 1}{'seed': 2} | x.jsonl line 2 holds something after its JSON object",
        "{'seed': 1} 7          | x.jsonl line 2 holds something after its JSON object",
        "{'seed': 1, 'seed': 2} | x.jsonl line 2: the key 'seed' stands there twice",
        "{'seed': 1, 'sed': 2}  | x.jsonl line 2: key 'sed' is unknown",
        "{'seed': 1.5}          | x.jsonl line 2: 'seed' is 1.5 but must be an integer",
        "{'seed': 9223372036854775808} | x.jsonl line 2: 'seed' is 9223372036854775808 but must",
        "[1]                    | x.jsonl line 2 must hold a JSON object",
        "{'seed': 1             | x.jsonl line 2 is not valid JSON at line 1, column"
      })
  void refusesALineAndReadsTheOthers(String line, String sentence) throws IOException {
    read("{\"seed\": 1}\n" + line.replace('\'', '"') + "\n{\"seed\": 3}\n");

    assertThat(refused).singleElement().asString().startsWith(sentence);
    assertThat(seeds).containsExactly(1L, 3L);
  }

  @Test
  void refusesOtherEncodingsAndMissingFiles() {
    assertThatThrownBy(() -> read("{\"out\": \"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("x.jsonl is not UTF-8 text from about line 1 on");
    assertThatThrownBy(() -> JsonLines.read(folder.resolve("no.jsonl"), json -> {}, wrong -> {}))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no.jsonl does not exist");
  }
}
