package io.lorweb.eval.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import io.lorweb.eval.judge.Judge;
import io.lorweb.eval.judge.JudgeServer;
import io.lorweb.eval.judge.JudgeServer.Received;
import io.lorweb.eval.judge.JudgeServer.Reply;
import io.lorweb.eval.judge.Outcome.Why;
import io.lorweb.eval.judge.Prompt;
import io.lorweb.eval.report.HtmlReport;
import io.lorweb.eval.report.MarkdownReport;
import io.lorweb.eval.report.SummaryFile;
import io.lorweb.image.Picture;
import io.lorweb.image.PngWriter;
import io.lorweb.work.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a judge adds to an evaluation, with a real server that prefers red. */
class JudgingTest {

  private static final int QUESTIONS = 7;

  @TempDir Path folder;
  private JudgeServer server;
  private Function<Received, Reply> taste = JudgingTest::red;

  @BeforeEach
  void start() throws IOException {
    server = new JudgeServer(request -> taste.apply(request));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static int redness(Picture picture) {
    return picture.pixel(0, 0) >> 16 & 0xFF;
  }

  /** The redder the better. */
  private static Reply red(Received request) {
    List<Picture> shown = request.pictures();
    return shown.size() == Prompt.CHOICE.labels().size()
        ? JudgeServer.better(redness(shown.get(3)) > redness(shown.get(4)) ? 1 : 2)
        : JudgeServer.scores(1 + redness(shown.get(3)) / 32, 10);
  }

  private Path picture(String name, int colour) {
    Path file = folder.resolve(name + ".png");
    PngWriter.write(file, Picture.filled(8, 8, colour), Map.of());
    return file;
  }

  /** The first question has no truth, of the others it is the reddest of all. */
  private Optional<Path> truth(int question) {
    return question == 0
        ? Optional.empty()
        : Optional.of(picture("truth" + question, 0xF00000 + question));
  }

  /** Answers of the first model are redder than those of the second; the third copies the first. */
  private Evaluation measured() {
    List<Question> questions = new ArrayList<>();
    List<Scored> scored = new ArrayList<>();
    for (int i = 0; i < QUESTIONS; i++) {
      Path b = picture("b" + i, 0x000010 + i);
      questions.add(
          new Question(
              "q" + i, i < 4 ? "one" : "two", picture("a", 1), picture("a2", 2), b, truth(i), ""));
    }
    List<String> models = List.of("first", "second", "third");
    for (String model : models) {
      for (int i = 0; i < QUESTIONS; i++) {
        int redness = model.equals("second") ? 0x40 : 0xC0;
        Path output = picture(model + i, redness << 16 | i);
        scored.add(new Scored(model, questions.get(i), output, Map.of("psnr", 20.0)));
      }
    }
    return new Evaluation(
        "judged",
        5,
        List.of(),
        models,
        List.of(new Metric("psnr", "PSNR", true, 1)),
        questions,
        questions,
        scored,
        List.of());
  }

  private Evaluation judged(String keys) throws IOException {
    Path file = folder.resolve("suite.yaml");
    Files.writeString(
        file,
        String.format(
            Locale.ROOT,
            """
        data: [{path: none.jsonl}]
        models: [{name: first, by: copy}, {name: second, by: copy}]
        judge: {url: %s, model: fake, concurrency: 1, retries: 0, %s}
        """,
            server.url(),
            keys));
    Judge judge =
        Judge.open(
            SuiteFile.read(file).judge().orElseThrow(), folder.resolve("judge"), name -> null);
    return JudgePass.of(judge, measured(), Progress.NONE);
  }

  private static Comparison column(Evaluation evaluation, String metric) {
    return Tables.of(evaluation).get(0).stream()
        .filter(one -> one.metric().id().equals(metric))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void scoresAreColumns() throws IOException {
    Evaluation evaluation = judged("scores: true");

    Comparison accuracy = column(evaluation, "judge-accuracy");
    assertThat(accuracy.questions()).isEqualTo(QUESTIONS);
    assertThat(accuracy.means().get("first").mean()).isEqualTo(7);
    assertThat(accuracy.means().get("second").mean()).isEqualTo(3);
    assertThat(column(evaluation, "judge-consistency").means().get("second").mean()).isEqualTo(10);
    assertThat(evaluation.problems()).isEmpty();
    assertThat(evaluation.judgement().orElseThrow().prompts())
        .containsExactly(Map.entry("scores", Prompt.SCORES.hash()));
  }

  @Test
  void aMissingScoreTakesItsQuestionFromAllModels() throws IOException {
    // The third model's answers are the first one's, so what is said of one is said of both.
    Reply good = JudgeServer.scores(10, 10);
    server.first(JudgeServer.says("splendid!"), good, good, JudgeServer.says("```\nnothing\n```"));

    Evaluation evaluation = judged("scores: true");

    Comparison accuracy = column(evaluation, "judge-accuracy");
    assertThat(accuracy.questions()).isEqualTo(QUESTIONS - 2);
    assertThat(accuracy.means().get("first").mean()).isEqualTo(7);
    assertThat(accuracy.means().get("second").mean()).isEqualTo(3);
    assertThat(column(evaluation, "psnr").questions()).isEqualTo(QUESTIONS);
    assertThat(evaluation.problems())
        .extracting(Problem::sentence)
        .containsExactly(
            "first, q0: no scores of the judge, malformed: splendid!",
            "third, q0: no scores of the judge, malformed: splendid!",
            "second, q1: no scores of the judge, malformed: ``` nothing ```");
    Judgement judgement = evaluation.judgement().orElseThrow();
    assertThat(judgement.scored()).isEqualTo(3 * QUESTIONS - 3);
    assertThat(MarkdownReport.of(evaluation, ""))
        .contains(
            "## all (2 tasks, 7 questions; intervals over questions)",
            "| PSNR, higher | judge: accuracy, higher (2 tasks, 5 questions; intervals over"
                + " questions) |");
    assertThat(judgement.unscored()).containsExactly(Map.entry(Why.MALFORMED, 3));
  }

  @Test
  void beyondTheBudgetQuestionsAreListedAndCountForNobody() throws IOException {
    Evaluation evaluation = judged("scores: true, max_requests: 5");

    // Question by question: two for each, as the third model's answers are the first one's.
    assertThat(column(evaluation, "judge-accuracy").questions()).isEqualTo(2);
    assertThat(evaluation.problems())
        .extracting(Problem::sentence)
        .contains(
            "first: no scores of the judge, not asked: the budget of 5 requests is used up"
                + " (q3, q4, q5, q6)",
            "second: no scores of the judge, not asked: the budget of 5 requests is used up"
                + " (q2, q3, q4, q5, q6)");

    // What is left is asked by the next run.
    Evaluation next = judged("scores: true");
    assertThat(column(next, "judge-accuracy").questions()).isEqualTo(QUESTIONS);
    assertThat(server.received).hasSize(2 * QUESTIONS);
  }

  @Test
  void theBetterAnswerWinsFromEitherPlace() throws IOException {
    Evaluation evaluation = judged("scores: false, pairwise: true");

    Judgement judgement = evaluation.judgement().orElseThrow();
    PairwiseVotes second = judgement.duels().get(0);
    assertThat(second.wins()).isEqualTo(QUESTIONS);
    assertThat(second.losses()).isZero();
    assertThat(second.winRate().orElseThrow().low()).isBetween(0.6, 0.7);
    // The better one was shown in either place equally often, but for the odd one.
    assertThat(second.firstPlace()).isBetween(QUESTIONS / 2, QUESTIONS / 2 + 1);
    PairwiseVotes third = judgement.duels().get(1);
    assertThat(third.identical()).isEqualTo(QUESTIONS);
    assertThat(third.choices()).isZero();
    assertThat(third.winRate()).isEmpty();
    assertThat(server.received).hasSize(QUESTIONS);
    Map<String, Double> strengths = judgement.strengths("first");
    assertThat(strengths.get("first")).isGreaterThan(strengths.get("second"));
    assertThat(evaluation.metrics()).extracting(Metric::id).containsExactly("psnr");
  }

  @Test
  void anHonestJudgeGetsItsControlsRightAndTheyCostNothingTwice() throws IOException {
    Judgement judgement = judged("scores: false, controls: 100").judgement().orElseThrow();

    assertThat(judgement.controls())
        .extracting(PairwiseVotes::opponent)
        .containsExactly("b, untouched", "a' in place of b'");
    assertThat(judgement.controls())
        .as("a question without a truth controls nothing")
        .allMatch(one -> one.wins() == QUESTIONS - 1 && one.losses() == 0)
        .allMatch(one -> one.firstPlace() == (QUESTIONS - 1) / 2);
    assertThat(judgement.duels()).isEmpty();
    assertThat(judgement.prompts()).containsOnlyKeys("choice");
    assertThat(server.received).hasSize(2 * (QUESTIONS - 1));
    judged("scores: false, controls: 100");
    assertThat(server.received).hasSize(2 * (QUESTIONS - 1));
  }

  @Test
  void asManyControlsAreDrawnAsAreWanted() throws IOException {
    Judgement judgement = judged("scores: false, controls: 3").judgement().orElseThrow();

    assertThat(judgement.controls()).allMatch(one -> one.wins() == 3);
    assertThat(server.received).hasSize(6);
  }

  @Test
  void aJudgeThatPrefersWhatWasLeftAloneFailsItsControls() throws IOException {
    taste = request -> JudgeServer.better(redness(request.pictures().get(3)) < 0x80 ? 1 : 2);

    Evaluation evaluation = judged("scores: false, controls: 100, both_orders: true");

    assertThat(evaluation.judgement().orElseThrow().controls())
        .allMatch(one -> one.losses() == QUESTIONS - 1 && one.wins() == 0);
    assertThat(MarkdownReport.of(evaluation, ""))
        .contains(
            "against b, untouched 0.0 [0.0, 39.0] % right (0 right, 6 wrong, 0 inconsistent, 0"
                + " identical; without: 0 malformed");
  }

  @Test
  void aJudgeOfPlacesGetsNoControlRight() throws IOException {
    taste = request -> JudgeServer.better(2);

    Evaluation evaluation = judged("scores: false, controls: 100, both_orders: true");

    PairwiseVotes untouched = evaluation.judgement().orElseThrow().controls().get(0);
    assertThat(untouched.inconsistent()).isEqualTo(QUESTIONS - 1);
    assertThat(untouched.rightRate().orElseThrow().share()).isZero();
    assertThat(MarkdownReport.of(evaluation, "")).contains("b, untouched 0.0 [0.0, 39.0] % right");
  }

  @Test
  void controlsStayWhenSeedsBecomeOneModel() throws IOException {
    Evaluation evaluation = judged("pairwise: true, controls: 2");

    Judgement judgement =
        evaluation.with(List.of("first"), evaluation.scored()).judgement().orElseThrow();

    assertThat(judgement.controls()).isEqualTo(evaluation.judgement().orElseThrow().controls());
    assertThat(judgement.duels()).isEmpty();
  }

  @Test
  void controlsWithoutAnOutcomeAreCountedAndListed() throws IOException {
    server.first(JudgeServer.says("the left one"));

    Evaluation evaluation = judged("scores: false, controls: 100");

    PairwiseVotes untouched = evaluation.judgement().orElseThrow().controls().get(0);
    assertThat(untouched.wins()).isEqualTo(QUESTIONS - 2);
    assertThat(untouched.missing()).containsExactly(Map.entry(Why.MALFORMED, 1));
    assertThat(evaluation.problems())
        .extracting(Problem::sentence)
        .singleElement()
        .asString()
        .contains("b, untouched, q", "no choice of the judge, malformed: the left one");
  }

  @Test
  void whatTheJudgeWroteStandsUnderThePicturesAndIsNoMarkup() throws IOException {
    taste =
        request ->
            request.pictures().size() == Prompt.CHOICE.labels().size()
                ? JudgeServer.says("{\"better\":1,\"explanation\":\"<b>bold</b>\"}")
                : JudgeServer.says(
                    String.format(
                        Locale.ROOT,
                        "{\"metrics\":{\"accuracy\":3,\"consistency\":4},\"explanation\":\"%s\"}",
                        "long ".repeat(100)));

    Evaluation evaluation = judged("pairwise: true");
    SummaryFile summary = new SummaryFile(evaluation, "");

    String page = HtmlReport.of(evaluation, "");
    assertThat(page)
        .contains(
            "<dt>first: accuracy 3, consistency 4</dt>",
            "long ...</dd>",
            "&lt;b&gt;bold&lt;/b&gt;",
            "better: ")
        .doesNotContain("<b>bold")
        .doesNotContain("long ".repeat(100));
    assertThat(summary.json(folder).at("/judge/remarks/0/explanation").asText())
        .isEqualTo("long ".repeat(100));
    summary.write(folder);
    assertThat(SummaryFile.read(folder)).isEqualTo(summary);
  }

  @Test
  void orderFollowsFromTheSeedAndIsBalanced() {
    List<Scored> all = measured().scored();
    List<Scored> first = all.subList(0, QUESTIONS);
    List<Scored> second = all.subList(QUESTIONS, 2 * QUESTIONS);
    Set<List<Boolean>> drawn = new HashSet<>();
    for (long seed = 0; seed < 20; seed++) {
      List<Boolean> orders =
          PairwiseVote.of(first, second, false, seed).stream()
              .map(one -> one.orders().get(0))
              .toList();
      assertThat(PairwiseVote.of(first, second, false, seed))
          .extracting(one -> one.orders().get(0))
          .isEqualTo(orders);
      assertThat(orders.stream().filter(ahead -> ahead).count())
          .isBetween(QUESTIONS / 2L, QUESTIONS / 2L + 1);
      drawn.add(orders);
    }
    assertThat(drawn).hasSizeGreaterThan(5);
    assertThat(PairwiseVote.of(first, second, true, 1))
        .allMatch(one -> !one.orders().get(0).equals(one.orders().get(1)));
  }

  @Test
  void aJudgeOfPlacesIsFoundOut() throws IOException {
    taste = request -> JudgeServer.better(1);

    PairwiseVotes second =
        judged("scores: false, pairwise: true, both_orders: true")
            .judgement()
            .orElseThrow()
            .duels()
            .get(0);

    assertThat(second.inconsistent()).isEqualTo(QUESTIONS);
    assertThat(second.wins() + second.losses()).isZero();
    assertThat(second.firstPlace()).isEqualTo(second.choices()).isEqualTo(2 * QUESTIONS);
  }

  @Test
  void bothOrdersAgreeOrThereIsNoOutcome() throws IOException {
    server.first(JudgeServer.says("{\"better\": 3}"));

    Evaluation evaluation = judged("scores: false, pairwise: true, both_orders: true");

    PairwiseVotes second = evaluation.judgement().orElseThrow().duels().get(0);
    assertThat(second.wins()).isEqualTo(QUESTIONS - 1);
    assertThat(second.missing()).containsExactly(Map.entry(Why.MALFORMED, 1));
    assertThat(evaluation.problems().get(0).sentence())
        .isEqualTo("second, q0: no choice of the judge, malformed: {\"better\": 3}");
  }

  @Test
  void reportsNameTheJudgeAndShowThePairs() throws IOException {
    Evaluation evaluation = judged("pairwise: true, both_orders: true");
    SummaryFile summary = new SummaryFile(evaluation, "lorweb eval run");
    summary.write(folder);

    assertThat(SummaryFile.read(folder)).isEqualTo(summary);
    assertThat(summary.json(folder).at("/judge/duels/0/win_rate/share").asDouble()).isEqualTo(1);
    assertThat(summary.json(folder).at("/judge/prompts/choice").asText())
        .isEqualTo(Prompt.CHOICE.hash());
    String text = MarkdownReport.of(evaluation, "lorweb eval run");
    assertThat(text)
        .contains(
            "judge: accuracy, higher",
            "## Judge",
            "fake at 127.0.0.1:",
            "choice " + Prompt.CHOICE.hash() + ", scores " + Prompt.SCORES.hash(),
            "| against | first wins, % | wins |",
            "| second | 100.0 [64.6, 100.0] | 7 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 7 of 14 |");
    assertThat(HtmlReport.of(evaluation, "lorweb eval run"))
        .contains("<h2>Judge</h2>", "<td>100.0 [64.6, 100.0]</td>", "judge: consistency, higher");
  }

  @Test
  void aWholeSuiteRunsWithItsJudge() throws IOException {
    Path manifest = folder.resolve("questions.jsonl");
    Path b = picture("b", 0x808080);
    Files.writeString(
        manifest,
        String.format(
            Locale.ROOT,
            "{\"id\":\"x/1\",\"task\":\"x\",\"a\":\"%s\",\"a2\":\"%s\",\"b\":\"%s\",\"b2\":\"%s\"}",
            picture("a", 1),
            picture("a2", 2),
            b,
            picture("truth", 3)));
    Path file = folder.resolve("suite.yaml");
    Files.writeString(
        file,
        String.format(
            Locale.ROOT,
            """
        data: [{path: %s}]
        models: [{name: one, by: copy}, {name: other, by: copy}]
        metrics: [psnr]
        judge: {url: %s, model: fake, pairwise: true}
        """,
            manifest,
            server.url()));

    SuiteRunner evaluating =
        new SuiteRunner(
            SuiteFile.read(file),
            folder.resolve("out"),
            Map.of(),
            1,
            new SuiteRunner.Watching(
                model -> {
                  throw new AssertionError("no model is needed");
                },
                Progress.NONE));
    Evaluation evaluation = evaluating.run();

    assertThat(evaluation.metrics())
        .extracting(Metric::id)
        .containsExactly("psnr", "judge-accuracy", "judge-consistency");
    assertThat(column(evaluation, "judge-accuracy").means().get("other").mean()).isEqualTo(5);
    assertThat(evaluation.judgement().orElseThrow().duels().get(0).identical()).isEqualTo(1);
    // Both copies are one picture; it was scored once, and a second run asks nothing.
    assertThat(server.received).hasSize(1);
    evaluating.run();
    assertThat(server.received).hasSize(1);
  }

  @Test
  void mistakesAreRefusedWithLineAndKey() throws IOException {
    assertThatThrownBy(() -> judged("both_order: true"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("line 3")
        .hasMessageContaining("judge.both_orders");
    assertThatThrownBy(() -> judged("timeout: 0"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("timeout");
    assertThatThrownBy(() -> judged("temperature: 3"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("line 3")
        .hasMessageContaining("0 to 2");
    assertThatThrownBy(() -> judged("key_env: LORWEB_NO_SUCH_KEY"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("LORWEB_NO_SUCH_KEY");
  }
}
