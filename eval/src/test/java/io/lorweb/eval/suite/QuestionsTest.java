package io.lorweb.eval.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.LoadOptions;
import io.lorweb.Settings;
import io.lorweb.error.InputException;
import io.lorweb.eval.suite.Suite.Data;
import io.lorweb.eval.suite.Suite.Data.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuestionsTest {

  @TempDir Path folder;
  private final List<String> refused = new ArrayList<>();
  private Path pairs;

  @BeforeEach
  void write() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String task : List.of("red", "blue")) {
      for (int i = 0; i < 9; i++) {
        lines.add(
            String.format(
                Locale.ROOT,
                "{\"id\":\"%s/%d\",\"before\":\"b%d.png\",\"after\":\"%s%d.png\",\"task\":\"%s\","
                    + "\"prompt\":\"make it %s\"}",
                task,
                i,
                i,
                task,
                i,
                task,
                task));
      }
    }
    lines.add("{\"id\":\"lonely\",\"before\":\"b.png\",\"after\":\"c.png\",\"task\":\"green\"}");
    pairs = Files.write(folder.resolve("pairs.jsonl"), lines);
  }

  private List<Question> questions(Path path, List<String> tasks, int items, long seed) {
    Suite suite = Asking.suite(seed, List.of("psnr"), Asking.data(path, tasks, items));
    return Questions.of(suite, refused::add).drafts().stream().map(QuestionDraft::uncut).toList();
  }

  @Test
  void aPairIsAskedWithAnotherOneOfItsTask() {
    List<Question> questions = questions(pairs, List.of(), 0, 1);
    assertThat(questions).as("one pair alone cannot be asked").hasSize(18);
    for (Question question : questions) {
      assertThat(question.a()).isNotEqualTo(question.b());
      assertThat(question.a2().getFileName().toString()).startsWith(question.task());
      assertThat(question.truth().orElseThrow().getFileName().toString())
          .startsWith(question.task());
      assertThat(question.prompt()).isEqualTo("make it " + question.task());
    }
  }

  @Test
  void moreItemsAndOtherTasksLeaveAQuestionAsItIs() {
    List<Question> all = questions(pairs, List.of(), 0, 1);
    List<Question> some = questions(pairs, List.of("blue"), 3, 1);
    assertThat(some).hasSize(3);
    assertThat(all).containsAll(some);
    assertThat(questions(pairs, List.of("blue"), 3, 2)).isNotEqualTo(some);
  }

  @Test
  void analogiesAreAskedAsTheyAre() throws IOException {
    Path quads =
        Files.write(
            folder.resolve("quads.jsonl"),
            List.of("{\"a\":\"1.png\",\"a2\":\"2.png\",\"b\":\"3.png\",\"b2\":\"4.png\"}"));
    Question question = questions(quads, List.of(), 0, 1).get(0);
    assertThat(
            List.of(question.a(), question.a2(), question.b(), question.truth().orElseThrow())
                .stream()
                .map(path -> path.getFileName().toString())
                .collect(Collectors.joining(" ")))
        .isEqualTo("1.png 2.png 3.png 4.png");
  }

  @Test
  void anAnalogyMayHaveNoTruth() throws IOException {
    Path open =
        Files.write(
            folder.resolve("open.jsonl"),
            List.of("{\"a\":\"1.png\",\"a2\":\"2.png\",\"b\":\"3.png\",\"prompt\":\"do it\"}"));
    Question question = questions(open, List.of(), 0, 1).get(0);
    assertThat(question.b()).isEqualTo(folder.resolve("3.png"));
    assertThat(question.truth()).isEmpty();
    assertThat(question.prompt()).isEqualTo("do it");
    assertThat(refused).isEmpty();
  }

  @Test
  void dataMayNameTheirRowAndLeaveTasksOut() {
    List<String> none = List.of();
    Optional<String> dark = Optional.of("dark");
    Suite suite =
        Asking.suite(
            1,
            List.of("psnr"),
            new Data(Kind.MANIFEST, pairs, Optional.empty(), none, List.of("blue"), 0, dark),
            new Data(
                Kind.MANIFEST,
                pairs,
                Optional.empty(),
                List.of("blue"),
                none,
                0,
                Optional.empty()));

    Drafts drafts = Questions.of(suite, refused::add);

    assertThat(drafts.drafts()).hasSize(18);
    assertThat(drafts.groups()).containsExactly(new Group("dark", Set.of("red", "green")));
    Data mauve =
        new Data(
            Kind.MANIFEST, pairs, Optional.empty(), none, List.of("mauve"), 0, Optional.empty());
    assertThatThrownBy(() -> Questions.of(Asking.suite(1, List.of("psnr"), mauve), refused::add))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("mauve");
  }

  @Test
  void linesThatMeanNothingAreTold() throws IOException {
    Files.write(pairs, List.of("{\"before\":1}"), StandardOpenOption.APPEND);
    assertThat(questions(pairs, List.of("red"), 0, 1)).hasSize(9);
    assertThat(refused).singleElement().asString().contains("line 20");
  }

  @Test
  void unknownTasksAndEmptySuitesAreRefused() {
    assertThatThrownBy(() -> questions(pairs, List.of("mauve"), 0, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("mauve");
    assertThatThrownBy(() -> questions(pairs, List.of("green"), 0, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no questions");
  }

  private List<Question> shown(int demonstrations) {
    Suite one = Asking.suite(1, List.of("psnr"), Asking.data(pairs, List.of("red"), 0));
    EvaluatedModel model =
        new EvaluatedModel(
            "several",
            EvaluatedModel.Way.ANALOGY,
            false,
            demonstrations,
            LoadOptions.defaults(),
            Settings.defaults());
    return Questions.of(one.with("few shots", List.of(model)), refused::add).drafts().stream()
        .map(QuestionDraft::uncut)
        .toList();
  }

  @Test
  void moreDemonstrationsAreOtherPairsAndNeverTheQuestionItself() {
    List<Question> one = shown(1);
    List<Question> all = shown(8);

    for (int i = 0; i < one.size(); i++) {
      Question question = all.get(i);
      assertThat(question.a()).isEqualTo(one.get(i).a());
      assertThat(question.more()).hasSize(7).doesNotHaveDuplicates();
      assertThat(question.more())
          .extracting(Question.Shown::a)
          .doesNotContain(question.a(), question.b());
    }
    assertThat(shown(4).get(0).more()).isEqualTo(all.get(0).more().subList(0, 3));
    assertThatThrownBy(() -> shown(9))
        .hasMessageContaining("9 demonstrations are asked for but the task 'red' has 9 pairs");
  }
}
