package io.lorweb.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lorweb.studio.store.PostgresCluster;
import io.lorweb.studio.web.RawHttp.Answer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are crowded, killed and closed. */
class ServerLifeTest {

  private static final String QUICK = "{\"fit\":0,\"steps\":1,\"layout\":\"query\",\"seed\":";
  private static final String LONG = "{\"fit\":0,\"steps\":600}";

  @TempDir Path folder;

  @Test
  void sixtyFourJobsOnAQueueOfSixteen() {
    crowd("");
  }

  @Test
  void sixtyFourJobsOnPostgresql() {
    assumeTrue(PostgresCluster.installed(), "PostgreSQL is not installed");
    try (PostgresCluster cluster = PostgresCluster.start()) {
      crowd(cluster.url());
    }
  }

  /** All at once; what is refused is asked again. Nothing is lost, nothing doubled. */
  private void crowd(String database) {
    try (StudioProcess process = StudioProcess.start(folder.resolve("crowd"), 0, database)) {
      Client client = new Client(process.address());
      List<String> accepted = new ArrayList<>();
      List<Answer> refused = new ArrayList<>();
      long after16 = 0;
      long after48 = 0;
      while (accepted.size() < 64) {
        String settings = QUICK + accepted.size() + "}";
        Answer answer = client.post("/api/jobs", Client.pictures().text("settings", settings));
        if (answer.status() == 202) {
          accepted.add(Client.json(answer).get("id").asText());
        } else {
          refused.add(answer);
          // When the oldest that waits is done there is room again.
          client.await(accepted.get(accepted.size() - 16), "done");
        }
        if (accepted.size() == 32 && after16 == 0) {
          client.await(accepted.get(15), "done");
          after16 = process.memory();
        }
      }
      client.await(accepted.get(47), "done");
      after48 = process.memory();
      accepted.forEach(id -> assertThat(client.await(id, "done", "failed")).isEqualTo("done"));
      assertThat(refused).isNotEmpty();
      for (Answer answer : refused) {
        assertThat(answer.status()).isEqualTo(429);
        assertThat(Integer.parseInt(answer.headers().get("retry-after"))).isPositive();
        assertThat(answer.text()).contains("the queue has room for 16 jobs and 16 are waiting");
      }
      Set<String> stored = new TreeSet<>();
      JsonNode page = Client.json(client.get("/api/jobs")).get("jobs");
      while (!page.isEmpty()) {
        page.forEach(job -> stored.add(job.get("id").asText()));
        String before = page.get(page.size() - 1).get("number").asText();
        page = Client.json(client.get("/api/jobs?before=" + before)).get("jobs");
      }
      assertThat(stored).isEqualTo(new TreeSet<>(accepted));
      assertThat(client.get("/metrics").text())
          .contains("lorweb_jobs_ended_total{state=\"done\"} 64.0");
      assertThat((double) after48).isLessThan(1.05 * after16);
    }
  }

  @Test
  void aKilledServerInterruptsWhatRanAndMakesWhatWaited() {
    assumeTrue(Browser.installed(), "Chromium is not installed");
    Path data = folder.resolve("killed");
    String running;
    String waiting;
    int port;
    try (Browser browser = Browser.open(1280, 900)) {
      try (StudioProcess process = StudioProcess.start(data, 0, "")) {
        port = URI.create(process.address()).getPort();
        Client client = new Client(process.address());
        running = client.submit(LONG);
        waiting = client.submit(QUICK + "1}");
        client.await(running, "running");
        browser.driver().get(process.address() + "#job=" + running);
        browser.awaitText("#progress-text", "of 600");
        process.kill();
      }
      try (StudioProcess process = StudioProcess.start(data, port, "")) {
        Client client = new Client(process.address());
        assertThat(client.state(running)).isEqualTo("interrupted");
        assertThat(client.job(running).get("message").asText()).contains("start it again");
        client.await(waiting, "done");
        assertThat(client.state(running)).isEqualTo("interrupted");
        browser.driver().navigate().refresh();
        String entry = ".history [data-job='" + running + "']";
        browser.awaitText(entry, "interrupted");
        // By hand it is begun again, with everything that it was asked for.
        browser.find(entry + " .thumb").click();
        browser.awaitText("#toast", "start it again");
        assertThat(browser.find("#settings [name=steps]").getDomProperty("value")).isEqualTo("600");
        assertThat(browser.find("#go").getText()).isEqualTo("Make it");
        assertThat(process.terminate()).isEqualTo(143);
      }
    }
  }

  @Test
  void aClosedServerEndsItsJobAfterAStep() throws Exception {
    Path data = folder.resolve("closed");
    String id;
    try (Studio studio = Studio.start(Studios.options(data))) {
      Client client = new Client(studio.address());
      id = client.submit(LONG);
      client.await(id, "running");
    }
    try (Studio studio = Studio.start(Studios.options(data))) {
      assertThat(new Client(studio.address()).state(id)).isEqualTo("interrupted");
    }
    assertThat(Files.list(data.resolve("uploads"))).isEmpty();
  }
}
