package io.lorweb.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  @TempDir Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void writesWithItsFoldersAndReplacesWhatStoodThere() throws IOException {
    Path target = folder.resolve("a/b/c.txt");
    AtomicFile.write(target, "first, and longer");
    AtomicFile.write(target, "é☃");
    assertThat(target).hasContent("é☃");
    try (Stream<Path> beside = Files.list(target.getParent())) {
      assertThat(beside).containsExactly(target);
    }
  }

  @Test
  void aFailureLeavesNothingBehindAndTheOlderFileAsItWas() throws IOException {
    Path target = folder.resolve("kept.txt");
    AtomicFile.write(target, "older");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    target,
                    channel -> {
                      channel.write(ByteBuffer.wrap(new byte[100]));
                      throw new IOException("no space left on device");
                    }))
        .isInstanceOf(InputException.class)
        .hasMessage("cannot write " + target + ": no space left on device");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    target,
                    channel -> {
                      channel.write(ByteBuffer.wrap(new byte[100]));
                      throw new IllegalStateException("a bug");
                    }))
        .hasMessage("a bug");
    assertThat(target).hasContent("older");
    assertThat(names()).containsExactly("kept.txt");
  }

  @Test
  void theFileIsNotThereBeforeItIsWhole() {
    Path target = folder.resolve("whole.txt");
    AtomicFile.write(
        target,
        channel -> {
          channel.write(ByteBuffer.wrap("half".getBytes()));
          assertThat(target).doesNotExist();
          channel.write(ByteBuffer.wrap(" whole".getBytes()));
        });
    assertThat(target).hasContent("half whole");
  }

  @Test
  void aNameMayBeAsLongAsTheFileSystemAllows() throws IOException {
    String name = "n".repeat(251) + ".txt";
    AtomicFile.write(folder.resolve(name), "text");
    assertThat(names()).containsExactly(name);
    assertThat(folder.resolve(name)).hasContent("text");
  }

  @Test
  void aNameThatIsTooLongIsRefusedWithoutATrace() throws IOException {
    assertThatThrownBy(() -> AtomicFile.write(folder.resolve("n".repeat(300)), "text"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("cannot write ");
    assertThat(names()).isEmpty();
  }

  @Test
  void aFileInThePlaceOfAFolderIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "text");
    assertThatThrownBy(() -> AtomicFile.write(file.resolve("below"), "text"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("cannot write " + file.resolve("below"));
    assertThat(file).hasContent("text");
  }

  @Test
  void leftOversOfKilledProcessesAndNothingElseAreRemoved() throws IOException {
    for (String name : List.of(".lorweb-1.part", ".lorweb-2.txt", "lorweb-3.part", "4.part")) {
      Files.writeString(folder.resolve(name), "");
    }
    AtomicFile.deleteLeftOvers(folder);
    assertThat(names()).containsExactly(".lorweb-2.txt", "4.part", "lorweb-3.part");
    assertThatThrownBy(() -> AtomicFile.deleteLeftOvers(folder.resolve("none")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("cannot be cleaned up");
  }
}
