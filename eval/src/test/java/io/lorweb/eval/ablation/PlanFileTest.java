package io.lorweb.eval.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanFileTest {

  @TempDir Path folder;

  private Plan plan(String text) throws IOException {
    Path file = folder.resolve("plan.yaml");
    Files.writeString(file, "recipe: r.yaml\nsuite: s.yaml\n" + text);
    return PlanFile.read(file);
  }

  @Test
  void everyCombinationIsAVariantAndNamedOnesComeLast() throws IOException {
    Plan plan =
        plan(
            """
            seeds: [0, 7]
            vary:
              - {key: adapter.loras_num, values: [1, 4]}
              - {key: adapter.activation, values: [softmax, tanh]}
            variants:
              - {name: LoRA, set: [adapter.type=lora, adapter.rank=8]}
            """);

    assertThat(plan.variants())
        .containsExactly(
            variant("1", "softmax"),
            variant("1", "tanh"),
            variant("4", "softmax"),
            variant("4", "tanh"),
            new Variant("LoRA", List.of("adapter.type=lora", "adapter.rank=8")));
    assertThat(plan.name()).isEqualTo("plan");
    assertThat(plan.trials()).hasSize(10);
    assertThat(plan.trials().subList(0, 5)).allMatch(trial -> trial.seed() == 0);
  }

  private static Variant variant(String n, String activation) {
    return new Variant(
        "loras_num=" + n + " activation=" + activation,
        List.of("adapter.loras_num=" + n, "adapter.activation=" + activation));
  }

  @Test
  void theVariantsChangesComeAfterThePlansAndTheSeedLast() throws IOException {
    Plan plan =
        plan("set: [train.steps=3]\nvariants: [{name: long, set: [train.steps=9]}]\nseeds: [5]\n");

    assertThat(plan.trials().get(0).sets(plan))
        .containsExactly("train.steps=3", "train.steps=9", "train.seed=5");
  }

  @Test
  void whatCannotBeCarriedOutIsRefused() {
    assertThatThrownBy(() -> plan("seeds: [1]\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("nothing varies");
    assertThatThrownBy(() -> plan("seeds: [1, 1]\nvariants: [{name: one}]\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("seeds");
    assertThatThrownBy(() -> plan("variants: [{name: one}, {name: one}]\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'one'");
    assertThatThrownBy(() -> plan("varry: []\nvariants: [{name: one}]\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("varry")
        .hasMessageContaining("vary");
    assertThatThrownBy(() -> plan("vary: [{key: adapter.rank, values: [[1]]}]\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("values");
  }
}
