package io.lorweb.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFolderTest {

  @TempDir Path folder;

  private static void fill(Path made) throws IOException {
    Files.createDirectories(made.resolve("deep/deeper"));
    Files.writeString(made.resolve("deep/deeper/text.txt"), "whole");
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }

  @Test
  void makesTheFolderAndItsParents() throws IOException {
    Path target = folder.resolve("new/one");
    AtomicFolder.make(target, AtomicFolderTest::fill);
    assertThat(target.resolve("deep/deeper/text.txt")).hasContent("whole");
    assertThat(left()).containsExactly(folder.resolve("new"));
  }

  @Test
  void takesThePlaceOfAnEmptyFolder() throws IOException {
    Path target = Files.createDirectory(folder.resolve("empty"));
    AtomicFolder.make(target, AtomicFolderTest::fill);
    assertThat(target.resolve("deep/deeper/text.txt")).hasContent("whole");
  }

  @Test
  void leavesNothingOfAFillingThatFailed() throws IOException {
    assertThatThrownBy(
            () ->
                AtomicFolder.make(
                    folder.resolve("half"),
                    made -> {
                      fill(made);
                      throw new IOException("no space");
                    }))
        .isInstanceOf(InputException.class)
        .hasMessage("cannot write %s: no space", folder.resolve("half"));
    assertThat(left()).isEmpty();
  }

  @Test
  void refusesAFolderThatHoldsSomethingAndAFile() throws IOException {
    Path full = folder.resolve("full");
    fill(full);
    Path file = Files.writeString(folder.resolve("file"), "text");
    for (Path taken : List.of(full, file)) {
      assertThatThrownBy(() -> AtomicFolder.make(taken, AtomicFolderTest::fill))
          .isInstanceOf(InputException.class)
          .hasMessage("%s already exists; name a new folder", taken);
    }
    assertThat(file).hasContent("text");
    assertThat(left()).containsExactlyInAnyOrder(full, file);
  }
}
