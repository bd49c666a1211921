package io.lorweb.eval.ablation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AblationTest {

  @TempDir Path folder;

  @Test
  void aVariantThatChangesNothingIsNamedOnceForAllSeeds() throws IOException {
    Path recipe = folder.resolve("recipe.yaml");
    Files.writeString(recipe, "data: pictures/\ntrain: {schedule: cosine}\n");
    Path file = folder.resolve("plan.yaml");
    Files.writeString(
        file,
        "recipe: "
            + recipe
            + "\nsuite: s.yaml\nseeds: [0, 1]\nvariants:\n"
            + "- {name: plain}\n"
            + "- {name: steeper, set: [train.gamma=0.5]}\n"
            + "- {name: stepwise, set: [train.gamma=0.5, train.schedule=step]}\n");

    Ablation ablation = Ablation.of(PlanFile.read(file), folder.resolve("out"));

    assertThat(ablation.recipes()).hasSize(6);
    assertThat(ablation.notices())
        .containsExactly("steeper: without effect here: train.gamma (0.5)");
  }
}
