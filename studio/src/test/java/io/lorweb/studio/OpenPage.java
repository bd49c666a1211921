package io.lorweb.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A studio of the embedded model and a browser that shows its page, anew before each test. */
abstract class OpenPage {

  static final Path SEPIA = Studios.EXAMPLES.resolve("sepia").toAbsolutePath();

  @TempDir static Path folder;
  static Studio studio;
  static Browser browser;

  @BeforeAll
  static void start() {
    assumeTrue(Browser.installed(), "Chromium is not installed");
    studio = Studio.start(Studios.options(folder.resolve("data")));
    browser = Browser.open(1280, 900);
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    if (studio != null) {
      studio.close();
    }
  }

  @BeforeEach
  void open() {
    browser.size(1280, 900);
    browser.driver().get("about:blank");
    browser.driver().get(studio.address());
    ready();
  }

  static void ready() {
    browser.await(
        "the page is ready", d -> browser.find("body").getDomAttribute("data-ready") != null);
    browser.await(
        "the model is loaded", d -> browser.find("#model").getText().equals("tiny-kontext"));
  }

  static void give(String zone, Path file) {
    browser.find("#file-" + zone).sendKeys(file.toString());
    browser.awaitShown(".zone." + zone + " .frame img");
  }

  static void giveAll() {
    give("a", SEPIA.resolve("a.png"));
    give("a2", SEPIA.resolve("a2.png"));
    give("b", SEPIA.resolve("b.png"));
  }

  static void chooseSmall() {
    browser.script(
        "document.getElementById('more').open = true;"
            + "document.querySelector('#settings [name=size]').value = '';");
  }

  static void set(String name, String value) {
    browser.script(
        "const field = document.querySelector(`#settings [name=${arguments[0]}]`);"
            + "field.value = arguments[1]; field.dispatchEvent(new Event('input', {bubbles: true}));",
        name,
        value);
  }

  static String makeOne(String seed) {
    giveAll();
    chooseSmall();
    set("seed", seed);
    browser.find("#go").click();
    browser.awaitText("#facts", "seed " + seed + ",");
    browser.awaitShown("#after");
    return (String) browser.script("return location.hash.replace('#job=', '')");
  }

  /** Phones widen what they call the window for what sticks out; the document's width they keep. */
  static void assertNothingSticksOut(String where) {
    assertThat(
            browser.script(
                "const page = document.documentElement;"
                    + "return page.scrollWidth <= page.clientWidth;"))
        .as("nothing sticks out at " + where)
        .isEqualTo(true);
  }

  static byte[] bytes(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(studio.address()).resolve(path)).build();
    HttpResponse<byte[]> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }
}
