package io.lorweb.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** YAML is read under limits and remembers its lines. */
class YamlFileTest {

  @TempDir Path folder;

  private static YamlFile parse(String text) {
    return YamlFile.parse("run.yaml", text, name -> null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1e-3 | 0.001",
        "1.5 | 1.5",
        "12 | 12",
        "-3 | -3",
        "1_000 | 1000",
        "yes | true",
        "Off | false",
        "true | true",
        "~ | null",
        "'1e-3' | \"1e-3\"",
        "010 | \"010\"",
        "12:30 | \"12:30\"",
        "cat-aa'b | \"cat-aa'b\"",
        "[1, 2.5] | [1,2.5]",
        "2024-01-01 | \"2024-01-01\"",
      })
  void scalars(String yaml, String json) {
    assertThat(parse("key: " + yaml).root().get("key").toString()).isEqualTo(json);
  }

  @Test
  void aliasesStandForWhatTheyName() {
    assertThat(parse("a: &x [1, 2]\nb: *x").root().toString())
        .isEqualTo("{\"a\":[1,2],\"b\":[1,2]}");
  }

  @Test
  void linesAreKnown() {
    YamlFile file = parse("a: 1\nb:\n  c: 2\n  d:\n    - 3\n    - e: 4\n");
    assertThat(file.where("b.d[1].e", "e")).isEqualTo("run.yaml, line 6: e");
    assertThat(file.where("b.missing", "missing")).isEqualTo("run.yaml, line 2: missing");
    assertThat(file.where("missing", "missing")).isEqualTo("run.yaml: missing");
  }

  @Test
  void aliasBombsAreRefused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      String one = "*a" + (i - 1);
      bomb.append("a").append(i).append(": &a").append(i).append(" [");
      bomb.append(String.join(", ", java.util.Collections.nCopies(i < 6 ? 10 : 5, one)));
      bomb.append("]\n");
    }
    assertThatThrownBy(() -> parse(bomb.toString())).isInstanceOf(InputException.class);
    // Few enough aliases, too many values.
    String five = "[x, x, x, x, x, x, x, x, x, x]";
    StringBuilder small = new StringBuilder("a0: &a0 " + five + "\n");
    for (int i = 1; i < 5; i++) {
      small.append(
          String.format(Locale.ROOT, "a%d: &a%d [%s]%n", i, i, ("*a" + (i - 1) + ", ").repeat(10)));
    }
    assertThatThrownBy(() -> parse(small.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("more than 20000 values");
    assertThatThrownBy(() -> parse("a: &a [*a]")).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> parse("a: " + "[".repeat(2000) + "]".repeat(2000)))
        .isInstanceOf(InputException.class);
  }

  @Test
  void brokenFilesAreRefusedWithTheirLine() throws IOException {
    assertThatThrownBy(() -> parse("a: 1\nb: 2\na: 3\n"))
        .hasMessage("run.yaml, line 3: duplicate key 'a' in one mapping");
    assertThatThrownBy(() -> parse("a: [1\nb: 2\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("run.yaml, line");
    assertThatThrownBy(() -> parse("- 1\n")).hasMessageContaining("must hold a mapping");
    assertThatThrownBy(() -> parse("a: !!java.lang.Runtime {}\nb: &x 1"))
        .isInstanceOf(InputException.class);
    Path large = folder.resolve("large.yaml");
    Files.write(large, new byte[(1 << 20) + 1]);
    assertThatThrownBy(() -> YamlFile.read(large, name -> null))
        .hasMessageContaining("larger than 1 MiB");
    assertThatThrownBy(() -> YamlFile.read(folder.resolve("none.yaml"), name -> null))
        .hasMessageContaining("is missing");
    Path binary = folder.resolve("binary.yaml");
    Files.write(binary, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
    assertThatThrownBy(() -> YamlFile.read(binary, name -> null))
        .isInstanceOf(InputException.class);
  }
}
