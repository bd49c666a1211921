package io.lorweb.studio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lorweb.LoRWeB;
import io.lorweb.LoadOptions;
import io.lorweb.Settings;
import io.lorweb.analogy.Demonstration;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.image.PngWriter;
import io.lorweb.record.CarriedRun;
import io.lorweb.studio.web.RawHttp.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract for programs, over real connections to the embedded model. */
class ApiTest {

  private static final String QUICK = "{\"fit\":0,\"steps\":2,\"seed\":7}";

  @TempDir static Path folder;
  private static Studio studio;
  private static Client client;

  @BeforeAll
  static void start() {
    studio = Studio.start(Studios.options(folder));
    client = new Client(studio.address());
  }

  @AfterAll
  static void stop() {
    studio.close();
  }

  private static Picture picture(Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers()).containsEntry("content-type", "image/png");
    return PictureReader.read(answer.bytes(), "result");
  }

  @Test
  void aJobMakesWhatTheLibraryMakes() {
    String id = client.submit(QUICK);
    client.await(id, "done");
    JsonNode job = client.job(id);
    assertThat(job.get("position").asInt()).isZero();
    assertThat(job.get("step").asInt()).isEqualTo(2);
    assertThat(job.get("steps").asInt()).isEqualTo(2);
    Picture made = picture(client.get("/api/jobs/" + id + "/result"));
    try (LoRWeB lorweb = LoRWeB.load(LoadOptions.defaults())) {
      Settings settings =
          Settings.defaults().sampling(s -> s.steps(2).seed(7)).mixing(m -> m.fit(0));
      Picture expected =
          lorweb
              .analogy(
                  PictureReader.read(Client.example("a"), "a"),
                  PictureReader.read(Client.example("a2"), "a2"))
              .apply(PictureReader.read(Client.example("b"), "b"), settings)
              .picture();
      assertThat(made).isEqualTo(expected);
    }
    assertThat(client.get("/api/jobs/" + id + "/report").text()).contains("\"coefficients\"");
  }

  @Test
  void theRecipeIsAsLargeAsIsAskedFor() {
    String id = client.submit(QUICK);
    client.await(id, "done");
    String result = "/api/jobs/" + id + "/result";
    assertThat(CarriedRun.in(client.get(result + "?recipe=none").bytes())).isFalse();
    CarriedRun settled = CarriedRun.read(client.get(result).bytes(), "settled");
    assertThat(settled.b()).isEmpty();
    assertThat(settled.settings().sampling().seed()).isEqualTo(7);
    byte[] whole = client.get(result + "?recipe=full").bytes();
    assertThat(CarriedRun.read(whole, "whole").b())
        .contains(PictureReader.read(Client.example("b"), "b"));
    // Here even the settings suffice: the pictures are known by their hashes.
    for (byte[] file : List.of(whole, client.get(result).bytes())) {
      Answer answer = client.post("/api/recipes", new Multipart().file("picture", file));
      JsonNode recipe = Client.json(answer);
      assertThat(recipe.get("settings").get("seed").asText()).isEqualTo("7");
      String again =
          "{\"a\":%s,\"a2\":%s,\"b\":%s,\"settings\":%s}"
              .formatted(
                  recipe.get("a"), recipe.get("a2"), recipe.get("b"), recipe.get("settings"));
      String other = Client.json(client.post("/api/jobs", again)).get("id").asText();
      client.await(other, "done");
      assertThat(picture(client.get("/api/jobs/" + other + "/result")))
          .isEqualTo(picture(client.get(result)));
    }
  }

  @Test
  void eventsAreNumberedAndResumed() {
    String id = client.submit("{\"fit\":0,\"steps\":3}");
    String stream = client.get("/api/jobs/" + id + "/events").text();
    List<Integer> numbers = new ArrayList<>();
    Matcher matcher = Pattern.compile("(?m)^id: (\\d+)$").matcher(stream);
    while (matcher.find()) {
      numbers.add(Integer.parseInt(matcher.group(1)));
    }
    assertThat(numbers).isSorted().doesNotHaveDuplicates().startsWith(1);
    assertThat(stream).contains("\"step\":1,", "\"step\":2,", "\"step\":3,", "\"state\":\"done\"");
    assertThat(stream).contains("event: status\ndata: {\"id\":\"" + id);
    int last = numbers.get(numbers.size() - 1);
    String rest = client.get("/api/jobs/" + id + "/events", "Last-Event-ID: " + (last - 1)).text();
    assertThat(rest).contains("id: " + last + "\n", "\"done\"").doesNotContain("id: " + (last - 1));
    assertThat(client.get("/api/jobs/" + id + "/events", "Last-Event-ID: 999999").text())
        .contains("\"done\"");
  }

  @Test
  void whatRunsIsCancelledAndWhatWaitsToo() {
    String running = client.submit("{\"fit\":0,\"steps\":600}");
    String waiting = client.submit(QUICK);
    client.await(running, "running");
    assertThat(client.job(waiting).get("position").asInt()).isEqualTo(1);
    assertThat(client.delete("/api/jobs/" + waiting).status()).isEqualTo(202);
    assertThat(client.state(waiting)).isEqualTo("cancelled");
    client.delete("/api/jobs/" + running);
    assertThat(client.await(running, "cancelled", "done")).isEqualTo("cancelled");
    assertThat(client.get("/api/jobs/" + running + "/result").status()).isEqualTo(409);
    // What has ended is hidden, and comes back.
    assertThat(client.delete("/api/jobs/" + running).status()).isEqualTo(200);
    assertThat(client.get("/api/jobs/" + running).status()).isEqualTo(404);
    assertThat(client.post("/api/jobs/" + running + "/restore", "{}").status()).isEqualTo(200);
    assertThat(client.state(running)).isEqualTo("cancelled");
  }

  @Test
  void aBatchIsOneJobForEveryB() {
    Answer answer =
        client.post(
            "/api/batches",
            Client.pictures().file("b", Client.example("a")).text("settings", QUICK));
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    JsonNode batch = Client.json(answer);
    assertThat(batch.get("jobs")).hasSize(2);
    batch.get("jobs").forEach(id -> client.await(id.asText(), "done"));
    JsonNode stands = Client.json(client.get("/api/batches/" + batch.get("id").asText()));
    assertThat(stands.findValuesAsText("state")).containsExactly("done", "done");
  }

  private static byte[] other(String name) {
    return Client.bytes(Studios.EXAMPLES.resolve("darken").resolve(name + ".png"));
  }

  @Test
  void severalPairsShowOneEdit() {
    Answer answer =
        client.post(
            "/api/jobs",
            Client.pictures()
                .file("a", other("a"))
                .file("a2", other("a2"))
                .text("settings", QUICK));
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    String id = Client.json(answer).get("id").asText();
    client.await(id, "done");
    Picture made = picture(client.get("/api/jobs/" + id + "/result"));
    try (LoRWeB lorweb = LoRWeB.load(LoadOptions.defaults())) {
      List<Demonstration> shown =
          List.of(
              new Demonstration(
                  PictureReader.read(Client.example("a"), "a"),
                  PictureReader.read(Client.example("a2"), "a2")),
              new Demonstration(
                  PictureReader.read(other("a"), "a"), PictureReader.read(other("a2"), "a2")));
      Settings settings =
          Settings.defaults().sampling(s -> s.steps(2).seed(7)).mixing(m -> m.fit(0));
      Picture b = PictureReader.read(Client.example("b"), "b");
      assertThat(made).isEqualTo(lorweb.analogy(shown).apply(b, settings).picture());
      assertThat(made)
          .isNotEqualTo(lorweb.analogy(shown.subList(0, 1)).apply(b, settings).picture());
    }
    JsonNode request = client.job(id).get("request");
    assertThat(request.get("a")).hasSize(2);
    byte[] settled = client.get("/api/jobs/" + id + "/result").bytes();
    JsonNode recipe =
        Client.json(client.post("/api/recipes", new Multipart().file("picture", settled)));
    assertThat(recipe.get("a")).isEqualTo(request.get("a"));
    assertThat(recipe.get("a2")).isEqualTo(request.get("a2"));
    String named = "{\"name\":\"two pairs\",\"job\":\"" + id + "\"}";
    JsonNode preset = Client.json(client.post("/api/presets", named));
    assertThat(preset.get("a")).isEqualTo(request.get("a"));
    String mix =
        "{\"mix\":[{\"preset\":%s,\"weight\":1}],\"b\":%s,\"settings\":%s}"
            .formatted(preset.get("id"), preset.get("b"), QUICK);
    String again = Client.json(client.post("/api/jobs", mix)).get("id").asText();
    client.await(again, "done");
    assertThat(picture(client.get("/api/jobs/" + again + "/result"))).isEqualTo(made);
    assertThat(client.delete("/api/presets/" + preset.get("id").asText()).status()).isEqualTo(204);
  }

  @Test
  void anEditThatPeopleRarelyMeanIsSaid() {
    byte[] plain = Client.example("a");
    byte[] cut = BadFiles.cutOut(plain);
    Multipart form =
        new Multipart().file("a", plain).file("a2", cut).file("b", plain).text("settings", QUICK);
    JsonNode job = Client.json(client.post("/api/jobs", form));
    assertThat(job.at("/notices/0").asText()).contains("differ in transparency alone");
    client.await(job.get("id").asText(), "done");
    JsonNode request = client.job(job.get("id").asText()).get("request");
    String same =
        "{\"a\":%s,\"a2\":%s,\"b\":%s}"
            .formatted(request.get("a"), request.get("a"), request.get("b"));
    assertThat(Client.json(client.post("/api/plan", same)).at("/notices/0").asText())
        .isEqualTo("a and a' are the same picture: no edit is shown");
    assertThat(Client.json(client.post("/api/plan", Client.pictures())).has("notices")).isFalse();
  }

  @Test
  void theReferencesColoursAreRefusedWhereTheyAreLost() {
    byte[] linear = BadFiles.profiled(Client.example("b"));
    String settings = QUICK.replace("{", "{\"compatibility\":\"reference\",");
    Multipart form = Client.pictures("b").file("b", linear).text("settings", settings);
    Answer refused = client.post("/api/jobs", form);
    assertThat(refused.status()).as(refused.text()).isEqualTo(422);
    assertThat(refused.text())
        .contains("picture 'b' has its colours converted from", "setting 'compatibility'");
    Multipart edit =
        new Multipart().file("image", linear).text("prompt", "x").text("settings", settings);
    assertThat(client.post("/v1/images/edits", edit).status()).isEqualTo(422);
    Multipart plain = Client.pictures().text("settings", settings);
    String id = Client.json(client.post("/api/jobs", plain)).get("id").asText();
    assertThat(client.await(id, "done", "failed")).isEqualTo("done");
  }

  @Test
  void presetsAreMixedSeenAndExported() {
    String id = client.submit(QUICK);
    client.await(id, "done");
    String name = "{\"name\":\"%s\",\"job\":\"" + id + "\"}";
    JsonNode one = Client.json(client.post("/api/presets", name.formatted("one")));
    JsonNode two = Client.json(client.post("/api/presets", name.formatted("two")));
    assertThat(client.post("/api/presets", name.formatted("two")).status()).isEqualTo(400);
    String mix =
        "{\"mix\":[{\"preset\":%s,\"weight\":0.5},{\"preset\":%s,\"weight\":0.5}],\"b\":%s,"
            .formatted(one.get("id"), two.get("id"), one.get("b"));
    String settings = "\"settings\":" + QUICK;
    Answer answer = client.post("/api/jobs", mix + settings + ",\"preview\":true}");
    String glance = Client.json(answer).get("id").asText();
    client.await(glance, "done");
    // Half of an edit and half of the same edit is the edit.
    assertThat(picture(client.get("/api/jobs/" + glance + "/result")))
        .isEqualTo(picture(client.get("/api/jobs/" + id + "/result")));
    assertThat(client.get("/api/jobs").text()).doesNotContain(glance);
    String mixed = Client.json(client.post("/api/jobs", mix + settings + "}")).get("id").asText();
    client.await(mixed, "done");
    Answer lora = client.get("/api/jobs/" + mixed + "/lora?format=kohya");
    assertThat(lora.status()).isEqualTo(200);
    assertThat(lora.headers().get("content-disposition")).contains(".safetensors");
    assertThat(lora.text()).contains("lora_unet_", "lora_down.weight");
    assertThat(client.delete("/api/presets/" + two.get("id").asText()).status()).isEqualTo(204);
    assertThat(client.get("/api/presets").text()).contains("one").doesNotContain("\"two\"");
  }

  @Test
  void givenCoefficientsMakeThePicture() {
    String id = client.submit(QUICK);
    client.await(id, "done");
    JsonNode job = client.job(id);
    JsonNode routing = Client.json(client.get("/api/jobs/" + id + "/report")).get("routing");
    String request =
        "{\"a\":%s,\"a2\":%s,\"b\":%s,\"settings\":%s,\"mixture\":%s}"
            .formatted(
                job.at("/request/a"), job.at("/request/a2"), job.at("/request/b"), QUICK, routing);
    String given = Client.json(client.post("/api/jobs", request)).get("id").asText();
    client.await(given, "done");
    assertThat(picture(client.get("/api/jobs/" + given + "/result")))
        .isEqualTo(picture(client.get("/api/jobs/" + id + "/result")));
  }

  @Test
  void clientsOfOtherServersAreAnsweredInTheirShape() {
    Multipart form =
        new Multipart()
            .file("image", Client.example("b"))
            .file("a", Client.example("a"))
            .file("a2", Client.example("a2"))
            .text("model", "any")
            .text("n", "2")
            .text("size", "auto")
            .text("response_format", "b64_json")
            .text("settings", QUICK);
    Answer answer = client.post("/v1/images/edits", form);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    JsonNode data = Client.json(answer).get("data");
    assertThat(data).hasSize(2);
    List<Picture> made = new ArrayList<>();
    data.forEach(
        one ->
            made.add(
                PictureReader.read(
                    Base64.getDecoder().decode(one.get("b64_json").asText()), "made")));
    assertThat(made.get(0)).isNotEqualTo(made.get(1));
    Answer refused = client.post("/v1/images/edits", new Multipart().text("prompt", "x"));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(Client.json(refused).at("/error/type").asText()).isEqualTo("invalid_request_error");
  }

  @Test
  void aPlanTellsTheCanvasAndTheCrop() {
    client.await(client.submit(QUICK), "done");
    Answer answer =
        client.post(
            "/api/plan", Client.pictures().text("settings", "{\"size\":\"96x48\",\"draft\":0}"));
    JsonNode plan = Client.json(answer);
    assertThat(plan.at("/canvas/width").asInt()).isGreaterThanOrEqualTo(96);
    JsonNode crop = plan.at("/crops/b");
    assertThat(crop.get("width").asInt()).isEqualTo(2 * crop.get("height").asInt());
    assertThat(crop.get("left").asInt()).isZero();
    assertThat(crop.get("top").asInt()).isPositive();
  }

  @Test
  void peopleSeeTheirOwnThingsOnly() {
    String one = "first-token-of-somebody";
    String two = "other-token-of-somebody";
    StudioOptions options =
        Studios.options(folder.resolve("two"), Optional.empty(), List.of(one, two), 4);
    try (Studio shared = Studio.start(options)) {
      Client first = new Client(shared.address(), "Authorization: Bearer " + one);
      Client second = new Client(shared.address(), "Authorization: Bearer " + two);
      String id = first.submit(QUICK);
      first.await(id, "done");
      String picture = first.job(id).get("picture").asText();
      for (String path :
          List.of(
              "/api/jobs/" + id,
              "/api/jobs/" + id + "/result",
              "/api/jobs/" + id + "/events",
              "/api/jobs/" + id + "/report",
              "/api/pictures/" + picture)) {
        assertThat(first.get(path).status()).as(path).isEqualTo(200);
        assertThat(second.get(path).status()).as(path).isEqualTo(404);
      }
      assertThat(second.delete("/api/jobs/" + id).status()).isEqualTo(404);
      assertThat(second.get("/api/jobs").text()).isEqualTo("{\"jobs\":[]}");
      assertThat(second.post("/api/presets", "{\"name\":\"x\",\"job\":\"" + id + "\"}").status())
          .isEqualTo(404);
    }
  }

  @Test
  void theDescriptionKnowsEveryAddressAndNoOther() {
    JsonNode paths = Client.json(client.get("/openapi.json")).get("paths");
    Set<String> described = new TreeSet<>();
    paths
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method ->
                            described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    Set<String> served = new TreeSet<>(studio.routes());
    served.removeIf(route -> route.contains(" /assets/") || route.endsWith(" /"));
    served.removeIf(route -> route.endsWith(" /login"));
    assertThat(described).isEqualTo(served);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void photographsStandUprightOnEveryPath(int orientation) {
    byte[] file = BadFiles.turned(orientation);
    Picture upright = PictureReader.read(file, "turned");
    assertThat(upright.width()).isEqualTo(orientation < 5 ? 64 : 32);
    JsonNode stored =
        Client.json(client.post("/api/pictures", new Multipart().file("picture", file)));
    assertThat(stored.get("width").asInt()).isEqualTo(upright.width());
    String path = "/api/pictures/" + stored.get("id").asText();
    assertThat(picture(client.get(path))).isEqualTo(upright);
    assertThat(picture(client.get(path + "?edge=256"))).isEqualTo(upright);
    Answer job =
        client.post("/api/jobs", Client.pictures("b").file("b", file).text("settings", QUICK));
    String id = Client.json(job).get("id").asText();
    assertThat(client.job(id).at("/request/b").asText()).isEqualTo(stored.get("id").asText());
    client.delete("/api/jobs/" + id);
    Multipart edit =
        new Multipart()
            .file("image", file)
            .file("a", file)
            .file("a2", file)
            .text("settings", "{\"steps\":1,\"fit\":0,\"match_b\":true}");
    JsonNode made = Client.json(client.post("/v1/images/edits", edit));
    byte[] png = Base64.getDecoder().decode(made.at("/data/0/b64_json").asText());
    assertThat(PictureReader.read(png, "made").size()).isEqualTo(upright.size());
  }

  @Test
  void theDescriptionKnowsEverySetting() {
    JsonNode described =
        Client.json(client.get("/openapi.json")).at("/components/schemas/Settings/properties");
    Set<String> names = new TreeSet<>();
    described.fieldNames().forEachRemaining(names::add);
    Answer refused = client.post("/api/jobs", Client.pictures().text("settings", "{\"other\":1}"));
    String sentence = Client.json(refused).get("error").asText();
    String known = sentence.replaceFirst(".*only \\[", "").replace("]", "");
    assertThat(new TreeSet<>(List.of(known.split(", ")))).isEqualTo(names);
  }

  @Test
  void aMaskOfNothingGivesB() {
    Picture b = PictureReader.read(Client.example("b"), "b");
    byte[] black = PngWriter.toBytes(Picture.filled(b.width(), b.height(), 0));
    Answer answer =
        client.post("/api/jobs", Client.pictures().file("mask", black).text("settings", QUICK));
    String id = Client.json(answer).get("id").asText();
    client.await(id, "done");
    assertThat(picture(client.get("/api/jobs/" + id + "/result"))).isEqualTo(b);
    byte[] other = PngWriter.toBytes(Picture.filled(5, 5, 0));
    Answer refused = client.post("/api/jobs", Client.pictures().file("mask", other));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text()).contains("give a mask of b's size");
  }

  @Test
  void modelsAndNumbersAreTold() {
    client.await(client.submit(QUICK), "done");
    JsonNode models = Client.json(client.get("/api/models"));
    assertThat(models.get("loaded").asText()).isEqualTo("tiny-kontext");
    assertThat(models.get("ready").asBoolean()).isTrue();
    assertThat(client.get("/metrics").text())
        .contains("lorweb_jobs_ended_total{state=\"done\"}", "lorweb_jobs_waiting");
  }
}
