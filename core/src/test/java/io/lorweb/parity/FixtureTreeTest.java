package io.lorweb.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A tree that holds nothing, or something that nobody compares, is a failure. */
@Tag("parity")
class FixtureTreeTest {

  @Test
  void holdsCasesAndOnlyKnownFolders() throws IOException {
    assertThat(FixtureTree.root()).as("-Dlorweb.fixtures").isDirectory();
    TreeSet<String> unknown = new TreeSet<>();
    int cases = 0;
    try (Stream<Path> entries = Files.list(FixtureTree.root())) {
      for (Path folder : (Iterable<Path>) entries.filter(Files::isDirectory)::iterator) {
        String name = folder.getFileName().toString();
        if (FixtureTree.KNOWN.contains(name)) {
          List<Path> found = FixtureTree.caseFolders(name);
          assertThat(found).as("cases of %s", name).isNotEmpty();
          cases += found.size();
        } else {
          unknown.add(name);
        }
      }
    }
    assertThat(unknown).as("folders that no parity test walks").isEmpty();
    assertThat(cases).as("cases under %s", FixtureTree.root()).isPositive();
    System.out.println("parity tree " + FixtureTree.root() + ": " + cases + " cases");
  }
}
