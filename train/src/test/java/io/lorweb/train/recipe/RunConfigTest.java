package io.lorweb.train.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run can be repeated from what its folder keeps. */
class RunConfigTest {

  @TempDir Path folder;

  @Test
  void referenceFormIsKeptBesideTheResolvedOne() {
    Path paper = Path.of("examples/training/paper.yaml");
    Recipe recipe = RecipeFile.read(paper, List.of("train.steps=7"), Optional.of(folder)).recipe();
    RunConfig.keep(paper, recipe);
    assertThat(folder.resolve(RunConfig.GIVEN)).hasSameBinaryContentAs(paper);
    Path resolved = folder.resolve(RunConfig.RESOLVED);
    RecipeYaml.write(resolved, recipe);
    assertThat(RecipeFile.read(resolved, List.of(), Optional.empty()).recipe()).isEqualTo(recipe);
    // Going on from the resolved file leaves the copy as it is.
    RunConfig.keep(resolved, recipe);
    assertThat(folder.resolve(RunConfig.GIVEN)).hasSameBinaryContentAs(paper);
  }

  @Test
  void shortFormNeedsNoSecondFile() {
    Path own = Path.of("examples/training/own.yaml");
    RunConfig.keep(own, RecipeFile.read(own, List.of(), Optional.of(folder)).recipe());
    assertThat(folder.resolve(RunConfig.GIVEN)).doesNotExist();
  }
}
