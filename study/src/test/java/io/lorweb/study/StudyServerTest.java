package io.lorweb.study;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.studio.web.RawHttp;
import io.lorweb.studio.web.RawHttp.Answer;
import io.lorweb.study.design.Design;
import io.lorweb.study.design.Trials;
import io.lorweb.study.design.Trials.Trial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyServerTest {

  static final String SECRET = "a-secret-of-the-tests";

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private Design design;
  private Study study;
  private RawHttp http;

  @BeforeEach
  void start() {
    design = StudyRuns.study(folder, 4, 1);
    open();
  }

  private void open() {
    study = Study.serve(StudyOptions.local(folder.resolve("study"), SECRET));
    http = new RawHttp(study.address());
  }

  @AfterEach
  void stop() {
    study.close();
  }

  private String begin() {
    Answer answer = http.send("POST", "/join");
    assertThat(answer.status()).isEqualTo(302);
    return answer.headers().get("location").replaceFirst(".*/s/", "");
  }

  private Answer vote(String link, int trial, Optional<String> chosen, String key) {
    ObjectNode json = JSON.createObjectNode();
    json.put("link", link).put("trial", trial).put("reaction", 700).put("painted", true);
    json.put("key", key);
    chosen.ifPresent(id -> json.put("chosen", id));
    return post(json.toString());
  }

  private Answer post(String json, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Content-Type: application/json");
    return http.send(
        "POST",
        "/api/study/votes",
        json.getBytes(StandardCharsets.UTF_8),
        all.toArray(String[]::new));
  }

  private List<List<String>> stored() {
    Answer csv = http.send("GET", "/admin/votes.csv", "Authorization: Bearer " + SECRET);
    assertThat(csv.status()).isEqualTo(200);
    return csv.text().lines().skip(1).map(line -> List.of(line.split(",", -1))).toList();
  }

  @Test
  void aVoteIsOneRowWithWhatStoodLeftAndRight() {
    String link = begin();
    Trial trial = Trials.of(design, 0).get(1);
    assertThat(vote(link, 1, Optional.of(trial.right()), "key-0001").status()).isEqualTo(200);

    assertThat(stored()).hasSize(1);
    assertThat(stored().get(0))
        .startsWith(link, "1", trial.item().id(), trial.left(), trial.right(), trial.right());
  }

  @Test
  void aRepeatedSubmissionChangesNothingAndALaterOneReplaces() {
    String link = begin();
    Trial trial = Trials.of(design, 0).get(1);
    vote(link, 1, Optional.of(trial.left()), "key-0001");
    assertThat(vote(link, 1, Optional.of(trial.left()), "key-0001").status()).isEqualTo(200);
    assertThat(stored()).hasSize(1);

    vote(link, 1, Optional.of(trial.right()), "key-0002");
    assertThat(stored()).hasSize(1);
    assertThat(stored().get(0).get(5)).isEqualTo(trial.right());
    // One that was under way for long comes after the one that replaced it.
    assertThat(vote(link, 1, Optional.of(trial.left()), "key-0001").status()).isEqualTo(200);
    assertThat(stored().get(0).get(5)).isEqualTo(trial.right());
  }

  @Test
  void theKeyOfAnotherAnswerIsRefused() {
    String link = begin();
    Trial trial = Trials.of(design, 0).get(1);
    vote(link, 1, Optional.of(trial.left()), "key-0001");
    Trial next = Trials.of(design, 0).get(2);
    assertThat(vote(link, 2, Optional.of(next.left()), "key-0001").status()).isEqualTo(409);
    String other = begin();
    Trial theirs = Trials.of(design, 1).get(1);
    assertThat(vote(other, 1, Optional.of(theirs.left()), "key-0001").text())
        .contains("belongs to another answer");
    assertThat(stored()).hasSize(1);
  }

  @Test
  void votesOutliveTheServer() {
    String link = begin();
    vote(link, 0, Optional.empty(), "key-0001");
    study.close();
    open();

    assertThat(stored()).hasSize(1);
    assertThat(http.send("GET", "/s/" + link).text()).contains("data-trial=\"1\"");
    assertThat(vote(link, 0, Optional.empty(), "key-0001").status()).isEqualTo(200);
    assertThat(stored()).hasSize(1);
  }

  @Test
  void whoeverWasAwayIsMarkedAndWhoeverWasAwayTooLongCannotGoOn() throws SQLException {
    String link = begin();
    vote(link, 0, Optional.empty(), "key-0000");
    earlier("began", 2);
    earlier("received", 2);
    assertThat(http.send("GET", "/s/" + link).text()).contains("data-trial=\"1\"");
    Optional<String> left = Optional.of(Trials.of(design, 0).get(1).left());
    assertThat(vote(link, 1, left, "key-0001").status()).isEqualTo(200);
    assertThat(stored().get(0).get(8)).isEqualTo("false");
    assertThat(stored().get(1).get(8)).isEqualTo("true");

    earlier("began", design.terms().hours());
    Answer page = http.send("GET", "/s/" + link);
    assertThat(page.status()).isEqualTo(410);
    assertThat(page.text()).contains("cannot be gone on with");
    assertThat(vote(link, 2, Optional.empty(), "key-0002").status()).isEqualTo(410);
    // What was stored before may be sent again without harm.
    assertThat(vote(link, 1, left, "key-0001").status()).isEqualTo(200);
    assertThat(stored()).hasSize(2);
  }

  /** Moves a time of all rows into the past, while nothing is served. */
  private void earlier(String time, int hours) throws SQLException {
    study.close();
    String file = "jdbc:sqlite:" + folder.resolve("study").resolve("study.db").toAbsolutePath();
    String table = time.equals("began") ? "person" : "vote";
    try (Connection rows = DriverManager.getConnection(file);
        Statement change = rows.createStatement()) {
      String past = time + " = " + time + " - " + hours + " * 3600001";
      assertThat(change.executeUpdate("update " + table + " set " + past)).isPositive();
    }
    open();
  }

  @Test
  void theEndComesAfterTheLastAnswerIsStored() {
    String link = begin();
    List<Trial> trials = Trials.of(design, 0);
    for (Trial trial : trials) {
      assertThat(http.send("GET", "/s/" + link).text())
          .contains("data-trial=\"" + trial.number() + "\"")
          .doesNotContain("ours")
          .doesNotContain("baseline");
      vote(link, trial.number(), Optional.of(trial.left()), "early-00" + trial.number());
      vote(link, trial.number(), Optional.of(trial.item().first()), "key-000" + trial.number());
    }
    assertThat(http.send("GET", "/s/" + link).text()).contains("All your answers are stored");
    assertThat(vote(link, 1, Optional.of(trials.get(1).left()), "key-9999").status())
        .isEqualTo(409);
    // What was acknowledged once is so again, also where a later answer has replaced it.
    Optional<String> replaced = Optional.of(trials.get(1).left());
    assertThat(vote(link, 1, replaced, "early-001").text()).contains("stored");
    assertThat(report("/admin")).contains("/admin/charts/tasks.png");
    assertThat(report("/admin/charts/tasks.png")).startsWith("\ufffdPNG");
    assertThat(report("/admin/charts/none.png")).contains("no such chart");
    assertThat(report("/admin/report.html")).contains("SIMULATED", "data:image/png;base64,");
    assertThat(stored()).hasSize(trials.size());
    assertThat(stored().get(1).get(5)).isEqualTo(trials.get(1).item().first());
  }

  @Test
  void whatIsWrongIsRefusedWithItsStatus() throws IOException {
    String link = begin();
    Trial trial = Trials.of(design, 0).get(1);
    Optional<String> left = Optional.of(trial.left());
    assertThat(vote(link, 1, Optional.of("0".repeat(64)), "key-0001").status()).isEqualTo(409);
    assertThat(vote(link, 99, left, "key-0001").status()).isEqualTo(404);
    assertThat(vote("0".repeat(32), 1, left, "key-0001").status()).isEqualTo(404);
    assertThat(vote(link, 1, left, "short").text()).contains("'key' must be 8 to 64");
    assertThat(post("{\"link\": 3}").status()).isEqualTo(400);
    assertThat(post("{}", "Origin: https://elsewhere.example").status()).isEqualTo(403);
    assertThat(http.send("POST", "/api/study/votes", new byte[] {'{'}).status()).isEqualTo(415);
    assertThat(http.send("GET", "/pictures/" + "0".repeat(64)).status()).isEqualTo(404);
    assertThat(http.send("GET", "/pictures/..%2Fstudy.json").status()).isIn(400, 404);
    assertThat(http.send("GET", "/s/" + link + "?trial=-1").status()).isEqualTo(404);
    for (String path :
        List.of(
            "/admin",
            "/admin/votes.csv",
            "/admin/votes.json",
            "/admin/report.json",
            "/admin/report.html",
            "/")) {
      assertThat(http.send("GET", path).status()).as(path).isEqualTo(401);
    }
    assertThat(stored()).isEmpty();
    assertThat(JSON.readTree(report("/admin/report.json")).get("simulated").asBoolean()).isTrue();
    assertThat(report("/admin/report.md")).contains("SIMULATED");
  }

  private String report(String path) {
    return http.send("GET", path, "Authorization: Bearer " + SECRET).text();
  }

  @Test
  void noMorePeopleBeginThanTheStudyNeeds() {
    study.close();
    Design.Terms terms = design.terms();
    new Design(
            design.title(),
            design.run(),
            design.seed(),
            design.models(),
            design.rule(),
            design.left(),
            new Design.Terms(terms.consent(), false, 2, terms.hours()),
            design.items(),
            design.checks(),
            design.practice(),
            true,
            design.judge())
        .write(folder.resolve("study"));
    open();
    String link = begin();
    begin();

    assertThat(http.send("POST", "/join").text()).contains("as many people as it needs");
    // Nor does anyone see no difference who was not asked.
    assertThat(vote(link, 0, Optional.empty(), "key-0001").status()).isEqualTo(409);
  }
}
