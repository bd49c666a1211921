package io.lorweb.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubCacheTest {

  @TempDir Path root;

  private Path snapshot(String repository, String revision) throws IOException {
    return Files.createDirectories(
        root.resolve("models--" + repository).resolve("snapshots").resolve(revision));
  }

  private void main(String repository, String revision) throws IOException {
    Path refs = Files.createDirectories(root.resolve("models--" + repository).resolve("refs"));
    Files.writeString(refs.resolve("main"), revision + "\n");
  }

  @Test
  void mainSaysWhichSnapshotIsMeant() throws IOException {
    snapshot("o--n", "aaa");
    Path meant = snapshot("o--n", "bbb");
    main("o--n", "bbb");
    assertThat(HubCache.find(root, "o/n")).contains(meant);
  }

  @Test
  void withoutMainOrItsSnapshotTheFirstIsTaken() throws IOException {
    snapshot("o--n", "bbb");
    Path first = snapshot("o--n", "aaa");
    assertThat(HubCache.find(root, "o/n")).contains(first);
    main("o--n", "ccc");
    assertThat(HubCache.find(root, "o/n")).contains(first);
  }

  @Test
  void whatIsNotThereIsNotFound() throws IOException {
    assertThat(HubCache.find(root.resolve("none"), "o/n")).isEmpty();
    assertThat(HubCache.find(root, "o/n")).isEmpty();
    Files.createDirectories(root.resolve("models--o--n/snapshots"));
    assertThat(HubCache.find(root, "o/n")).isEmpty();
    Files.writeString(root.resolve("models--o--n/snapshots/file"), "no folder");
    assertThat(HubCache.find(root, "o/n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"n", "o/n/m", "../n", "o/../n", "o /n", "/n", "o/", ""})
  void onlyOwnerAndNameAreAnId(String id) throws IOException {
    snapshot("o--n", "aaa");
    snapshot("n", "aaa");
    snapshot("o--n--m", "aaa");
    assertThat(HubCache.find(root, id)).isEmpty();
  }

  @Test
  void listsModelsByTheirIds() throws IOException {
    snapshot("o--n", "aaa");
    snapshot("b--z.1", "aaa");
    Files.createDirectories(root.resolve("datasets--o--d"));
    assertThat(HubCache.ids(root)).containsExactly("b/z.1", "o/n");
    assertThat(HubCache.ids(root.resolve("none"))).isEmpty();
  }
}
