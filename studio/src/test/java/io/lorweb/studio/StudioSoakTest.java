package io.lorweb.studio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An hour of mixed load; {@code -Dlorweb.soak.minutes} makes it longer or shorter. */
@Tag("soak")
class StudioSoakTest {

  private static final int WARM = 16;

  @TempDir Path folder;

  @Test
  void memoryStaysFlatUnderMixedLoad() {
    long minutes = Long.getLong("lorweb.soak.minutes", 60);
    Random random = new Random(1);
    try (StudioProcess process = StudioProcess.start(folder, 0, "")) {
      Client client = new Client(process.address());
      long end = System.nanoTime() + minutes * 60_000_000_000L;
      long warm = 0;
      int rounds = 0;
      while (System.nanoTime() < end) {
        round(client, random);
        rounds++;
        if (rounds == WARM) {
          warm = process.memory();
        }
      }
      assertThat(rounds).isGreaterThan(2 * WARM);
      System.out.printf(
          Locale.ROOT,
          "%d rounds, RssAnon %d kB after %d, %d kB at the end%n",
          rounds,
          warm,
          WARM,
          process.memory());
      assertThat((double) process.memory()).isLessThan(1.05 * warm);
    }
  }

  /** What people and programs do, good and bad. */
  private static void round(Client client, Random random) {
    String quick = "{\"fit\":0,\"steps\":2,\"seed\":" + random.nextInt(1000) + "}";
    String id = client.submit(quick);
    client.get("/api/jobs/" + id + "/events");
    JsonNode job = client.job(id);
    assertThat(job.get("state").asText()).isEqualTo("done");
    client.get("/api/jobs/" + id + "/result?recipe=full");
    client.get("/api/pictures/" + job.get("picture").asText() + "?edge=96");
    String cancelled = client.submit("{\"fit\":0,\"steps\":300}");
    client.delete("/api/jobs/" + cancelled);
    assertThat(client.await(cancelled, "cancelled", "done")).isEqualTo("cancelled");
    client.post("/api/jobs", Client.pictures().text("settings", quick).text("preview", "true"));
    client.post("/api/pictures", new Multipart().file("picture", BadFiles.png(30000, 30000)));
    client.post("/api/pictures", new Multipart().file("picture", BadFiles.jpeg()));
    assertThat(client.get("/api/jobs").status()).isEqualTo(200);
    assertThat(client.get("/").status()).isEqualTo(200);
    assertThat(client.get("/metrics").status()).isEqualTo(200);
  }
}
