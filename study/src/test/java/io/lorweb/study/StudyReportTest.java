package io.lorweb.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lorweb.error.InputException;
import io.lorweb.study.design.Design;
import io.lorweb.study.design.Design.Item;
import io.lorweb.study.design.StudyRequest;
import io.lorweb.study.design.Trials;
import io.lorweb.study.design.Trials.Trial;
import io.lorweb.study.report.ReportPage;
import io.lorweb.study.report.ReportText;
import io.lorweb.study.report.StudyChart;
import io.lorweb.study.report.StudyReport;
import io.lorweb.study.report.StudyReport.Pair;
import io.lorweb.study.votes.Cohort;
import io.lorweb.study.votes.Person;
import io.lorweb.study.votes.Vote;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A simulated cohort whose preferences are known. */
class StudyReportTest {

  @TempDir Path folder;
  private Design design;

  @BeforeEach
  void study() {
    design = StudyRuns.study(folder, 16, 2);
  }

  private static Person person(int number) {
    return new Person("p" + number, number, 0, OptionalLong.of(1), 0);
  }

  private static List<Person> people(int count) {
    List<Person> people = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      people.add(person(i));
    }
    return people;
  }

  private List<Vote> votes(Person person, Function<Trial, Optional<String>> choice) {
    List<Vote> votes = new ArrayList<>();
    for (Trial trial : Trials.of(design, person.number())) {
      votes.add(vote(person, trial, choice.apply(trial), true));
    }
    return votes;
  }

  private static Vote vote(Person person, Trial trial, Optional<String> chosen, boolean painted) {
    return new Vote(
        person.link(),
        trial.number(),
        trial.item().id(),
        trial.left(),
        trial.right(),
        chosen,
        900,
        painted,
        false,
        person.link() + "-" + trial.number(),
        0);
  }

  private boolean counts(Item item) {
    return design.items().contains(item);
  }

  private Optional<String> right(Trial trial) {
    return Optional.of(trial.item().first());
  }

  @Test
  void knownPreferencesAreFoundOnWhateverSideTheyStand() {
    for (double preference : new double[] {0.3, 0.5, 0.8}) {
      Random random = new Random(5);
      List<Vote> all = new ArrayList<>();
      for (Person person : people(60)) {
        all.addAll(
            votes(
                person,
                trial ->
                    !counts(trial.item()) || random.nextDouble() < preference
                        ? right(trial)
                        : Optional.of(trial.item().other())));
      }
      StudyReport report = StudyReport.of(design, people(60), all);

      Pair pair = report.pairs().get(0);
      assertThat(pair.rate().orElseThrow().low()).isLessThan(preference);
      assertThat(pair.rate().orElseThrow().high()).isGreaterThan(preference);
      assertThat(pair.rate().orElseThrow().of()).isEqualTo(60 * 16);
      double odds = report.strengths().get("ours") - report.strengths().get("baseline");
      assertThat(odds).isCloseTo(Math.log(preference / (1 - preference)), within(0.25));
      assertThat(report.left().orElseThrow().low()).isLessThan(0.5);
      assertThat(report.left().orElseThrow().high()).isGreaterThan(0.5);
      assertThat(report.simulated()).isTrue();
    }
  }

  @Test
  void aCohortThatDoesNotExistVotesOnlyWhereThatIsSaid() {
    Path study = folder.resolve("study");
    Study.simulate(study, Optional.empty(), new Cohort(60, 0.8, 5));
    StudyReport report = Study.report(study, Optional.empty()).report();
    assertThat(report.simulated()).isTrue();
    assertThat(report.finished()).isEqualTo(60);
    assertThat(report.excluded()).isZero();
    StudyReport.Rate rate = report.pairs().get(0).rate().orElseThrow();
    assertThat(rate.of()).isEqualTo(60 * 16);
    assertThat(rate.low()).isLessThan(0.8);
    assertThat(rate.high()).isGreaterThan(0.8);

    StudyRequest usual = StudyRuns.request(4, 1);
    StudyRequest forPeople =
        new StudyRequest(
            "t", usual.models(), 4, 1, usual.failed(), usual.terms(), usual.seed(), false);
    Path real = folder.resolve("real");
    Study.create(folder.resolve("run"), forPeople, real);
    assertThatThrownBy(() -> Study.simulate(real, Optional.empty(), new Cohort(2, 0.5, 0)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is one for people");
    assertThat(Study.report(real, Optional.empty()).report().people()).isZero();
  }

  @Test
  void whoeverAlwaysTakesTheLeftOneMovesTheLeftShareAndNoModel() {
    List<Vote> all = new ArrayList<>();
    for (Person person : people(10)) {
      all.addAll(
          votes(person, trial -> counts(trial.item()) ? Optional.of(trial.left()) : right(trial)));
    }
    StudyReport report = StudyReport.of(design, people(10), all);

    assertThat(report.left().orElseThrow().share()).isEqualTo(1);
    assertThat(report.pairs().get(0).rate().orElseThrow().share()).isEqualTo(0.5);
  }

  @Test
  void whoeverMissesACheckDoesNotCount() {
    List<Vote> all = new ArrayList<>(votes(person(0), this::right));
    all.addAll(votes(person(1), trial -> Optional.of(trial.item().other())));
    StudyReport report = StudyReport.of(design, people(3), all);

    assertThat(report.excluded()).isEqualTo(1);
    assertThat(report.votes()).isEqualTo(16);
    assertThat(report.pairs().get(0).losses()).isZero();
    assertThat(report.people()).isEqualTo(3);
  }

  @Test
  void answersToWhatWasNotPaintedDoNotCount() {
    Trial trial =
        Trials.of(design, 0).stream().filter(t -> counts(t.item())).findFirst().orElseThrow();
    StudyReport report =
        StudyReport.of(design, people(1), List.of(vote(person(0), trial, right(trial), false)));

    assertThat(report.unpainted()).isEqualTo(1);
    assertThat(report.votes()).isZero();
    assertThat(report.pairs().get(0).rate()).isEmpty();
  }

  @Test
  void noDifferenceIsHalfAVoteForStrengthsAndNoneForRates() {
    List<Vote> all = new ArrayList<>();
    for (Person person : people(4)) {
      all.addAll(votes(person, trial -> counts(trial.item()) ? Optional.empty() : right(trial)));
    }
    StudyReport report = StudyReport.of(design, people(4), all);

    assertThat(report.pairs().get(0).none()).isEqualTo(64);
    assertThat(report.pairs().get(0).rate()).isEmpty();
    assertThat(report.strengths().get("ours")).isCloseTo(0, within(1e-9));
    assertThat(report.left()).isEmpty();
    assertThat(report.judge().among()).contains(1.0);
  }

  @Test
  void agreementWithTheJudgeIsByItem() {
    // Who always prefers ours agrees with a judge that does so in the questions 3 and 4 of 2 to 5.
    StudyReport report = StudyReport.of(design, people(1), votes(person(0), this::right));

    assertThat(report.judge().withJudge()).contains(0.5);
    assertThat(report.judge().people()).isEqualTo(1);
    assertThat(report.judge().among()).isEmpty();
    assertThat(report.tasks()).hasSize(StudyRuns.TASKS);
  }

  @Test
  void theTextSaysWhatIsSimulated() {
    ReportText text =
        new ReportText(
            StudyReport.of(design, people(1), votes(person(0), this::right)), design.rule());

    assertThat(text.markdown())
        .contains(ReportText.SIMULATED)
        .contains("| ours | baseline | 16 | 0 | 0 | 100.0 % [80.6, 100.0] |")
        .contains("people and the VLM judge");
  }

  @Test
  void thePageNeedsNothingBesideItAndDrawsWhatHasVotes() {
    List<Vote> all = new ArrayList<>(votes(person(0), this::right));
    all.addAll(votes(person(1), this::right));
    StudyReport report = StudyReport.of(design, people(2), all);
    assertThat(StudyChart.of(report)).containsExactly(StudyChart.values());
    String page = ReportPage.of(new ReportText(report, design.rule()));
    assertThat(page)
        .contains("<title>SIMULATED: ", "class=\"simulated\"", "<td>baseline</td><td>32</td>")
        .doesNotContain("http", "<script", "<link");
    assertThat(page.split("data:image/png;base64,")).hasSize(5);

    StudyReport none = StudyReport.of(design, List.of(), List.of());
    assertThat(StudyChart.of(none)).isEmpty();
    assertThat(ReportPage.of(new ReportText(none, design.rule()))).doesNotContain("<figure>");
  }

  @Test
  void aChartShowsWhoWins() {
    StudyReport won = StudyReport.of(design, people(1), votes(person(0), this::right));
    List<Vote> other =
        votes(
            person(0),
            trial -> counts(trial.item()) ? Optional.of(trial.item().other()) : right(trial));
    StudyReport lost = StudyReport.of(design, people(1), other);
    for (StudyChart chart : List.of(StudyChart.WINS, StudyChart.TASKS)) {
      assertThat(means(chart, won)).as(chart.label()).isNotEmpty().containsOnly(100.0);
      assertThat(means(chart, lost)).as(chart.label()).isNotEmpty().containsOnly(0.0);
    }
    List<Double> strengths = means(StudyChart.STRENGTHS, won);
    assertThat(strengths.get(0)).isGreaterThan(strengths.get(1));
  }

  private static List<Double> means(StudyChart chart, StudyReport report) {
    return chart.chart(report).orElseThrow().series().stream()
        .flatMap(series -> series.marks().stream())
        .map(mark -> mark.mean().mean())
        .toList();
  }
}
