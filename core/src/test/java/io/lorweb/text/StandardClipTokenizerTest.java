package io.lorweb.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The vocabulary that comes with the program is CLIP-L's. */
class StandardClipTokenizerTest {

  @Test
  void knowsTheIdsOfClip() {
    try (ClipTokenizer tokenizer = ClipTokenizer.standard()) {
      assertThat(tokenizer.ids("a photo of a cat"))
          .containsExactly(49406, 320, 1125, 539, 320, 2368, 49407);
      assertThat(tokenizer.padded("", 4)).containsExactly(49406, 49407, 49407, 49407);
    }
  }
}
