package io.lorweb.eval.judge;

import static io.lorweb.eval.judge.JudgeServer.scores;
import static io.lorweb.eval.judge.JudgeServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.lorweb.error.InputException;
import io.lorweb.eval.judge.JudgeServer.Received;
import io.lorweb.eval.judge.JudgeServer.Reply;
import io.lorweb.eval.judge.JudgeSettings.Asked;
import io.lorweb.eval.judge.JudgeSettings.Limits;
import io.lorweb.eval.judge.JudgeSettings.Patience;
import io.lorweb.eval.judge.Outcome.Given;
import io.lorweb.eval.judge.Outcome.Missing;
import io.lorweb.eval.judge.Outcome.Why;
import io.lorweb.image.Picture;
import io.lorweb.image.PngWriter;
import io.lorweb.work.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The judge against a real server with faults. */
class JudgeTest {

  private static final String KEY = "sk-secret-of-the-test";
  private static final Limits NO_LIMITS = new Limits(0, 0, 0);
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path folder;
  private JudgeServer server;

  @BeforeEach
  void start() throws IOException {
    server = new JudgeServer(request -> scores(7, 9));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private JudgeSettings settings(Limits limits, Patience patience) {
    return new JudgeSettings(
        URI.create(server.url()),
        "fake",
        Optional.empty(),
        0,
        new Asked(true, true, false, 0),
        limits,
        patience);
  }

  private Judge judge(Limits limits, Patience patience, Optional<String> key) {
    return new Judge(
        settings(limits, patience),
        folder.resolve("judge"),
        new ApiKey("TEST_KEY", key),
        new Backoff(Duration.ofMillis(20), Duration.ofSeconds(5)));
  }

  private Judge judge() {
    return judge(NO_LIMITS, new Patience(LONG, 3, 1), Optional.of(KEY));
  }

  private Path picture(String name, int colour) {
    Path file = folder.resolve(name + ".png");
    PngWriter.write(file, Picture.filled(16, 12, colour), Map.of());
    return file;
  }

  /** A sheet of its own for each number. */
  private Sheet sheet(int number) {
    return new Sheet(
        Prompt.SCORES,
        List.of(
            picture("a", 0x101010),
            picture("a2", 0x202020),
            picture("b" + number, 0x303030 + number),
            picture("c" + number, 0x404040 + number)));
  }

  private Outcome<String> ask(Judge judge) {
    return ask(judge, 1).get(0);
  }

  private List<Outcome<String>> ask(Judge judge, int sheets) {
    List<Sheet> asked = IntStream.range(0, sheets).mapToObj(this::sheet).toList();
    return List.copyOf(judge.ask(asked, Progress.NONE).values());
  }

  private static Missing<?> missing(Outcome<?> outcome) {
    assertThat(outcome).isInstanceOf(Missing.class);
    return (Missing<?>) outcome;
  }

  @Test
  void theJudgeSeesPromptAndPicturesInOrder() {
    Outcome<Scores> outcome = ask(judge()).then(Scores::parse);

    assertThat(outcome).isEqualTo(new Given<>(new Scores(7, 9, "so")));
    Received request = server.received.get(0);
    assertThat(request.authorization()).isEqualTo("Bearer " + KEY);
    assertThat(request.body().get("model").asText()).isEqualTo("fake");
    assertThat(request.body().get("temperature").asDouble()).isZero();
    assertThat(request.pictures())
        .extracting(one -> one.pixel(0, 0) & 0xFFFFFF)
        .containsExactly(0x101010, 0x202020, 0x303030, 0x404040);
    List<String> texts = new ArrayList<>();
    for (JsonNode part : request.body().at("/messages/0/content")) {
      if (part.has("text")) {
        texts.add(part.get("text").asText());
      }
    }
    assertThat(texts)
        .containsExactly(
            Prompt.SCORES.text(), "Picture a:", "Picture a':", "Picture b:", "Picture b':");
  }

  @Test
  void anAnswerOfAnotherSizeIsShownInTheSizeOfB() {
    Path wide = folder.resolve("wide.png");
    PngWriter.write(wide, Picture.filled(40, 40, 0x505050), Map.of());
    List<Path> files = new ArrayList<>(sheet(0).pictures());
    files.set(3, wide);

    judge().ask(List.of(new Sheet(Prompt.SCORES, files)), Progress.NONE);

    assertThat(server.received.get(0).pictures().get(3).width()).isEqualTo(16);
  }

  @Test
  void retryAfterIsHonoured() {
    server.first(status(429, "slow down", Map.of("Retry-After", "1")));

    assertThat(ask(judge())).isInstanceOf(Given.class);

    assertThat(server.received).hasSize(2);
    long waited = server.received.get(1).nanos() - server.received.get(0).nanos();
    assertThat(waited).isGreaterThan(Duration.ofMillis(950).toNanos());
  }

  @Test
  void whoeverAsksForTooLongAWaitIsGivenUp() {
    server.first(status(429, "tomorrow", Map.of("Retry-After", "86400")));

    assertThat(missing(ask(judge())).sentence()).startsWith("failed").contains("429", "tomorrow");
    assertThat(server.received).hasSize(1);
  }

  @Test
  void retryAfterIsSecondsOrADate() {
    assertThat(Transport.wait("7")).contains(Duration.ofSeconds(7));
    assertThat(Transport.wait("Wed, 21 Oct 2015 07:28:00 GMT")).contains(Duration.ZERO);
    assertThat(Transport.wait("soon")).isEmpty();
  }

  @Test
  void passingFaultsAreTriedAgain() {
    server.first(
        status(500, "oops", Map.of()),
        JudgeServer.cutOff(),
        status(200, "<html>a proxy</html>", Map.of()));

    assertThat(ask(judge())).isInstanceOf(Given.class);
    assertThat(server.received).hasSize(4);
  }

  @Test
  void anAnswerThatDoesNotGoOnEndsWithTheTimeout() {
    server.first(server.stalls(), server.stalls());
    Judge judge = judge(NO_LIMITS, new Patience(Duration.ofMillis(300), 1, 1), Optional.empty());

    assertThat(missing(ask(judge)).sentence())
        .startsWith("failed")
        .contains("no answer within 0.3 s", "2 tries");
  }

  @Test
  void triesEnd() {
    server.first(
        IntStream.range(0, 4).mapToObj(i -> status(503, "", Map.of())).toArray(Reply[]::new));

    Missing<?> missing = missing(ask(judge()));

    assertThat(missing.why()).isEqualTo(Why.FAILED);
    assertThat(missing.text()).contains("503", "4 tries");
    assertThat(server.received).hasSize(4);
    // Failures are not kept: the next run asks again.
    assertThat(ask(judge())).isInstanceOf(Given.class);
  }

  @Test
  void whatOneRequestDidWrongIsNotTriedAgain() {
    server.first(status(400, "{\"error\":{\"message\":\"too large\"}}", Map.of()));

    List<Outcome<String>> outcomes = ask(judge(), 2);

    assertThat(missing(outcomes.get(0)).sentence()).contains("400", "too large");
    assertThat(outcomes.get(1)).isInstanceOf(Given.class);
    assertThat(server.received).hasSize(2);
  }

  @Test
  void aRefusedKeyEndsItAllWithASentenceWithoutTheKey() {
    server.first(status(401, "Incorrect API key provided: " + KEY, Map.of()));

    assertThatThrownBy(() -> ask(judge(), 5))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("refuses the API key in TEST_KEY")
        .hasMessageNotContaining(KEY);
    assertThat(server.received).hasSize(1);

    server.first(status(401, "", Map.of()));
    assertThatThrownBy(() -> ask(judge(NO_LIMITS, new Patience(LONG, 3, 1), Optional.empty()), 5))
        .hasMessageContaining("set the environment variable TEST_KEY");
    assertThat(server.received.get(1).authorization()).isNull();
  }

  @Test
  void aServerThatRepeatsTheKeyGivesNothingAway() throws IOException {
    server.first(
        status(403, "bad " + KEY, Map.of()),
        JudgeServer.refuses("not for " + KEY),
        JudgeServer.says("to " + KEY));

    List<Outcome<String>> outcomes = ask(judge(), 3);

    assertThat(outcomes.get(2)).isEqualTo(new Given<>("to ***"));
    assertThat(missing(outcomes.get(0)).text()).contains("403", "bad ***");
    assertThat(missing(outcomes.get(1)).text()).isEqualTo("not for ***");
    try (Stream<Path> files = Files.list(folder.resolve("judge"))) {
      for (Path file : files.toList()) {
        assertThat(file).content().doesNotContain(KEY);
      }
    }
  }

  @Test
  void anUnknownModelEndsItAll() {
    server.first(status(404, "no such model", Map.of()));

    assertThatThrownBy(() -> ask(judge(), 5))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("404")
        .hasMessageContaining("'fake'");
  }

  @Test
  void keysComeFromTheEnvironmentOnly() {
    JudgeSettings usual = settings(NO_LIMITS, new Patience(LONG, 0, 1));
    assertThat(ApiKey.of(usual, name -> null).value()).isEmpty();
    assertThat(ApiKey.of(usual, Map.of("OPENAI_API_KEY", " k\n")::get).value()).contains("k");
    JudgeSettings named =
        new JudgeSettings(
            usual.url(),
            "fake",
            Optional.of("OURS"),
            0,
            usual.asked(),
            usual.limits(),
            usual.patience());
    assertThatThrownBy(() -> ApiKey.of(named, Map.of("OPENAI_API_KEY", "k")::get))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("OURS");
    assertThatThrownBy(() -> ApiKey.of(named, Map.of("OURS", "k\u00e4y")::get))
        .isInstanceOf(InputException.class)
        .hasMessageNotContaining("k\u00e4y");
    assertThat(new ApiKey("OURS", Optional.of(KEY)).toString()).doesNotContain(KEY);
  }

  @Test
  void afterTheBudgetNothingIsAsked() {
    Judge judge = judge(new Limits(0, 2, 0), new Patience(LONG, 3, 1), Optional.empty());

    List<Outcome<String>> outcomes = ask(judge, 5);

    assertThat(outcomes.subList(0, 2)).allMatch(Given.class::isInstance);
    assertThat(outcomes.subList(2, 5))
        .allMatch(one -> missing(one).sentence().contains("not asked: the budget of 2 requests"));
    assertThat(server.received).hasSize(2);
    assertThat(judge.cost()).isEqualTo(new Judge.Cost(2, 200, 0));
  }

  @Test
  void tokensAreABudgetToo() {
    Judge judge = judge(new Limits(0, 0, 250), new Patience(LONG, 3, 1), Optional.empty());

    List<Outcome<String>> outcomes = ask(judge, 5);

    // After 200 tokens one more goes out; how many it takes is known afterwards only.
    assertThat(outcomes.stream().filter(Given.class::isInstance)).hasSize(3);
    assertThat(missing(outcomes.get(3)).text()).contains("250 tokens");
  }

  @Test
  void aServerThatIsGoneIsNotAskedForEver() {
    server.close();
    Judge judge = judge(NO_LIMITS, new Patience(LONG, 0, 1), Optional.empty());

    List<Outcome<String>> outcomes = ask(judge, 12);

    assertThat(outcomes.subList(0, 8))
        .allMatch(one -> missing(one).why() == Why.FAILED)
        .allMatch(one -> missing(one).text().contains("nobody answers there"));
    assertThat(outcomes.subList(8, 12)).allMatch(one -> missing(one).why() == Why.NOT_ASKED);
  }

  @Test
  void requestsKeepTheirDistance() {
    Judge judge = judge(new Limits(300, 0, 0), new Patience(LONG, 0, 4), Optional.empty());

    ask(judge, 4);

    long whole = server.received.get(3).nanos() - server.received.get(0).nanos();
    assertThat(whole).isGreaterThan(Duration.ofMillis(500).toNanos());
  }

  @Test
  void whatWasAnsweredIsNotAskedAgain() {
    server.first(scores(1, 2), JudgeServer.says("I like it"), JudgeServer.refuses("No."));
    List<Outcome<String>> first = ask(judge(), 3);
    assertThat(missing(first.get(2)).why()).isEqualTo(Why.REFUSED);

    Judge again = judge();
    List<Outcome<String>> second = ask(again, 4);

    assertThat(second.subList(0, 3)).isEqualTo(first);
    assertThat(server.received).hasSize(4);
    assertThat(again.cost()).isEqualTo(new Judge.Cost(1, 100, 3));
  }

  @Test
  void equalSheetsAreAskedOnce() {
    Sheet sheet = sheet(0);
    judge().ask(List.of(sheet, sheet, sheet), Progress.NONE);
    assertThat(server.received).hasSize(1);
  }

  @Test
  void aFilteredAnswerIsARefusal() {
    server.first(JudgeServer.message(Map.of("role", "assistant", "content", ""), "content_filter"));
    assertThat(missing(ask(judge())).why()).isEqualTo(Why.REFUSED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7 and 9",
        "{\"metrics\":{\"accuracy\":0,\"consistency\":9},\"explanation\":\"\"}",
        "{\"metrics\":{\"accuracy\":7,\"consistency\":11},\"explanation\":\"\"}",
        "{\"metrics\":{\"accuracy\":7.0,\"consistency\":9},\"explanation\":\"\"}",
        "{\"metrics\":{\"accuracy\":\"7\",\"consistency\":9},\"explanation\":\"\"}",
        "{\"metrics\":{\"accuracy\":7},\"explanation\":\"\"}",
        "{\"metrics\":{\"accuracy\":7,\"consistency\":9}}",
        "{\"metrics\":{\"accuracy\":7,\"accuracy\":8,\"consistency\":9},\"explanation\":\"\"}",
        "{\"metrics\":{\"accuracy\":7,\"consistency\":9},\"explanation\":\"cut",
        "Sure: {\"metrics\":{\"accuracy\":7,\"consistency\":9},\"explanation\":\"\"}",
        "{\"metrics\":{\"accuracy\":7,\"consistency\":9},\"explanation\":\"\"} or so",
        "```json\n{\"metrics\":{\"accuracy\":7,\"consistency\":9},\"explanation\":\"\"}\n```\nor"
            + "\n```json\n{\"metrics\":{\"accuracy\":8,\"consistency\":9},\"explanation\":\"\"}\n```"
      })
  void whatIsNotTheAnswerAskedForIsMalformed(String text) {
    Missing<?> missing = missing(Scores.parse(text));
    assertThat(missing.why()).isEqualTo(Why.MALFORMED);
    assertThat(missing.text()).startsWith(text.substring(0, Math.min(5, text.length())));
  }

  @Test
  void aFenceAroundTheWholeAnswerIsTakenOff() {
    assertThat(
            Scores.parse(
                "```json\n{\"metrics\":{\"accuracy\":7,\"consistency\":9},\"explanation\":\"`x`\"}\n```\n"))
        .isEqualTo(new Given<>(new Scores(7, 9, "`x`")));
  }

  @Test
  void aChoiceIsOneOrTwo() {
    assertThat(Choice.parse("{\"better\":2,\"explanation\":\"x\"}"))
        .isEqualTo(new Given<>(new Choice(2, "x")));
    assertThat(missing(Choice.parse("{\"better\":3,\"explanation\":\"x\"}")).why())
        .isEqualTo(Why.MALFORMED);
    assertThat(missing(Choice.parse("{\"better\":true,\"explanation\":\"x\"}")).why())
        .isEqualTo(Why.MALFORMED);
  }

  @Test
  void longAnswersAreShownShortened() {
    assertThat(missing(Scores.parse("word\n".repeat(500))).text())
        .startsWith("word word")
        .endsWith(" ...")
        .hasSizeLessThan(250);
  }

  @Test
  void settingsRefuseNonsense() {
    Patience patience = new Patience(LONG, 0, 1);
    Asked asked = new Asked(true, false, false, 0);
    for (String url :
        List.of("localhost:8000", "ftp://x/v1", "http://me:pw@x/v1", "http://x/?k=1")) {
      assertThatThrownBy(
              () ->
                  new JudgeSettings(
                      URI.create(url), "m", Optional.empty(), 0, asked, NO_LIMITS, patience))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("url")
          .hasMessageNotContaining("pw@");
    }
    assertThatThrownBy(() -> new Asked(false, false, false, 0)).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> new Asked(true, false, true, 0)).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> new Limits(-1, 0, 0)).hasMessageContaining("requests_per_minute");
    assertThatThrownBy(() -> new Patience(LONG, 0, 0)).hasMessageContaining("concurrency");
  }
}
