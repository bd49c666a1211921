package io.lorweb.studio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.Analogy;
import io.lorweb.LoRWeB;
import io.lorweb.LoadOptions;
import io.lorweb.Settings;
import io.lorweb.files.JsonRecords;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.sample.RatioTable;
import io.lorweb.sample.StepCache;
import io.lorweb.studio.web.RawHttp.Answer;
import io.lorweb.work.Progress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that hold lists and tables mean over HTTP what they mean in the library. */
class ApiSettingsTest {

  private static final Picture B = PictureReader.read(Client.example("b"), "b");

  @TempDir static Path folder;
  private static Studio studio;
  private static Client client;
  private static LoRWeB lorweb;
  private static Analogy analogy;

  @BeforeAll
  static void start() {
    studio = Studio.start(Studios.options(folder));
    client = new Client(studio.address());
    lorweb = LoRWeB.load(LoadOptions.defaults());
    analogy =
        lorweb.analogy(
            PictureReader.read(Client.example("a"), "a"),
            PictureReader.read(Client.example("a2"), "a2"));
  }

  @AfterAll
  static void stop() {
    lorweb.close();
    studio.close();
  }

  private static Settings four() {
    return Settings.defaults().sampling(s -> s.steps(4).seed(7)).mixing(m -> m.fit(0));
  }

  private static Picture made(String settings) {
    String id = client.submit(settings);
    assertThat(client.await(id, "done", "failed")).as(client.job(id).toString()).isEqualTo("done");
    return PictureReader.read(client.get("/api/jobs/" + id + "/result").bytes(), "made");
  }

  private static Picture made(Settings settings) {
    return analogy.apply(B, settings).picture();
  }

  @Test
  void sigmasBeginTheSteps() {
    List<Double> sigmas = List.of(1.0, 0.9, 0.5, 0.1);
    Picture made = made("{\"fit\":0,\"seed\":7,\"sigmas\":[1,0.9,0.5,0.1]}");
    assertThat(made).isEqualTo(made(four().sampling(s -> s.sigmas(sigmas))));
    assertThat(made).isNotEqualTo(made(four()));
  }

  @Test
  void aStepCacheIsGivenWithItsTable() {
    RatioTable table = analogy.calibrate(List.of(B), four(), Progress.NONE);
    ObjectNode settings = new ObjectMapper().createObjectNode().put("fit", 0).put("seed", 7);
    settings.put("steps", 4);
    ObjectNode cache = settings.putObject("step_cache").put("threshold", 1).put("most_skips", 4);
    cache.set("table", JsonRecords.tree(table));
    Picture made = made(settings.toString());
    assertThat(made).isEqualTo(made(four().sampling(s -> s.stepCache(new StepCache(1, 4, table)))));
    assertThat(made).isNotEqualTo(made(four()));
    assertThat(made)
        .isEqualTo(made("{\"fit\":0,\"seed\":7,\"steps\":4,\"skipped_steps\":[2,3,4]}"));
    assertThat(otherTable(settings)).isEmpty();
    assertThat(otherTable(settings.put("steps", 3))).contains("measured with steps 4");
  }

  private static String otherTable(ObjectNode settings) {
    String id = client.submit(settings.toString());
    client.await(id, "done");
    return client.job(id).at("/report/other_table").asText();
  }

  @Test
  void wordsAreLookedForAndToldAndHaveNoLora() {
    String id = client.submit("{\"explain\":1,\"seed\":7}");
    assertThat(client.await(id, "done", "failed")).isEqualTo("done");
    JsonNode found = client.job(id).at("/report/explained");
    assertThat(found.get("instructions").toString()).isEqualTo("[\"make it sepia\"]");
    assertThat(found.get("followed").asBoolean()).isTrue();
    Settings told =
        Settings.defaults().wording(w -> w.prompt("make it sepia")).sampling(s -> s.seed(7));
    assertThat(PictureReader.read(client.get("/api/jobs/" + id + "/result").bytes(), "made"))
        .isEqualTo(lorweb.edit(B, told).picture());
    Answer lora = client.get("/api/jobs/" + id + "/lora");
    assertThat(lora.status()).isEqualTo(400);
    assertThat(lora.text()).contains("the picture was made in words");
  }

  @Test
  void knownCellsAreComputedInSomeStepsOnly() {
    Picture made = made("{\"fit\":0,\"seed\":7,\"steps\":4,\"known_cells\":4}");
    assertThat(made).isEqualTo(made(four().sampling(s -> s.knownCells(4))));
    assertThat(made).isNotEqualTo(made(four()));
  }

  @Test
  void aJobTellsItsListsAsTheyWereGiven() {
    String id = client.submit("{\"fit\":0,\"sigmas\":[1,0.5],\"skipped_steps\":[2]}");
    JsonNode told = client.job(id).at("/request/settings");
    assertThat(told.get("sigmas").toString()).isEqualTo("[1.0,0.5]");
    assertThat(told.get("skipped_steps").toString()).isEqualTo("[2]");
    client.await(id, "done");
  }
}
