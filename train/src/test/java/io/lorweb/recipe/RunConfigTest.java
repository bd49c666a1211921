package io.lorweb.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run can be repeated from what its folder keeps. */
class RunConfigTest {

  @TempDir Path folder;

  @Test
  void referenceFormIsKeptBesideTheResolvedOne() throws IOException {
    Path paper = Path.of("examples/training/paper.yaml");
    Recipe recipe = RecipeFile.read(paper, List.of("train.steps=7"), Optional.of(folder)).recipe();
    RunConfig.write(paper, recipe);
    assertThat(folder.resolve(RunConfig.GIVEN)).hasSameBinaryContentAs(paper);
    Path resolved = folder.resolve(RunConfig.RESOLVED);
    assertThat(RecipeFile.read(resolved, List.of(), Optional.empty()).recipe()).isEqualTo(recipe);
    // Going on from the resolved file changes neither.
    byte[] before = Files.readAllBytes(resolved);
    RunConfig.write(resolved, recipe);
    assertThat(resolved).hasBinaryContent(before);
    assertThat(folder.resolve(RunConfig.GIVEN)).hasSameBinaryContentAs(paper);
  }

  @Test
  void shortFormNeedsNoSecondFile() {
    Path own = Path.of("examples/training/own.yaml");
    RunConfig.write(own, RecipeFile.read(own, List.of(), Optional.of(folder)).recipe());
    assertThat(folder.resolve(RunConfig.RESOLVED)).exists();
    assertThat(folder.resolve(RunConfig.GIVEN)).doesNotExist();
  }
}
