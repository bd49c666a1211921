package io.lorweb.tiny.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.tiny.drawings.Drawing;
import io.lorweb.tiny.drawings.Style;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FreeTasksTest {

  private static final Levels LEVELS = new Levels();
  private static final FreeTasks FREE = new FreeTasks(LEVELS);

  private static Drawing drawing() {
    byte[] rgba = new byte[32 * 32 * 4];
    new Random(3).nextBytes(rgba);
    for (int p = 0; p < 32 * 32; p++) {
      boolean inside = Math.hypot(p % 32 - 15, p / 32 - 12) < 10;
      rgba[4 * p + 3] = (byte) (inside ? 255 : 0);
    }
    return new Drawing("thing", Style.NOTO, 32, rgba);
  }

  @Test
  void theSameSeedTakesTheSameTasksAndEachIsThereOnce() {
    List<EditTask> tasks = FREE.take(300, 5);

    assertThat(tasks).hasSize(300).extracting(EditTask::name).doesNotHaveDuplicates();
    assertThat(FREE.take(300, 5))
        .extracting(EditTask::name)
        .containsExactlyElementsOf(tasks.stream().map(EditTask::name).toList());
    assertThat(FREE.take(300, 6))
        .extracting(EditTask::name)
        .doesNotContainAnyElementsOf(tasks.stream().map(EditTask::name).toList());
    assertThat(tasks.stream().filter(task -> !task.parts().isEmpty()).count()).isBetween(60L, 140L);
  }

  @Test
  void aNameIsOneEdit() {
    Drawing drawing = drawing();
    for (String family : FreeTasks.families()) {
      EditTask task = FREE.task(family, 12345);
      assertThat(FREE.task(family, 12345).after(drawing)).isEqualTo(task.after(drawing));
      assertThat(FREE.task(family, 12346).after(drawing)).isNotEqualTo(task.after(drawing));
    }
  }

  @Test
  void theyAreOfFamiliesThatTheAdapterMaySee() {
    Set<String> known =
        new Catalogue()
            .simple().stream()
                .filter(LEVELS::adapterMay)
                .map(EditTask::family)
                .collect(Collectors.toSet());
    known.add("crop");

    assertThat(FreeTasks.families()).hasSizeGreaterThan(20).isSubsetOf(known);
    assertThat(FREE.take(500, 1)).allMatch(LEVELS::adapterMay);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bg", "bgpat", "border", "outline", "tint", "duo", "quant"})
  void hiddenColoursAreNeverDrawn(String family) {
    Dice dice = new Dice(new Random(1), LEVELS, family);
    for (int i = 0; i < 500; i++) {
      assertThat(LEVELS.hiddenColour(family, dice.colour())).isFalse();
    }
  }

  @Test
  void hiddenNumbersAreNeverDrawn() {
    for (int i = 0; i < 500; i++) {
      Random random = new Random(i);
      assertThat(new Dice(random, LEVELS, "hue").number(0, 360)).matches(n -> n < 155 || n > 205);
      assertThat(new Dice(random, LEVELS, "pixel").number(2, 18)).matches(n -> n < 7 || n > 10);
      assertThat(new Dice(random, LEVELS, "rot").number(0, 360)).matches(n -> n < 245 || n > 295);
    }
  }

  @Test
  void coloursNearAHiddenOneAreHidden() {
    assertThat(LEVELS.hiddenColour("bg", 0x8040D0)).isTrue();
    assertThat(LEVELS.hiddenColour("bg", 0xE02424)).isFalse();
    assertThat(LEVELS.hiddenColour("border", 0x8040D0)).isFalse();
    assertThat(LEVELS.hiddenColour("border", 0x2060F0)).isTrue();
    assertThat(LEVELS.hiddenColour("duo", 0x30A050)).isTrue();
    assertThat(LEVELS.hiddenColour("over", 0x30A050)).isFalse();
  }
}
