package io.lorweb.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.parity.FixtureTree;
import io.lorweb.sample.Conditioning.Prompt;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PromptEncoderTest {

  private static PromptEncoder encoder(long leastLarge) {
    ModelFolder folder =
        ModelFolder.of(FixtureTree.root().resolve("lorweb-checkpoint/square/model"));
    return new PromptEncoder(folder, PartPlacement.CPU, Optional.empty(), leastLarge);
  }

  @Test
  void aLargeT5RestsBetweenPrompts() {
    try (PromptEncoder resting = encoder(1);
        PromptEncoder awake = encoder(Long.MAX_VALUE);
        Scope scope = new Scope()) {
      for (String prompt : new String[] {"make it red", "make it blue", "make it red"}) {
        Prompt expected = awake.encode(prompt, 16);
        Prompt encoded = resting.encode(prompt, 16);
        assertThat(Tensors.floats(encoded.states()))
            .containsExactly(Tensors.floats(expected.states()));
        assertThat(Tensors.floats(encoded.pooled()))
            .containsExactly(Tensors.floats(expected.pooled()));
        resting.rest();
        assertThat(resting.holdsT5()).as("after %s", prompt).isFalse();
        assertThat(resting.tokens(prompt)).isEqualTo(awake.tokens(prompt));
        resting.rest();
        awake.rest();
        assertThat(awake.holdsT5()).isTrue();
      }
    }
  }
}
