package io.lorweb.tiny.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.tiny.drawings.Pool;
import io.lorweb.tiny.drawings.Split;
import io.lorweb.tiny.drawings.TestPool;
import io.lorweb.tiny.tasks.Catalogue;
import io.lorweb.tiny.tasks.EditTask;
import io.lorweb.tiny.tasks.Task;
import io.lorweb.work.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ItemsTest {

  private static final Catalogue CATALOGUE = new Catalogue();
  private static final List<String> NAMES =
      IntStream.range(0, 80).mapToObj(i -> "thing-" + i).toList();

  @TempDir Path folder;

  private Items items(long seed) {
    return new Items(TestPool.in(folder, 16, NAMES), CATALOGUE.edits(), Items.Shown.DRAWINGS, seed);
  }

  private static Task task(String name) {
    return CATALOGUE.task(name).orElseThrow();
  }

  @Test
  void theyAskAboutTestDrawingsAndShowOthers() {
    List<HeldOutItem> items = items(0).of(CATALOGUE.tasks(), 3, 2, Progress.NONE);

    assertThat(items).hasSizeGreaterThan(250);
    for (HeldOutItem item : items) {
      assertThat(List.of(item.subject(), item.demonstration(), item.wrong()))
          .allMatch(pair -> Split.of(pair.name()) == Split.TEST);
      assertThat(item.demonstration().task()).isSameAs(item.task());
      assertThat(item.demonstration().name()).isNotEqualTo(item.subject().name());
      assertThat(item.wrong().task()).isNotSameAs(item.task()).isInstanceOf(EditTask.class);
      assertThat(item.wrong().name()).isNotEqualTo(item.subject().name());
    }
    assertThat(items).extracting(HeldOutItem::noise).doesNotHaveDuplicates();
  }

  @Test
  void anItemFollowsFromSeedTaskAndNumberAlone() {
    Items items = items(4);
    List<HeldOutItem> three = items.of(task("invert"), 3);

    assertThat(items.of(task("invert"), 8).subList(0, 3)).isEqualTo(three);
    assertThat(items.of(List.of(task("blur"), task("invert")), 3, 1, Progress.NONE))
        .endsWith(three.toArray(HeldOutItem[]::new));
    assertThat(items(5).of(task("invert"), 3)).isNotEqualTo(three);
  }

  @Test
  void aTestDrawingThatEqualsATrainingOneIsLeftOut() {
    String training =
        NAMES.stream().filter(name -> Split.of(name) == Split.TRAIN).findFirst().orElseThrow();
    String twin =
        NAMES.stream().filter(name -> Split.of(name) == Split.TEST).findFirst().orElseThrow();
    Pool pool = TestPool.in(folder, 16, NAMES, name -> name.equals(twin) ? training : name);

    List<HeldOutItem> items =
        new Items(pool, CATALOGUE.edits(), Items.Shown.DRAWINGS, 0).of(task("invert"), 100);

    assertThat(items).isNotEmpty().noneMatch(item -> item.subject().name().equals(twin));
    assertThat(items(0).of(task("invert"), 100))
        .anyMatch(item -> item.subject().name().equals(twin));
  }
}
