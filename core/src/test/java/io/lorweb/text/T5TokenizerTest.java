package io.lorweb.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class T5TokenizerTest {

  /** Its own limits on length are there to be ignored. */
  private static final String JSON =
      """
      {"version": "1.0",
       "truncation": {"max_length": 2, "strategy": "LongestFirst", "stride": 0, "direction": "Right"},
       "padding": {"strategy": {"Fixed": 9}, "direction": "Right", "pad_id": 0,
                   "pad_type_id": 0, "pad_token": "<pad>"},
       "added_tokens": [
         {"id": 0, "content": "<pad>", "single_word": false, "lstrip": false, "rstrip": false,
          "normalized": false, "special": true},
         {"id": 1, "content": "</s>", "single_word": false, "lstrip": false, "rstrip": false,
          "normalized": false, "special": true}],
       "normalizer": {"type": "NFKC"},
       "pre_tokenizer": {"type": "Metaspace", "replacement": "\u2581", "prepend_scheme": "always",
                         "split": true},
       "post_processor": {"type": "TemplateProcessing",
         "single": [{"Sequence": {"id": "A", "type_id": 0}},
                    {"SpecialToken": {"id": "</s>", "type_id": 0}}],
         "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 0}}],
         "special_tokens": {"</s>": {"id": "</s>", "ids": [1], "tokens": ["</s>"]}}},
       "decoder": null,
       "model": {"type": "Unigram", "unk_id": 2, "byte_fallback": false,
         "vocab": [["<pad>", 0.0], ["</s>", 0.0], ["<unk>", 0.0], ["\u2581", -2.0],
                   ["\u2581red", -1.0], ["\u2581sky", -1.0]]}}""";

  @TempDir Path folder;

  @Test
  void theFilesOwnLimitsOnLengthDoNotApply() throws IOException {
    write(JSON);

    try (T5Tokenizer tokenizer = T5Tokenizer.load(folder)) {
      assertThat(tokenizer.ids("red sky red sky")).containsExactly(4, 5, 4, 5, 1);
      assertThat(tokenizer.ids("")).containsExactly(1);
    }
  }

  @Test
  void paddingFillsOrCutsBeforeTheEndToken() throws IOException {
    write(JSON);

    try (T5Tokenizer tokenizer = T5Tokenizer.load(folder)) {
      assertThat(tokenizer.padded("red sky", 5)).containsExactly(4, 5, 1, 0, 0);
      assertThat(tokenizer.padded("red sky", 3)).containsExactly(4, 5, 1);
      assertThat(tokenizer.padded("red sky", 2)).containsExactly(4, 1);
    }
  }

  @Test
  void aMissingFileIsNamed() {
    refused(folder.resolve("tokenizer.json") + " is missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"added_tokens\": []}",
        "{\"added_tokens\": [{\"id\": 0, \"content\": \"<pad>\"}]}",
        "{\"added_tokens\": [7]}"
      })
  void aGarbledFileIsNamed(String json) throws IOException {
    write(json);

    refused(folder.resolve("tokenizer.json").toString());
  }

  private void refused(String message) {
    assertThatThrownBy(() -> T5Tokenizer.load(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  private void write(String json) throws IOException {
    Files.writeString(folder.resolve("tokenizer.json"), json);
  }
}
