package io.lorweb.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import io.lorweb.image.PngText;
import io.lorweb.study.design.Design;
import io.lorweb.study.design.Design.Item;
import io.lorweb.study.design.StudyRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyMakerTest {

  @TempDir Path folder;

  @Test
  void everyTaskHasItsShare() {
    Design design = Study.create(StudyRuns.write(folder), StudyRuns.request(8, 2), study());

    Map<String, Long> byTask =
        design.items().stream().collect(Collectors.groupingBy(Item::task, Collectors.counting()));
    assertThat(byTask).hasSize(StudyRuns.TASKS).containsValues(2L).doesNotContainValue(3L);
    assertThat(design.checks()).hasSize(2);
    assertThat(design).isEqualTo(Design.read(study()));
  }

  private Path study() {
    return folder.resolve("study");
  }

  @Test
  void whatTheRuleLeavesOutIsCounted() {
    Design design = Study.create(StudyRuns.write(folder), StudyRuns.request(100, 0), study());

    assertThat(design.items()).hasSize(StudyRuns.TASKS * (StudyRuns.QUESTIONS - 2));
    assertThat(design.left())
        .containsEntry("every model failed", StudyRuns.TASKS)
        .containsEntry("both results are the same picture", StudyRuns.TASKS);
    assertThat(design.items()).noneMatch(item -> item.question().matches(".*/[01]"));
    assertThat(design.rule()).contains("gain of every model is at most 0.0");
  }

  @Test
  void theFirstModelMeetsEveryOther() {
    StudyRequest usual = StudyRuns.request(5, 1);
    StudyRequest three =
        new StudyRequest(
            usual.title(), StudyRuns.MODELS, 5, 1, Optional.empty(), usual.terms(), 7, false);
    Design design = Study.create(StudyRuns.write(folder), three, study());

    assertThat(design.items().stream().map(Item::opponent))
        .containsExactly(
            "baseline",
            "baseline",
            "baseline",
            "baseline",
            "baseline",
            "third",
            "third",
            "third",
            "third",
            "third");
    assertThat(design.items().stream().map(Item::id).distinct()).hasSize(10);
  }

  @Test
  void theJudgesVotesComeAlong() {
    Design design = Study.create(StudyRuns.write(folder), StudyRuns.request(100, 0), study());

    Function<String, List<Double>> votes =
        question ->
            design.items().stream()
                .filter(item -> item.question().endsWith(question))
                .map(item -> design.judge().get(item.id()))
                .distinct()
                .toList();
    assertThat(votes.apply("/2")).containsExactly(0.5);
    assertThat(votes.apply("/3")).containsExactly(1.0);
    assertThat(votes.apply("/5")).containsExactly(0.0);
  }

  @Test
  void picturesTellNobodyWhoMadeThem() {
    Design design = Study.create(StudyRuns.write(folder), StudyRuns.request(4, 1), study());

    for (String id : design.items().get(0).pictures()) {
      Path file = study().resolve("pictures").resolve(id + ".png");
      assertThat(PngText.read(file)).isEmpty();
    }
  }

  @Test
  void whatARunLacksIsSaid() {
    Path run = StudyRuns.write(folder);
    StudyRequest usual = StudyRuns.request(4, 1);
    refused(
        run,
        new StudyRequest(
            "t", List.of("ours", "none"), 4, 1, Optional.empty(), usual.terms(), 0, false),
        "the run has no model 'none': its models are ours, baseline, third");
    refused(
        run,
        new StudyRequest(
            "t",
            List.of("ours", "third"),
            4,
            1,
            Optional.of(new StudyRequest.Failed("lpips", 0)),
            usual.terms(),
            0,
            false),
        "the run has no metric 'lpips'");
    refused(run, StudyRuns.request(4, 99), "too few questions");
    Study.create(run, usual, study());
    refused(run, usual, "holds a study already");
  }

  private void refused(Path run, StudyRequest request, String why) {
    assertThatThrownBy(() -> Study.create(run, request, study()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(why);
  }
}
