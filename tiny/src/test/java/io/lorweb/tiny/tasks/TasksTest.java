package io.lorweb.tiny.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.image.Picture;
import io.lorweb.tiny.drawings.Drawing;
import io.lorweb.tiny.drawings.Style;
import io.lorweb.tiny.drawings.TestPool;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TasksTest {

  private static final Catalogue CATALOGUE = new Catalogue();

  /** Their marks are as fine as a pixel of the small picture: larger ones show them sharper. */
  private static final Set<String> FINE =
      Set.of("edge", "halftone", "noise", "lines", "quant", "motion", "text");

  private static final Drawing SMALL = TestPool.drawing("thing", Style.NOTO, 64);
  private static final Drawing LARGE = TestPool.drawing("thing", Style.NOTO, 128);

  static Stream<String> all() {
    return Stream.concat(CATALOGUE.edits().stream(), CATALOGUE.variants().stream())
        .map(EditTask::name);
  }

  private static EditTask edit(String name) {
    return (EditTask) CATALOGUE.task(name).orElseThrow();
  }

  private static double difference(Picture one, Picture other) {
    byte[] a = one.toBytes();
    byte[] b = other.toBytes();
    assertThat(a).hasSameSizeAs(b);
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs((a[i] & 255) - (b[i] & 255));
    }
    return sum / a.length;
  }

  /** Means of 2 x 2 pixels. */
  private static Picture halved(Picture picture) {
    int size = picture.width() / 2;
    byte[] from = picture.toBytes();
    byte[] to = new byte[size * size * 3];
    for (int i = 0; i < to.length; i++) {
      int x = i / 3 % size * 2;
      int y = i / 3 / size * 2;
      int sum = 2;
      for (int k = 0; k < 4; k++) {
        sum += from[((y + k / 2) * 2 * size + x + k % 2) * 3 + i % 3] & 255;
      }
      to[i] = (byte) (sum / 4);
    }
    return Picture.of(size, size, to);
  }

  @ParameterizedTest
  @MethodSource("all")
  void changesThePictureTheSameWayEveryTime(String name) {
    EditTask task = edit(name);
    byte[] untouched = SMALL.rgba().clone();

    Picture after = task.after(SMALL);

    assertThat(difference(Layers.of(SMALL).picture(), after)).isGreaterThan(0.5);
    assertThat(after).isEqualTo(task.after(SMALL));
    assertThat(SMALL.rgba()).isEqualTo(untouched);
  }

  @ParameterizedTest
  @MethodSource("all")
  void looksAlikeAtEverySize(String name) {
    EditTask task = edit(name);
    Picture small = task.after(SMALL);
    Picture large = task.after(LARGE);

    assertThat(large.width()).isEqualTo(128);
    boolean fine =
        FINE.contains(task.family())
            || task.parts().stream().anyMatch(part -> FINE.contains(part.family()));
    assertThat(difference(halved(large), small)).isLessThan(fine ? 12 : 6);
  }

  @ParameterizedTest
  @MethodSource("all")
  void saysWhatItDoesInFewPlainWords(String name) {
    EditTask task = edit(name);
    int most = task.parts().isEmpty() ? 8 : 12;
    assertThat(task.phrases())
        .hasSize(2)
        .doesNotHaveDuplicates()
        .allSatisfy(
            phrase -> {
              assertThat(phrase).matches("[a-z0-9 ,-]+");
              assertThat(phrase.split(" ").length).isLessThanOrEqualTo(most);
            });
  }

  @Test
  void noPhraseMeansTwoThings() {
    Map<String, String> known = new HashMap<>();
    Stream.concat(CATALOGUE.tasks().stream(), CATALOGUE.variants().stream())
        .forEach(
            task ->
                task.phrases()
                    .forEach(
                        phrase ->
                            assertThat(known.put(phrase, task.name()))
                                .as("\"%s\" of %s", phrase, task.name())
                                .isNull()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"border:teal:thick", "hue60", "crop:top-left+border:teal:thin", "noto2flat"})
  void aNameGivesItsTask(String name) {
    assertThat(CATALOGUE.task(name)).map(Task::name).contains(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "border:teal:huge", "hue60+", "+hue60", "hue60+noto2flat", "hue"})
  void otherNamesGiveNone(String name) {
    assertThat(CATALOGUE.task(name)).isEmpty();
  }

  @Test
  void noiseIsOfTheDrawingNotOfTheRun() {
    EditTask noise = edit("noise");
    Drawing renamed = new Drawing("other", SMALL.style(), SMALL.size(), SMALL.rgba());

    assertThat(noise.after(renamed)).isNotEqualTo(noise.after(SMALL));
  }

  @Test
  void aCompositionIsOneTaskAfterTheOther() {
    EditTask both = edit("fliph+gray");
    EditTask flip = edit("fliph");
    EditTask gray = edit("gray");

    assertThat(both.after(SMALL))
        .isEqualTo(gray.edit().apply(flip.edit().apply(Layers.of(SMALL))).picture());
    assertThat(flip.after(SMALL)).isEqualTo(Layers.of(SMALL).picture().mirrored());
    assertThat(both.phrases().get(0))
        .isEqualTo("flip it left to right and make it black and white");
  }

  @Test
  void turnsGoTheWayTheyAreCalled() {
    byte[] rgba = new byte[64 * 64 * 4];
    int at = (10 * 64 + 50) * 4;
    rgba[at + 3] = (byte) 255;
    Drawing dot = new Drawing("dot", Style.PH, 64, rgba);

    assertThat(edit("rot90").after(dot).pixel(53, 50)).isZero();
    assertThat(edit("shiftl").after(dot).pixel(36, 10)).isZero();
    assertThat(edit("flipv").after(dot).pixel(50, 53)).isZero();
  }

  @Test
  void thereAre105TasksOf36Families() {
    List<Task> tasks = CATALOGUE.tasks();

    assertThat(tasks).hasSize(105).extracting(Task::name).doesNotHaveDuplicates();
    assertThat(CATALOGUE.edits()).hasSize(90);
    assertThat(tasks).filteredOn(StyleTask.class::isInstance).hasSize(15);
    assertThat(tasks.stream().map(Task::family).distinct()).hasSize(36);
  }
}
