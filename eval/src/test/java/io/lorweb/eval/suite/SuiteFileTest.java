package io.lorweb.eval.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import io.lorweb.eval.suite.Suite.Data;
import io.lorweb.eval.suite.Suite.Data.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteFileTest {

  @TempDir Path folder;

  private Suite read(String data) throws IOException {
    return SuiteFile.read(
        Files.writeString(
            folder.resolve("mine.yaml"),
            String.format(
                Locale.ROOT,
                """
            dino: dinov2-base
            data:
              - %s
            models: [{name: copy, by: copy}]
            """,
                data)));
  }

  @Test
  void dataHaveAKindAndMayNameARow() throws IOException {
    Suite suite = read("{kind: relation252k, path: R, without: [x], items: 3, group: seen}");

    assertThat(suite.data())
        .containsExactly(
            new Data(
                Kind.RELATION252K,
                Path.of("R"),
                Optional.empty(),
                List.of(),
                List.of("x"),
                3,
                Optional.of("seen")));
    assertThat(suite.dino()).contains(Path.of("dinov2-base"));
    assertThat(read("{path: R}").data()).containsExactly(Asking.data(Kind.MANIFEST, Path.of("R")));
    assertThat(read("{kind: evalset, path: E, split: s}").data().get(0).split()).contains("s");
  }

  @Test
  void otherKindsAndSplitsAreRefusedWithTheirLine() {
    refused("{kind: evalsets, path: R}", "line 3", "'evalsets'", "evalset");
    refused("{kind: relation252k, path: R, split: seen}", "line 3", "'tasks' or 'without'");
    refused("{path: R, excluding: [x]}", "line 3", "excluding");
  }

  private void refused(String data, String... words) {
    assertThatThrownBy(() -> read(data))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void theNumberOfDemonstrationsIsAVariable() throws IOException {
    Path file = folder.resolve("shots.yaml");
    String text =
        """
        data: [{path: R}]
        demonstrations: [1, 4]
        models:
          - {name: mine}
          - {name: fixed, demonstrations: 2}
          - {name: copy, by: copy}
        """;

    Suite suite = SuiteFile.read(Files.writeString(file, text));

    assertThat(suite.models())
        .extracting(EvaluatedModel::name)
        .containsExactly("mine k=1", "mine k=4", "fixed", "copy");
    assertThat(suite.models())
        .extracting(EvaluatedModel::demonstrations)
        .containsExactly(1, 4, 2, 1);
    assertThat(suite.demonstrations()).isEqualTo(4);
    Files.writeString(file, text.replace("by: copy", "by: copy, demonstrations: 2"));
    assertThatThrownBy(() -> SuiteFile.read(file))
        .hasMessageContainingAll("demonstrations", "by: analogy");
    Files.writeString(file, text.replace("[1, 4]", "[0]"));
    assertThatThrownBy(() -> SuiteFile.read(file))
        .hasMessageContaining("demonstrations is 0 but must lie in 1..16");
  }

  @Test
  void wordsAreLookedForByThoseWhoAreShown() throws IOException {
    Path file = folder.resolve("words.yaml");
    String text =
        """
        data: [{path: R}]
        models:
          - {name: mixes}
          - {name: says, explain: 2, instructions: list.txt}
        """;

    Suite suite = SuiteFile.read(Files.writeString(file, text));

    assertThat(suite.models()).extracting(EvaluatedModel::explained).containsExactly(false, true);
    assertThat(suite.models().get(1).settings().mixing().explain()).hasValue(2);
    assertThat(suite.models().get(1).load().parts().instructions()).contains(Path.of("list.txt"));
    Files.writeString(file, text.replace("explain: 2, ", ""));
    assertThatThrownBy(() -> SuiteFile.read(file))
        .hasMessageContainingAll("line 4", "instructions", "goes with 'explain'");
    Files.writeString(
        file, text.replace("explain: 2, instructions: list.txt", "by: edit, explain: 2"));
    assertThatThrownBy(() -> SuiteFile.read(file))
        .hasMessageContainingAll("line 4", "explain", "by: analogy");
  }
}
