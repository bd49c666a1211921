package io.lorweb.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClipTokenizerTest {

  private static final String VOCABULARY =
      """
      {"a": 0, "b": 1, "a</w>": 2, "b</w>": 3, "ab": 4, "ab</w>": 5,
       "!": 6, "!</w>": 7, "<|startoftext|>": 8, "<|endoftext|>": 9}""";

  @TempDir Path folder;

  @Test
  void mergesApplyInTheOrderOfTheirLines() throws IOException {
    write(VOCABULARY, "#version: 0.2\na b</w>\na b\n");

    try (ClipTokenizer tokenizer = ClipTokenizer.load(folder)) {
      assertThat(tokenizer.ids("ab aba AB!")).containsExactly(8, 5, 4, 2, 5, 7, 9);
    }
  }

  @Test
  void theVersionLineMayBeMissingAndLinesMayEndAsOnWindows() throws IOException {
    write(VOCABULARY, "a b</w>\r\na b\r\n\r\n");

    try (ClipTokenizer tokenizer = ClipTokenizer.load(folder)) {
      assertThat(tokenizer.ids("ab")).containsExactly(8, 5, 9);
    }
  }

  @Test
  void paddingFillsOrCutsBehindTheText() throws IOException {
    write(VOCABULARY, "");

    try (ClipTokenizer tokenizer = ClipTokenizer.load(folder)) {
      assertThat(tokenizer.padded("ab", 6)).containsExactly(8, 0, 3, 9, 9, 9);
      assertThat(tokenizer.padded("ab", 4)).containsExactly(8, 0, 3, 9);
      assertThat(tokenizer.padded("ab", 3)).containsExactly(8, 0, 9);
      assertThat(tokenizer.padded("", 2)).containsExactly(8, 9);
      assertThatThrownBy(() -> tokenizer.padded("ab", 1))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void longTextsAreNotCutUnasked() throws IOException {
    write(VOCABULARY, "");

    try (ClipTokenizer tokenizer = ClipTokenizer.load(folder)) {
      assertThat(tokenizer.ids("a ".repeat(5_000))).hasSize(5_002);
    }
  }

  @Test
  void severalThreadsMayShareATokenizer() throws IOException {
    write(VOCABULARY, "a b</w>\n");

    try (ClipTokenizer tokenizer = ClipTokenizer.load(folder)) {
      assertThat(
              IntStream.range(0, 500)
                  .parallel()
                  .mapToObj(i -> tokenizer.ids("ab ".repeat(i % 7)).length == 2 + i % 7))
          .doesNotContain(false);
    }
  }

  @Test
  void halfASurrogatePairIsRefused() throws IOException {
    write(VOCABULARY, "");

    try (ClipTokenizer tokenizer = ClipTokenizer.load(folder)) {
      assertThatThrownBy(() -> tokenizer.ids("a\ud83d b"))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("surrogate");
    }
  }

  @Test
  void missingFilesAreNamed() throws IOException {
    refused(folder.resolve("vocab.json") + " is missing");
    Files.writeString(folder.resolve("vocab.json"), VOCABULARY);
    refused(folder.resolve("merges.txt") + " is missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"a\": 0}",
        "{\"<|startoftext|>\": 8}",
        "{\"a\": \"0\", \"<|startoftext|>\": 8, \"<|endoftext|>\": 9}",
        "{\"a\": 0.5, \"<|startoftext|>\": 8, \"<|endoftext|>\": 9}"
      })
  void aGarbledVocabularyIsNamed(String vocabulary) throws IOException {
    write(vocabulary, "");

    refused(folder.resolve("vocab.json").toString());
  }

  @ParameterizedTest
  @CsvSource({
    "a b c,line 2 must hold two symbols",
    "ab,line 2 must hold two symbols",
    "a x,line 2 needs the token 'x'",
    "b a,line 2 needs the token 'ba'"
  })
  void aGarbledMergeIsNamed(String line, String reason) throws IOException {
    write(VOCABULARY, "#version: 0.2\n" + line + "\n");

    refused(folder.resolve("merges.txt") + ": " + reason);
  }

  @Test
  void filesThatAreNoTextOrTooLargeAreRefused() throws IOException {
    write(VOCABULARY, "");
    Files.write(folder.resolve("merges.txt"), new byte[] {(byte) 0xff, (byte) 0xfe});
    refused(folder.resolve("merges.txt") + " cannot be read as text");
    try (RandomAccessFile file =
        new RandomAccessFile(folder.resolve("merges.txt").toFile(), "rw")) {
      file.setLength((64L << 20) + 1);
    }
    refused(folder.resolve("merges.txt") + " is larger than 64 MiB");
  }

  private void refused(String message) {
    assertThatThrownBy(() -> ClipTokenizer.load(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  private void write(String vocabulary, String merges) throws IOException {
    Files.writeString(folder.resolve("vocab.json"), vocabulary);
    Files.writeString(folder.resolve("merges.txt"), merges);
  }
}
