package io.lorweb.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lorweb.studio.store.PostgresCluster;
import io.lorweb.studio.web.RawHttp;
import io.lorweb.studio.web.RawHttp.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many simulated people vote while the server is killed and started again. */
class StudyLoadTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long THINKING_MS = Long.getLong("lorweb.soak.thinking", 400);

  @TempDir Path folder;
  private int port;
  private String database = "";
  private volatile Process server;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** What was acknowledged: the key of the last submission of every person and trial. */
  private final Map<String, String> acknowledged = new ConcurrentHashMap<>();

  /** Milliseconds that pages took to come, from the request that was answered. */
  private final List<Long> pages = Collections.synchronizedList(new ArrayList<>());

  private final List<Long> votes = Collections.synchronizedList(new ArrayList<>());
  private long away;

  @Test
  void onSqlite() throws Exception {
    crowd(20, Duration.ofSeconds(6));
  }

  @Test
  void onPostgres() throws Exception {
    assumeTrue(PostgresCluster.installed(), "PostgreSQL is not installed");
    try (PostgresCluster cluster = PostgresCluster.start()) {
      database = cluster.url();
      crowd(20, Duration.ofSeconds(6));
    }
  }

  @Test
  @Tag("soak")
  void twoHundredForAMinuteOnSqlite() throws Exception {
    crowd(200, Duration.ofSeconds(60));
    report("SQLite");
  }

  @Test
  @Tag("soak")
  void twoHundredForAMinuteOnPostgres() throws Exception {
    try (PostgresCluster cluster = PostgresCluster.start()) {
      database = cluster.url();
      crowd(200, Duration.ofSeconds(60));
      report("PostgreSQL");
    }
  }

  private void report(String name) {
    System.out.printf(
        Locale.ROOT,
        "%s, people who think for %d ms: %d votes (%s), %d pages (%s), server away for %d ms, load"
            + " average at the end %.1f%n",
        name,
        THINKING_MS,
        acknowledged.size(),
        percentiles(votes),
        pages.size(),
        percentiles(pages),
        away,
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static String percentiles(List<Long> times) {
    List<Long> sorted = times.stream().sorted().toList();
    return String.format(
        Locale.ROOT,
        "p50 %d ms, p99 %d ms, longest %d ms",
        sorted.get(sorted.size() / 2),
        sorted.get(sorted.size() * 99 / 100),
        sorted.get(sorted.size() - 1));
  }

  private void crowd(int people, Duration time) throws Exception {
    StudyRuns.study(folder, 16, 3);
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    start();
    try {
      vote(people, time);
      compare(2 * people);
    } finally {
      server.destroyForcibly().waitFor();
    }
  }

  private void vote(int people, Duration time) throws Exception {
    Instant end = Instant.now().plus(time);
    ExecutorService all = Executors.newFixedThreadPool(people);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < people; i++) {
      long late = i * THINKING_MS / people;
      running.add(
          all.submit(
              () -> {
                Thread.sleep(late);
                while (Instant.now().isBefore(end)) {
                  person(end);
                }
                return null;
              }));
    }
    Thread.sleep(time.toMillis() / 2);
    long killed = System.nanoTime();
    server.destroyForcibly().waitFor();
    start();
    away = (System.nanoTime() - killed) / 1_000_000;
    for (Future<?> one : running) {
      one.get();
    }
    all.shutdown();
  }

  private void start() throws IOException {
    server = Studies.start(folder.resolve("study"), port, database);
    String line =
        new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    assertThat(line).contains("" + port);
  }

  /** From consent to the end, or to the end of the time; what fails is tried again. */
  private void person(Instant end) throws InterruptedException {
    HttpResponse<String> begun = send(end, "POST", "/join", new byte[0], new ArrayList<>());
    if (begun == null) {
      return;
    }
    String link = begun.headers().firstValue("location").orElseThrow().replaceFirst(".*/s/", "");
    for (int trial = 0; Instant.now().isBefore(end); trial++) {
      HttpResponse<String> page = send(end, "GET", "/s/" + link, new byte[0], pages);
      if (page == null) {
        return;
      }
      if (page.body().contains("All your answers are stored")) {
        return;
      }
      assertThat(page.body()).contains("data-trial=\"" + trial + "\"");
      Thread.sleep(THINKING_MS);
      String left = page.body().replaceFirst("(?s).*id=\"left\" data-picture=\"", "");
      String key = link + "-" + trial;
      byte[] vote =
          JSON.createObjectNode()
              .put("link", link)
              .put("trial", trial)
              .put("chosen", left.substring(0, 64))
              .put("reaction", THINKING_MS)
              .put("painted", true)
              .put("key", key)
              .toString()
              .getBytes(StandardCharsets.UTF_8);
      HttpResponse<String> stored = send(end, "POST", "/api/study/votes", vote, votes);
      if (stored == null) {
        return;
      }
      assertThat(stored.statusCode()).as(stored.body()).isEqualTo(200);
      acknowledged.put(link + " " + trial, key);
    }
  }

  /** Tries again until the time is over; null if there was no whole answer by then. */
  private HttpResponse<String> send(
      Instant end, String method, String path, byte[] body, List<Long> times)
      throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(10))
            .build();
    while (true) {
      long asked = System.nanoTime();
      try {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() < 500) {
          times.add((System.nanoTime() - asked) / 1_000_000);
          return answer;
        }
      } catch (IOException e) {
        // The server is away.
      }
      if (Instant.now().isAfter(end)) {
        return null;
      }
      Thread.sleep(100);
    }
  }

  /** Everything acknowledged is stored, and nothing twice. */
  private void compare(int people) throws IOException {
    Answer csv =
        new RawHttp("http://127.0.0.1:" + port + "/")
            .send("GET", "/admin/votes.json", "Authorization: Bearer " + StudyServerTest.SECRET);
    Map<String, String> stored = new HashMap<>();
    var votes = JSON.readTree(csv.bytes()).get("votes");
    for (var vote : votes) {
      String place = vote.get("link").asText() + " " + vote.get("trial").asInt();
      assertThat(stored.put(place, vote.get("request").asText())).as(place).isNull();
    }
    assertThat(stored).containsAllEntriesOf(acknowledged);
    // A vote may be stored whose acknowledgement the kill or the end has swallowed.
    assertThat(stored.keySet()).hasSizeLessThan(acknowledged.size() + people);
    assertThat(acknowledged).isNotEmpty();
  }
}
