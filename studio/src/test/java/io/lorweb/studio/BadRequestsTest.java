package io.lorweb.studio;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.LoadOptions;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.image.PngWriter;
import io.lorweb.studio.web.RawHttp;
import io.lorweb.studio.web.RawHttp.Answer;
import io.lorweb.studio.web.WebLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
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
  private static final String JSON = "Content-Type: application/json";
  private static final String NOBODY = "0".repeat(64);

  @TempDir static Path folder;
  private static Studio studio;
  private static Client client;
  private static RawHttp http;
  private static String picture;

  private record Case(String name, int status, String says, Supplier<Answer> request) {
    String row() {
      return "| " + name + " | " + status + " | " + says + " |";
    }
  }

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
    http = client.http;
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

  private static Answer settings(String settings) {
    return client.post("/api/jobs", Client.pictures().text("settings", settings));
  }

  private static Answer job(String json) {
    return client.post("/api/jobs", json);
  }

  private static Answer edit(String name, String value) {
    return client.post(
        "/v1/images/edits",
        new Multipart().file("image", Client.example("b")).text("prompt", "x").text(name, value));
  }

  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    files(cases);
    forms(cases);
    settings(cases);
    ids(cases);
    transport(cases);
    return cases;
  }

  private static void add(
      List<Case> cases, String name, int status, String says, Supplier<Answer> request) {
    cases.add(new Case(name, status, says, request));
  }

  private static void files(List<Case> cases) {
    byte[] good = Client.example("a");
    add(
        cases,
        "PNG of 30000 x 30000 pixels in 33 bytes",
        413,
        "make it smaller",
        () -> upload(BadFiles.png(30000, 30000)));
    add(
        cases,
        "PNG of 2000 x 2000 pixels where 1,048,576 are read",
        413,
        "more than the limit of 1,048,576",
        () -> upload(PngWriter.toBytes(Picture.filled(2000, 2000, 0))));
    add(
        cases,
        "JPEG whose frame says 65000 x 65000",
        413,
        "make it smaller",
        () -> upload(BadFiles.jpeg(65000, 65000)));
    add(cases, "WebP of 16384 x 16384", 413, "make it smaller", () -> upload(BadFiles.webp()));
    add(cases, "GIF of 65535 x 65535", 413, "make it smaller", () -> upload(BadFiles.gif()));
    add(
        cases,
        "BMP of 60000 x 60000 without pixels",
        422,
        "damaged or truncated",
        () -> upload(BadFiles.bmp()));
    add(cases, "PNG of width 0", 422, "is damaged", () -> upload(BadFiles.png(0, 5)));
    add(cases, "PNG cut in half", 422, "damaged", () -> upload(BadFiles.cut(good)));
    add(cases, "PNG with a wrong bit", 422, "damaged", () -> upload(BadFiles.damaged(good)));
    add(cases, "JPEG cut in half", 422, "damaged", () -> upload(BadFiles.cut(BadFiles.jpeg())));
    add(cases, "empty file", 415, "is empty", () -> upload(new byte[0]));
    add(
        cases,
        "text",
        415,
        "not a picture of a known format",
        () -> upload(BadFiles.text("hello")));
    add(
        cases,
        "HTML",
        415,
        "give a PNG, JPEG, WebP",
        () -> upload(BadFiles.text("<!doctype html><script>alert(1)</script>")));
    add(
        cases,
        "SVG with a script",
        415,
        "SVG",
        () ->
            upload(
                BadFiles.text(
                    "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>")));
    add(cases, "HEIC", 415, "HEIC", () -> upload(BadFiles.heif("heic")));
    add(cases, "AVIF", 415, "AVIF", () -> upload(BadFiles.heif("avif")));
    add(cases, "PDF", 415, "PDF", () -> upload(BadFiles.text("%PDF-1.7\n")));
    add(cases, "TIFF", 415, "TIFF", () -> upload(BadFiles.text("II*\0\u0008\0\0\0")));
    add(
        cases,
        "ZIP",
        415,
        "give a PNG, JPEG, WebP",
        () -> upload(BadFiles.text("PK\u0003\u0004....")));
    add(
        cases,
        "file of more than the limit of 1 MB",
        413,
        "more than the limit of 1 MB",
        () -> upload(new byte[(1 << 20) + 1]));
    add(
        cases,
        "PNG without a recipe, for its recipe",
        400,
        "carries no run settings",
        () -> client.post("/api/recipes", new Multipart().file("picture", good)));
  }

  private static void forms(List<Case> cases) {
    add(
        cases,
        "job without a",
        400,
        "picture 'a' is missing",
        () -> client.post("/api/jobs", new Multipart().file("b", Client.example("b"))));
    add(
        cases,
        "job without b",
        400,
        "picture 'b' is missing",
        () ->
            client.post(
                "/api/jobs",
                new Multipart().file("a", Client.example("a")).file("a2", Client.example("a2"))));
    add(
        cases,
        "two a and one a2",
        400,
        "give as many, in the same order",
        () -> client.post("/api/jobs", Client.pictures().file("a", Client.example("a"))));
    add(
        cases,
        "two masks",
        400,
        "give it once",
        () ->
            client.post(
                "/api/jobs",
                Client.pictures()
                    .file("mask", Client.example("b"))
                    .file("mask", Client.example("b"))));
    add(
        cases,
        "two b in one job",
        400,
        "/api/batches",
        () -> client.post("/api/jobs", Client.pictures().file("b", Client.example("a"))));
    add(
        cases,
        "form with an unknown field",
        400,
        "unknown field",
        () -> client.post("/api/jobs", Client.pictures().text("path", "/etc/passwd")));
    add(
        cases,
        "form that ends too early",
        400,
        "incomplete",
        () ->
            http.send(
                "POST",
                "/api/jobs",
                new Multipart().file("a", Client.example("a")).cut(),
                Multipart.TYPE));
    add(
        cases,
        "form without a boundary",
        400,
        "damaged",
        () ->
            http.send(
                "POST",
                "/api/jobs",
                Client.pictures().bytes(),
                "Content-Type: multipart/form-data"));
    add(
        cases,
        "form as another type",
        415,
        "must be JSON",
        () ->
            http.send(
                "POST",
                "/api/jobs",
                Client.pictures().bytes(),
                "Content-Type: application/x-www-form-urlencoded"));
    add(
        cases,
        "JSON as text, as a foreign form would send it",
        415,
        "must be JSON",
        () -> http.send("POST", "/api/jobs", BadFiles.text("{}"), "Content-Type: text/plain"));
    add(
        cases,
        "upload without a form",
        415,
        "must be a form",
        () -> http.send("POST", "/api/pictures", Client.example("a"), "Content-Type: image/png"));
    add(cases, "damaged JSON", 400, "not valid JSON", () -> job("{\"b\":"));
    add(cases, "JSON that is a list", 400, "must hold a JSON object", () -> job("[]"));
    add(
        cases,
        "JSON with a key twice",
        400,
        "not valid JSON",
        () -> job("{\"b\":\"1\",\"b\":\"2\"}"));
    add(
        cases,
        "JSON with an unknown key",
        400,
        "unknown key",
        () -> job("{\"url\":\"http://localhost/\"}"));
    add(
        cases,
        "JSON 5000 levels deep",
        400,
        "not valid JSON",
        () -> job("{\"settings\":" + "[".repeat(5000) + "]".repeat(5000) + "}"));
    add(
        cases,
        "JSON of 2 MB",
        413,
        "too large",
        () -> job("{\"a\":\"" + "x".repeat(2 << 20) + "\"}"));
    add(
        cases,
        "empty mix",
        400,
        "'mix' must be a list",
        () -> job("{\"mix\":[],\"b\":\"" + picture + "\"}"));
    add(
        cases,
        "weight of 1e9",
        400,
        "'weight' from -100 to 100",
        () -> job("{\"mix\":[{\"preset\":\"x\",\"weight\":1e9}],\"b\":\"" + picture + "\"}"));
    add(
        cases,
        "preset without a name",
        400,
        "needs a 'name'",
        () -> client.post("/api/presets", "{\"job\":\"x\"}"));
    add(
        cases,
        "preset with a name of 81 letters",
        400,
        "1 to 80 characters",
        () ->
            client.post(
                "/api/presets",
                "{\"name\":\""
                    + "x".repeat(81)
                    + "\",\"a\":\""
                    + picture
                    + "\",\"a2\":\""
                    + picture
                    + "\"}"));
  }

  private static void settings(List<Case> cases) {
    add(
        cases,
        "unknown setting",
        400,
        "there is no 'output_path'",
        () -> settings("{\"output_path\":\"/tmp/x\"}"));
    add(cases, "0 steps", 400, "steps 0 must lie in 1..1000", () -> settings("{\"steps\":0}"));
    add(
        cases,
        "more steps than the limit",
        422,
        "more than the limit of 600",
        () -> settings("{\"steps\":601}"));
    add(
        cases,
        "size of 10000 x 10000",
        422,
        "more than the limit of 1,048,576 pixels",
        () -> settings("{\"size\":\"10000x10000\"}"));
    add(cases, "size in words", 400, "512x384", () -> settings("{\"size\":\"huge\"}"));
    add(
        cases,
        "strength of 1e9",
        400,
        "must lie in -100..100",
        () -> settings("{\"strength\":1e9}"));
    add(cases, "seed in words", 400, "'seed'", () -> settings("{\"seed\":\"lucky\"}"));
    add(cases, "settings that are a list", 400, "must be a JSON object", () -> settings("[]"));
    add(
        cases,
        "character U+0000 in the prompt",
        400,
        "U+0000",
        () -> settings("{\"prompt\":\"a\\u0000b\"}"));
    add(
        cases,
        "edit without a picture",
        400,
        "field 'image'",
        () -> client.post("/v1/images/edits", new Multipart().text("prompt", "x")));
    add(cases, "edit that wants a URL", 400, "b64_json", () -> edit("response_format", "url"));
    add(cases, "edit of 100 pictures", 400, "'n' must lie in 1..8", () -> edit("n", "100"));
    add(
        cases,
        "edit with half a pair",
        400,
        "field 'a2'",
        () ->
            client.post(
                "/v1/images/edits",
                new Multipart().file("image", Client.example("b")).file("a", Client.example("a"))));
    add(
        cases,
        "LoRA in an unknown format",
        404,
        "no such job",
        () -> client.get("/api/jobs/" + NOBODY + "/lora?format=pickle"));
    add(
        cases,
        "thumbnail of 5000 pixels",
        400,
        "'edge' must be one of",
        () -> client.get("/api/pictures/" + picture + "?edge=5000"));
  }

  private static void ids(List<Case> cases) {
    add(cases, "unknown job", 404, "no such job", () -> client.get("/api/jobs/" + NOBODY));
    add(
        cases,
        "result of an unknown job",
        404,
        "no such job",
        () -> client.get("/api/jobs/" + NOBODY + "/result"));
    add(cases, "unknown batch", 404, "no such batch", () -> client.get("/api/batches/" + NOBODY));
    add(
        cases,
        "unknown preset",
        404,
        "no such preset",
        () -> client.delete("/api/presets/" + NOBODY));
    add(
        cases,
        "unknown picture",
        404,
        "no such picture",
        () -> client.get("/api/pictures/" + NOBODY));
    add(
        cases,
        "path up as a picture's id",
        404,
        "no stored picture",
        () -> job("{\"a\":\"../../../etc/passwd\",\"a2\":\"x\",\"b\":\"" + picture + "\"}"));
    add(
        cases,
        "absolute path as a picture's id",
        404,
        "no stored picture",
        () -> job("{\"a\":\"" + picture + "\",\"a2\":\"" + picture + "\",\"b\":\"/etc/passwd\"}"));
    add(
        cases,
        "address as a picture's id",
        404,
        "no stored picture",
        () ->
            job(
                "{\"a\":\""
                    + picture
                    + "\",\"a2\":\""
                    + picture
                    + "\",\"b\":\"http://169.254.169.254/\"}"));
    add(
        cases,
        "path up in an address",
        400,
        "damaged",
        () -> client.get("/api/pictures/..%2f..%2f..%2fetc%2fpasswd"));
    add(
        cases,
        "backslashes in an address",
        404,
        "no such picture",
        () -> client.get("/api/pictures/..%5c..%5cstudio.db"));
    add(cases, "NUL in an address", 400, "damaged", () -> client.get("/api/pictures/a%00b"));
    add(
        cases,
        "the database's file",
        404,
        "nothing at this address",
        () -> client.get("/studio.db"));
    add(
        cases,
        "unknown address",
        404,
        "nothing at this address",
        () -> client.get("/file=/etc/passwd"));
    add(
        cases,
        "known address, wrong method",
        405,
        "does not take such a request",
        () -> http.send("PUT", "/api/jobs"));
  }

  private static void transport(List<Case> cases) {
    add(
        cases,
        "foreign Host (DNS rebinding)",
        421,
        "not known by the name",
        () -> http.send("GET", "/api/jobs", "Host: evil.example"));
    add(
        cases,
        "no Host",
        421,
        "not known by the name",
        () -> http.send("GET", "/api/jobs", "Host:"));
    add(
        cases,
        "two Hosts",
        400,
        "damaged",
        () -> http.send("GET", "/api/jobs", "Host: localhost", "Host: evil.example"));
    add(
        cases,
        "foreign Origin",
        403,
        "another site",
        () ->
            http.send(
                "POST", "/api/jobs", BadFiles.text("{}"), JSON, "Origin: http://evil.example"));
    add(
        cases,
        "Origin null",
        403,
        "another site",
        () -> http.send("POST", "/api/jobs", BadFiles.text("{}"), JSON, "Origin: null"));
    add(
        cases,
        "Origin at another port",
        403,
        "another site",
        () -> http.send("DELETE", "/api/jobs/" + NOBODY, "Origin: http://127.0.0.1:1"));
    add(
        cases,
        "change from another site by Sec-Fetch-Site",
        403,
        "another site",
        () ->
            http.send(
                "POST", "/api/jobs", BadFiles.text("{}"), JSON, "Sec-Fetch-Site: cross-site"));
    add(
        cases,
        "look from another site by Sec-Fetch-Site",
        403,
        "another site",
        () -> http.send("GET", "/api/jobs", "Sec-Fetch-Site: cross-site"));
    add(
        cases,
        "headers of 20 KB",
        431,
        "8 KB",
        () -> http.send("GET", "/", "X-Long: " + "x".repeat(20_000)));
    add(
        cases,
        "address of 20 KB",
        414,
        "too long",
        () -> http.send("GET", "/" + "x".repeat(20_000)));
    add(
        cases,
        "body longer than the limit, by its length",
        413,
        "limit of 3 MB",
        () ->
            http.send(
                "POST", "/api/pictures", new byte[0], Multipart.TYPE, "Content-Length: 999999999"));
    add(
        cases,
        "body longer than the limit, in chunks",
        413,
        "limit of 3 MB",
        BadRequestsTest::chunks);
    add(
        cases,
        "length that is no number",
        400,
        "damaged",
        () -> http.send("POST", "/api/jobs", new byte[0], JSON, "Content-Length: many"));
    add(
        cases,
        "length and chunks at once",
        400,
        "damaged",
        () ->
            http.send(
                "POST",
                "/api/jobs",
                BadFiles.text("0\r\n\r\n"),
                JSON,
                "Content-Length: 5",
                "Transfer-Encoding: chunked"));
    add(
        cases,
        "body that trickles",
        408,
        "too slowly",
        () -> http.trickle("/api/pictures", 20, Multipart.TYPE));
  }

  private static Answer chunks() {
    byte[] form = new Multipart().file("picture", new byte[4 << 20]).bytes();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(BadFiles.text(Integer.toHexString(form.length) + "\r\n"));
    body.writeBytes(form);
    body.writeBytes(BadFiles.text("\r\n0\r\n\r\n"));
    return http.send(
        "POST", "/api/pictures", body.toByteArray(), Multipart.TYPE, "Transfer-Encoding: chunked");
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
    assertThat(Files.readAllLines(TABLE)).containsAll(rows);
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
