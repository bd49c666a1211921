package io.lorweb.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.lorweb.Analogy;
import io.lorweb.LoRWeB;
import io.lorweb.LoadOptions;
import io.lorweb.Result;
import io.lorweb.Settings;
import io.lorweb.Weighted;
import io.lorweb.error.InputException;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.work.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded model says in words what the examples show, and follows its own words. */
class ExplainTest {

  private static final Settings ONE = Settings.defaults().mixing(m -> m.explain(1));
  private static final Settings TWO = Settings.defaults().mixing(m -> m.explain(2));

  private static final Picture B = example("sepia", "b");

  @TempDir static Path folder;
  private static LoRWeB lorweb;

  @BeforeAll
  static void load() throws IOException {
    lorweb =
        listing(
            "make it sepia", "make a negative", "blue border", "flip it left to right", "blur it");
  }

  @AfterAll
  static void close() {
    lorweb.close();
  }

  private static LoRWeB listing(String... instructions) throws IOException {
    Path list = Files.createTempFile(folder, "list", ".txt");
    Files.write(list, List.of(instructions));
    return LoRWeB.load(
        LoadOptions.defaults().parts(p -> p.instructions(list)).machine(m -> m.threads(1)));
  }

  private static Picture example(String edit, String picture) {
    return PictureReader.read(
        Path.of("examples/analogies").resolve(edit).resolve(picture + ".png"));
  }

  private static Analogy shown(LoRWeB by, String edit) {
    return by.analogy(example(edit, "a"), example(edit, "a2"));
  }

  private static Settings told(String instruction) {
    return Settings.defaults().wording(w -> w.prompt(instruction));
  }

  @Test
  void whatIsShownIsFoundInWordsAndDoneAsTheyWouldDoIt() {
    Result made = shown(lorweb, "sepia").apply(B, ONE);
    Explanation found = made.explanation().orElseThrow();
    assertThat(found.instructions()).containsExactly("make it sepia");
    assertThat(found.share()).isBetween(0.9, 1.0);
    assertThat(made.picture()).isEqualTo(lorweb.edit(B, told("make it sepia")).picture());
    assertThat(made.mixture()).isEmpty();
    assertThat(shown(lorweb, "invert").explain(ONE, Progress.NONE).instructions())
        .containsExactly("make a negative");
  }

  @Test
  void theWayBackIsNotTheWayThere() {
    Analogy back = lorweb.analogy(example("sepia", "a2"), example("sepia", "a"));
    assertThat(back.explain(ONE, Progress.NONE).holds()).isFalse();
    // A negative is its own way back.
    Analogy again = lorweb.analogy(example("invert", "a2"), example("invert", "a"));
    assertThat(again.explain(ONE, Progress.NONE).instructions()).containsExactly("make a negative");
  }

  @Test
  void twoEditsAreFoundInTheirOrderAndFollowedOneAfterTheOther() {
    Picture a = example("invert", "a");
    Picture bordered =
        lorweb
            .edit(lorweb.edit(a, told("make a negative")).picture(), told("blue border"))
            .picture();
    List<Progress.Step> steps = new ArrayList<>();
    Result made = lorweb.analogy(a, bordered).apply(B, TWO, steps::add);
    assertThat(made.explanation().orElseThrow().instructions())
        .containsExactly("make a negative", "blue border");
    Picture first = lorweb.edit(B, told("make a negative")).picture();
    assertThat(made.picture()).isEqualTo(lorweb.edit(first, told("blue border")).picture());
    // Two steps of each.
    assertThat(steps.stream().filter(step -> step.phase().equals(Progress.SAMPLE)))
        .extracting(Progress.Step::done, Progress.Step::of)
        .containsExactly(tuple(1L, 4L), tuple(2L, 4L), tuple(3L, 4L), tuple(4L, 4L));
    // One alone does not say it.
    assertThat(lorweb.analogy(a, bordered).explain(ONE, Progress.NONE).instructions()).hasSize(1);
  }

  @Test
  void whatNoInstructionSaysIsMixedAsEver() throws IOException {
    try (LoRWeB other = listing("blue border", "flip it left to right")) {
      Result made = shown(other, "sepia").apply(B, TWO);
      assertThat(made.explanation().orElseThrow().holds()).isFalse();
      assertThat(made.explanation().orElseThrow().share()).isLessThan(0.5);
      Result mixed = shown(other, "sepia").apply(B, Settings.defaults());
      assertThat(made.picture()).isEqualTo(mixed.picture());
      assertThat(made.mixture()).isEqualTo(mixed.mixture());
      assertThat(mixed.explanation()).isEmpty();
    }
  }

  @Test
  void aDemonstrationWithoutAChangeSaysNothing() {
    Picture a = example("sepia", "a");
    Explanation found = lorweb.analogy(a, a).explain(TWO, Progress.NONE);
    assertThat(found.instructions()).isEmpty();
    assertThat(found.holds()).isFalse();
  }

  @Test
  void oneSearchServesEveryBSeedAndNumberOfSteps() {
    List<String> phases = new ArrayList<>();
    Progress counting = step -> phases.add(step.phase());
    Analogy analogy = lorweb.analogy(example("vignette", "a"), example("vignette", "a2"));
    analogy.apply(B, ONE, counting);
    assertThat(phases).contains(Progress.EXPLAIN);
    phases.clear();
    analogy.apply(example("invert", "b"), ONE.sampling(s -> s.seed(9).steps(1)), counting);
    assertThat(phases).doesNotContain(Progress.EXPLAIN);
  }

  @Test
  void theSearchIsPartOfTheEstimate() {
    Analogy analogy = shown(lorweb, "sepia");
    double none = analogy.estimate(B.size(), Settings.defaults()).multiplyAdds();
    double one = analogy.estimate(B.size(), ONE).multiplyAdds();
    double two = analogy.estimate(B.size(), TWO).multiplyAdds();
    // Five instructions on a, then five on each of the two best.
    assertThat(two - none).isEqualTo(3 * (one - none));
    double pass =
        lorweb.estimate(B.size(), Settings.defaults().sampling(s -> s.steps(1))).multiplyAdds();
    assertThat(one - none).isEqualTo(5 * pass);
  }

  @Test
  void itEndsOnDemand() {
    Progress ending =
        new Progress() {
          @Override
          public void after(Step step) {
            // Nothing to tell.
          }

          @Override
          public boolean cancelled() {
            return true;
          }
        };
    Analogy analogy = lorweb.analogy(example("darken", "a"), example("darken", "a2"));
    assertThatThrownBy(() -> analogy.apply(B, TWO, ending))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() {
    Analogy sepia = shown(lorweb, "sepia");
    refused(
        () -> sepia.apply(B, ONE.wording(w -> w.prompt("make it blue"))),
        "setting 'explain' finds the prompt: leave one out, it or setting 'prompt'");
    refused(
        () -> sepia.route(B, ONE),
        "setting 'explain' looks for words instead of mixing coefficients: leave it out here");
    refused(
        () -> lorweb.mixed(List.of(new Weighted(sepia, 0.5))).apply(B, ONE),
        "a mixture of analogies cannot be explained: leave out setting 'explain'");
    refused(
        () -> sepia.explain(Settings.defaults(), Progress.NONE),
        "setting 'explain' must be at least 1 to say something in words");
    refused(
        () -> sepia.calibrate(List.of(B), ONE, Progress.NONE),
        "a table is measured on runs that all mix: leave out setting 'explain'");
    refused(
        () -> Settings.defaults().mixing(m -> m.explain(5)),
        "explain 5 must lie in 0..4 instructions");
    Path saved = folder.resolve("sepia.analogy");
    sepia.route(B, Settings.defaults()).save(saved);
    refused(
        () -> lorweb.open(saved).apply(B, ONE),
        "a saved analogy cannot be explained: setting 'explain' needs a and a'");
  }

  private static void refused(Runnable work, String sentence) {
    assertThatThrownBy(work::run).isInstanceOf(InputException.class).hasMessage(sentence);
  }

  @Test
  void aMissingListIsNamed() {
    Path none = folder.resolve("none.txt");
    LoadOptions load =
        LoadOptions.defaults().parts(p -> p.instructions(none)).machine(m -> m.threads(1));
    try (LoRWeB other = LoRWeB.load(load)) {
      refused(() -> shown(other, "sepia").apply(B, ONE), none + " is missing");
    }
  }
}
