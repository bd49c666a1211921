package io.lorweb.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstructionsTest {

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("list.txt"), text);
  }

  @Test
  void everyLineIsOneButCommentsAndEmptyOnes() throws IOException {
    assertThat(Instructions.read(file("# colours\nmake it gray\n\n  ça va ☃ \r\n")).all())
        .containsExactly("make it gray", "ça va ☃");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'# nothing\n' | 0 instructions: give 1 to 10000",
        "'gray\nblue\ngray\n' | the instruction 'gray' is there twice: leave one out",
      })
  void wrongOnesNameTheFile(String text, String reason) throws IOException {
    Path file = file(text);
    assertThatThrownBy(() -> Instructions.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(reason);
  }

  @Test
  void longOnesBinaryFilesAndMissingOnesAreRefused() throws IOException {
    Path longLine = file("x".repeat(2001));
    assertThatThrownBy(() -> Instructions.read(longLine)).hasMessageContaining("1 to 2000");
    Path zero = file("a\0b");
    assertThatThrownBy(() -> Instructions.read(zero)).hasMessageContaining("none of them U+0000");
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 1});
    assertThatThrownBy(() -> Instructions.read(binary))
        .hasMessageContaining("cannot be read as text");
    Path none = folder.resolve("none.txt");
    assertThatThrownBy(() -> Instructions.read(none)).hasMessage(none + " is missing");
  }
}
