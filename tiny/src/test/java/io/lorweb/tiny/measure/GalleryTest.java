package io.lorweb.tiny.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.config.JsonFile;
import io.lorweb.tiny.tasks.Catalogue;
import io.lorweb.tiny.tasks.Level;
import io.lorweb.tiny.tasks.Levels;
import io.lorweb.tiny.tasks.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The gallery's page says what its verdicts say, and leaves nothing out. */
class GalleryTest {

  private static final Path VERDICTS = Path.of("docs/results/gallery.json");
  private static final Path PAGE = Path.of("docs/gallery.md");
  private static final List<String> WORDS = List.of("right", "partly", "wrong");

  private final Catalogue catalogue = new Catalogue();
  private final Levels levels = new Levels();
  private final List<JsonFile> verdicts = JsonFile.read(VERDICTS).objects("verdicts");

  @Test
  void everyTaskHasTwoPicturesEachWithAVerdictAndAReason() {
    Map<String, List<Integer>> items = new TreeMap<>();
    for (JsonFile one : verdicts) {
      items.computeIfAbsent(one.text("task"), task -> new ArrayList<>()).add(one.integer("item"));
      assertThat(one.text("verdict")).as(one.where()).isIn(WORDS);
      assertThat(one.text("reason")).as(one.where()).isNotBlank();
    }

    List<String> tasks = catalogue.tasks().stream().map(Task::name).sorted().toList();
    assertThat(List.copyOf(items.keySet())).isEqualTo(tasks);
    assertThat(items.values()).allSatisfy(two -> assertThat(two).containsExactly(1, 2));
  }

  @Test
  void thePageCountsAndNamesThem() throws IOException {
    String page = Files.readString(PAGE);
    for (String group : List.of("seen", "unseen")) {
      List<JsonFile> own =
          verdicts.stream()
              .filter(one -> group.equals("seen") == (level(one.text("task")) == Level.SEEN))
              .toList();
      StringBuilder row =
          new StringBuilder(String.format(Locale.ROOT, "| %s | %d |", group, own.size()));
      for (String word : WORDS) {
        long count = own.stream().filter(one -> one.text("verdict").equals(word)).count();
        row.append(
            String.format(Locale.ROOT, " %d (%.0f %%) |", count, 100.0 * count / own.size()));
      }
      assertThat(page).contains(row);
    }
    for (JsonFile one : verdicts) {
      assertThat(page)
          .contains("**" + one.text("verdict") + "**: " + one.text("reason"))
          .contains("| " + one.text("task") + " |");
    }
  }

  private Level level(String task) {
    return levels.of(catalogue.task(task).orElseThrow());
  }
}
