package io.lorweb.studio.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import io.lorweb.studio.web.RawHttp.Answer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules that every server of ours keeps, over real connections. */
class WebServerTest {

  private static final String TOKEN = "a-token-of-many-letters";

  @TempDir Path folder;
  private WebServer server;

  @AfterEach
  void close() {
    if (server != null) {
      server.close();
    }
  }

  private RawHttp serve(WebOptions options, String... open) {
    server = new WebServer(options, List.of(open));
    server.app().get("/", ctx -> ctx.html("hello " + WebServer.owner(ctx)));
    server.app().post("/api/change", ctx -> ctx.result("changed"));
    server.app().get("/open/page", ctx -> ctx.result("open"));
    server
        .app()
        .get(
            "/defect",
            ctx -> {
              throw new IllegalArgumentException("a secret of the inside");
            });
    return new RawHttp(server.start());
  }

  private RawHttp serve() {
    return serve(WebOptions.local(folder));
  }

  @Test
  void itsOwnPageIsServedWithStrictHeaders() {
    Answer answer = serve().send("GET", "/");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("hello local");
    assertThat(answer.headers())
        .containsEntry("x-content-type-options", "nosniff")
        .containsEntry("referrer-policy", "same-origin")
        .doesNotContainKey("server");
    assertThat(answer.headers().get("content-security-policy"))
        .contains("default-src 'none'", "script-src 'self';")
        .doesNotContain("unsafe");
  }

  @Test
  void aNameThatIsNotItsOwnIsRefused() {
    RawHttp http = serve();
    assertThat(http.send("GET", "/", "Host: evil.example").status()).isEqualTo(421);
    assertThat(http.send("GET", "/", "Host: 127.0.0.1.evil.example:80").status()).isEqualTo(421);
    assertThat(http.send("GET", "http://evil.example/", "Host: localhost").status()).isIn(400, 421);
    assertThat(http.send("GET", "/", "Host: localhost:1").status()).isEqualTo(200);
    assertThat(http.send("GET", "/", "Host: [::1]:7860").status()).isEqualTo(200);
  }

  @Test
  void aNameThatWasAllowedIsServed() {
    WebOptions options =
        new WebOptions(
            "127.0.0.1", 0, List.of("Studio.example"), List.of(), WebLimits.defaults(), folder);
    assertThat(serve(options).send("GET", "/", "Host: studio.example").status()).isEqualTo(200);
  }

  @Test
  void anotherSiteChangesNothing() {
    RawHttp http = serve();
    String path = "/api/change";
    assertThat(http.send("POST", path).status()).isEqualTo(200);
    for (String header :
        List.of(
            "Origin: null",
            "Origin: http://evil.example",
            "Origin: http://127.0.0.1:1",
            "Sec-Fetch-Site: cross-site",
            "Sec-Fetch-Site: same-site")) {
      Answer answer = http.send("POST", path, header);
      assertThat(answer.status()).as(header).isEqualTo(403);
      assertThat(answer.text()).contains("another site");
    }
    assertThat(http.send("POST", path, "Host: localhost:1", "Origin: http://localhost:1").status())
        .isEqualTo(200);
  }

  @Test
  void whereThereAreTokensNothingIsServedWithoutOne() {
    WebOptions options =
        new WebOptions("127.0.0.1", 0, List.of(), List.of(TOKEN), WebLimits.defaults(), folder);
    RawHttp http = serve(options, "/open/");
    assertThat(http.send("GET", "/").status()).isEqualTo(401);
    assertThat(http.send("GET", "/metrics").status()).isEqualTo(401);
    assertThat(http.send("GET", "/", "Authorization: Bearer wrong").status()).isEqualTo(401);
    assertThat(http.send("GET", "/healthz").status()).isEqualTo(200);
    assertThat(http.send("GET", "/open/page").status()).isEqualTo(200);
    Answer answer = http.send("GET", "/", "Authorization: Bearer " + TOKEN);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).startsWith("hello ").doesNotContain(TOKEN, "local");
  }

  @Test
  void aBrowserShowsItsTokenOnce() {
    WebOptions options =
        new WebOptions("127.0.0.1", 0, List.of(), List.of(TOKEN), WebLimits.defaults(), folder);
    RawHttp http = serve(options);
    assertThat(http.send("GET", "/", "Accept: text/html").text()).contains("<form", "/login");
    String form = "Content-Type: application/x-www-form-urlencoded";
    assertThat(http.send("POST", "/login", "token=nonsense".getBytes(), form).status())
        .isEqualTo(401);
    Answer answer = http.send("POST", "/login", ("token=" + TOKEN).getBytes(), form);
    String cookie = answer.headers().get("set-cookie");
    assertThat(cookie).contains("HttpOnly", "SameSite=Strict").doesNotContain(TOKEN);
    assertThat(http.send("GET", "/", "Cookie: " + cookie.split(";")[0]).status()).isEqualTo(200);
  }

  @Test
  void anotherAddressNeedsAToken() {
    assertThatThrownBy(
            () -> new WebOptions("0.0.0.0", 0, List.of(), List.of(), WebLimits.defaults(), folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("can be reached by others");
    assertThatThrownBy(
            () ->
                new WebOptions(
                    "0.0.0.0", 0, List.of(), List.of("short"), WebLimits.defaults(), folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("16 characters")
        .hasMessageNotContaining("short");
  }

  @Test
  void aDefectTellsNothingOfTheInside() {
    Answer answer = serve().send("GET", "/defect");
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.text()).contains("defect").doesNotContain("secret");
  }

  @Test
  void whatIsNotThereIsSaidAsPageOrAsJson() {
    RawHttp http = serve();
    assertThat(http.send("GET", "/nothing").text())
        .isEqualTo("{\"error\":\"there is nothing at this address\"}");
    Answer page = http.send("GET", "/nothing", "Accept: text/html");
    assertThat(page.status()).isEqualTo(404);
    assertThat(page.text()).contains("<h1>Nothing here</h1>", "There is nothing at this address.");
    assertThat(http.send("DELETE", "/api/change").status()).isEqualTo(405);
  }

  @Test
  void headersHaveALimit() {
    Answer answer = serve().send("GET", "/", "X-Long: " + "x".repeat(10_000));
    assertThat(answer.status()).isEqualTo(431);
    assertThat(answer.text()).contains("8 KB");
  }

  @Test
  void assetsAreKeptForGood() {
    RawHttp http = serve();
    String address = server.layout().assets().at("base.css");
    Answer answer = http.send("GET", address);
    assertThat(answer.headers().get("cache-control")).contains("immutable");
    assertThat(answer.text()).contains("prefers-color-scheme: dark");
    assertThat(http.send("GET", "/assets/../../lorweb.db").status()).isIn(400, 404);
  }

  @Test
  void numbersAreByRoute() {
    RawHttp http = serve();
    http.send("GET", "/");
    assertThat(http.send("GET", "/metrics").text())
        .contains("lorweb_http_requests_seconds_count{method=\"GET\",route=\"/\",status=\"200\"}");
    assertThat(http.send("GET", "/healthz").text()).isEqualTo("{\"status\":\"ok\"}");
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    serve();
    int port = server.app().port();
    WebServer other =
        new WebServer(
            new WebOptions("127.0.0.1", port, List.of(), List.of(), WebLimits.defaults(), folder),
            List.of());
    assertThatThrownBy(other::start)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("port " + port);
  }

  @Test
  void pixelsOfAllRequestsTogetherAreLimited() {
    PixelBudget budget = new PixelBudget(100);
    try (PixelBudget.Share share = budget.take(60)) {
      assertThatThrownBy(() -> budget.take(41))
          .isInstanceOfSatisfying(
              Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(503));
      budget.take(40).close();
    }
    assertThat(budget.taken()).isZero();
  }
}
