package io.lorweb.tiny.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LevelsTest {

  private static final Catalogue CATALOGUE = new Catalogue();
  private static final Levels LEVELS = new Levels();

  private static Task task(String name) {
    return CATALOGUE.task(name).orElseThrow(() -> new AssertionError("no task " + name));
  }

  @Test
  void theAdapterSees78Of105() {
    Map<Level, Long> counts =
        CATALOGUE.tasks().stream()
            .collect(Collectors.groupingBy(LEVELS::of, Collectors.counting()));

    assertThat(counts)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                Level.SEEN, 78L,
                Level.PARAMETER, 7L,
                Level.COMPOSITION, 6L,
                Level.FAMILY, 8L,
                Level.NEW, 6L));
    assertThat(CATALOGUE.tasks()).filteredOn(LEVELS::adapterMay).hasSize(78);
    assertThat(CATALOGUE.tasks()).filteredOn(LEVELS::baseMay).hasSize(105 - 12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hue60", "hue:140", "flipv", "turn:300", "shiftr", "swirl", "noto2tw"})
  void geometryHuesAndRealPairsAreSlow(String name) {
    assertThat(LEVELS.slow(task(name))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"invert", "bg:violet", "blur", "badge", "fliph+gray", "turn:300+tile"})
  void whatIsLearnedAtOnceAndCompositionsAreNot(String name) {
    assertThat(LEVELS.slow(task(name))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hue180",
        "hue:160",
        "hue:200",
        "pixel:7",
        "pixel:9",
        "bg:violet",
        "gradient:purple:white",
        "border:navy:thin",
        "dashed:blue",
        "tint:mint:soft+hat:red",
        "turn:300+tile",
        "outline:navy:thick",
        "glow:red",
        "mask:heart:navy",
        "vignette:mint",
        "mirror:right",
        "tile:3",
        "thermal",
        "flat2hc",
        "crop:top-left+borderblue"
      })
  void theAdapterIsNotShownWhatIsNear(String name) {
    assertThat(LEVELS.adapterMay(task(name))).isFalse();
    assertThat(LEVELS.baseMay(task(name))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shear",
        "bgdots",
        "greenmono",
        "stampnew",
        "noto23d",
        "bold2thin",
        "duotone:green:white",
        "duotone:navy:mint",
        "ink:green:pink",
        "shear+hat",
        "fliph+gray",
        "flipv+gray",
        "gray+fliph",
        "flip:diagonal+gray",
        "invert+borderred",
        "invert+border:teal:thick",
        "scale:65+bgyellow",
        "shrink+bg:orange",
        "star:red:top-left+sepia",
        "hue:80+blur:20",
        "softblur+hue60",
        "shadow:up:red+pixel:3"
      })
  void nobodyIsShownWhatIsNew(String name) {
    assertThat(LEVELS.adapterMay(task(name))).isFalse();
    assertThat(LEVELS.baseMay(task(name))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hue:150",
        "hue:210",
        "pixel:6",
        "bg:teal",
        "border:teal:thick",
        "tint:teal:soft",
        "turn:300",
        "outline:green:thin",
        "duotone:teal:white",
        "fliph+border:teal:thin"
      })
  void everythingElseIsForAll(String name) {
    assertThat(LEVELS.adapterMay(task(name))).isTrue();
    assertThat(LEVELS.baseMay(task(name))).isTrue();
  }

  @Test
  void whatTheAdapterMaySeeTheBaseMayToo() {
    assertThat(CATALOGUE.variants())
        .filteredOn(LEVELS::adapterMay)
        .isNotEmpty()
        .allMatch(LEVELS::baseMay);
  }

  @Test
  void aSampleIsTheSameEveryTimeAndKeepsTheRules() {
    Selection selection = new Selection(CATALOGUE, LEVELS);
    List<EditTask> taken = selection.take(600, 3);

    assertThat(taken).hasSize(600).allMatch(LEVELS::baseMay);
    assertThat(taken).extracting(EditTask::name).doesNotHaveDuplicates();
    assertThat(taken).filteredOn(task -> !task.parts().isEmpty()).hasSize(240);
    assertThat(taken)
        .allSatisfy(
            task -> {
              assertThat(CATALOGUE.task(task.name())).map(Task::phrases).contains(task.phrases());
              assertThat(task.phrases())
                  .allMatch(
                      phrase -> phrase.split(" ").length <= (task.parts().isEmpty() ? 8 : 12));
            });
    assertThat(selection.take(600, 3)).extracting(EditTask::name).isEqualTo(names(taken));
    assertThat(selection.take(600, 4)).extracting(EditTask::name).isNotEqualTo(names(taken));
  }

  private static List<String> names(List<EditTask> tasks) {
    return tasks.stream().map(EditTask::name).toList();
  }
}
