package io.lorweb.studio;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.LoadOptions;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.image.PngWriter;
import io.lorweb.studio.BadRequests.Case;
import io.lorweb.studio.web.RawHttp.Answer;
import io.lorweb.studio.web.WebLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a studio refuses, with which status and sentence; docs/results/studio-requests.md is the
 * table of it.
 */
class BadRequestsTest {

  private static final Path TABLE = Path.of("docs", "results", "studio-requests.md");

  @TempDir static Path folder;
  private static Studio studio;
  private static Client client;
  private static String picture;

  @BeforeAll
  static void start() {
    StudioOptions usual = Studios.options(folder.resolve("data"));
    studio =
        Studio.start(
            new StudioOptions(
                usual.data(),
                Optional.empty(),
                LoadOptions.defaults().limits(l -> l.area(1 << 20).steps(600)),
                usual.host(),
                0,
                List.of(),
                List.of(),
                new WebLimits(1 << 20, 3 << 20, 1 << 20, 1 << 21, 4, 2000),
                usual.room(),
                usual.mostSeconds()));
    client = new Client(studio.address());
    // What depends on the model is refused before its turn where the model is there.
    while (!Client.json(client.get("/api/models")).get("ready").asBoolean()) {
      Client.pause();
    }
    Answer answer =
        client.post("/api/pictures", new Multipart().file("picture", Client.example("a")));
    picture = Client.json(answer).get("id").asText();
  }

  @AfterAll
  static void stop() {
    studio.close();
  }

  private static Answer upload(byte[] file) {
    return client.post("/api/pictures", new Multipart().file("picture", file));
  }

  private static List<Case> cases() {
    return Stream.of(
            new BadUploads(client, picture),
            new BadForms(client, picture),
            new BadSettings(client, picture),
            new BadAddresses(client, picture),
            new BadTransport(client, picture))
        .flatMap(kind -> kind.cases().stream())
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> eachIsRefusedWithItsStatusAndASentence() {
    return cases().stream()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.name(),
                    () -> {
                      Answer answer = one.request().get();
                      assertThat(answer.status()).as(answer.text()).isEqualTo(one.status());
                      assertThat(answer.text()).contains(one.says()).contains("error");
                      assertThat(answer.headers())
                          .containsEntry("x-content-type-options", "nosniff");
                    }));
  }

  @Test
  void theTableTellsOfAllOfThem() throws IOException {
    List<String> rows = cases().stream().map(Case::row).toList();
    assertThat(rows).hasSizeGreaterThanOrEqualTo(60);
    assertThat(Files.readAllLines(TABLE)).containsAll(rows).contains(rows.size() + " requests:");
  }

  @Test
  void aPictureWithAPageBehindItIsServedWithoutThePage() {
    Answer answer = upload(BadFiles.polyglot(Client.example("a")));
    assertThat(answer.status()).isEqualTo(201);
    Answer served = client.get("/api/pictures/" + Client.json(answer).get("id").asText());
    assertThat(served.headers())
        .containsEntry("content-type", "image/png")
        .containsEntry("x-content-type-options", "nosniff");
    assertThat(served.text()).doesNotContain("script");
    Picture picture = PictureReader.read(Client.example("a"), "a");
    assertThat(served.bytes()).isEqualTo(PngWriter.toBytes(picture));
  }

  @Test
  void aFilesNameIsNotLookedAt() throws IOException {
    byte[] file = Client.example("a2");
    Answer answer =
        client.post("/api/pictures", new Multipart().file("picture", "../../../escaped.png", file));
    assertThat(answer.status()).isEqualTo(201);
    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.contains("escaped"));
    }
  }

  @Test
  void aRunningJobsResultIsNotThereYet() {
    String id = client.submit("{\"fit\":0,\"steps\":600}");
    Answer answer = client.get("/api/jobs/" + id + "/result");
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.text()).contains("not there yet");
    client.delete("/api/jobs/" + id);
  }
}
