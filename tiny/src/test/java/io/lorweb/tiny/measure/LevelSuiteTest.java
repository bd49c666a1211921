package io.lorweb.tiny.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.eval.suite.Group;
import io.lorweb.eval.suite.Suite;
import io.lorweb.eval.suite.SuiteFile;
import io.lorweb.tiny.tasks.Catalogue;
import io.lorweb.tiny.tasks.Levels;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LevelSuiteTest {

  @TempDir Path folder;

  @Test
  void everyLevelIsARow() {
    LevelSuite.write(folder, new Catalogue(), new Levels());

    Suite suite = SuiteFile.read(folder.resolve("suite.yaml"));
    Map<String, Integer> sizes =
        suite.groups().stream().collect(Collectors.toMap(Group::name, g -> g.tasks().size()));
    assertThat(sizes)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "seen", 78, "U_PARAM", 7, "U_FAM", 8, "U_COMP", 6, "U_NEW", 6, "unseen, all", 27));
    assertThat(suite.data())
        .singleElement()
        .satisfies(data -> assertThat(data.tasks()).hasSize(105));
    assertThat(suite.data().get(0).path()).isEqualTo(folder.resolve("test.jsonl"));
    assertThat(suite.models()).extracting(c -> c.name()).startsWith("LoRWeB");
  }
}
