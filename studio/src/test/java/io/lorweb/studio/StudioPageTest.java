package io.lorweb.studio;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** The page in a browser, from upload to result. */
class StudioPageTest extends OpenPage {

  @Test
  void theButtonSaysWhatIsMissingUntilNothingIs() {
    assertThat(browser.find("#go").getText()).isEqualTo("Add a picture before the edit");
    give("a", SEPIA.resolve("a.png"));
    browser.awaitText("#go", "after the edit");
    give("a2", SEPIA.resolve("a2.png"));
    browser.awaitText("#go", "Add your picture");
    assertThat(browser.find("#go").isEnabled()).isFalse();
    give("b", SEPIA.resolve("b.png"));
    browser.awaitText("#go", "Make it");
    assertThat(browser.find("#go").isEnabled()).isTrue();
    browser.find(".zone.b .remove").click();
    browser.awaitText("#go", "Add your picture");
  }

  /** It decides the size: what is asked for before would be made at another one. */
  @Test
  void nothingIsMadeBeforeTheModelIsLoaded() {
    String slow =
        "const real = window.fetch;"
            + "window.fetch = (at, ...more) => String(at).endsWith('/api/models') && !window.loaded"
            + " ? Promise.resolve(new Response('{\"loaded\": \"slow\", \"ready\": false}',"
            + " {headers: {'Content-Type': 'application/json'}})) : real(at, ...more);";
    String key = browser.beforeEveryPage(slow);
    try {
      browser.driver().get("about:blank");
      browser.driver().get(studio.address());
      browser.awaitText("#model", "loading slow");
      giveAll();
      browser.awaitText("#go", "The model is still loading");
      assertThat(browser.find("#go").isEnabled()).isFalse();
      browser.script("window.loaded = true");
      browser.awaitText("#go", "Make it");
      assertThat(browser.find("#go").isEnabled()).isTrue();
      assertThat(browser.find("#settings [name=size]").getDomProperty("value")).isEqualTo("512");
    } finally {
      browser.noLonger(key);
    }
  }

  @Test
  void fromUploadToResultWithTheSlider() {
    String id = makeOne("11");
    assertThat(browser.find("#download-full").getText() + id).contains(id);
    assertThat(browser.find("#download-full").getDomProperty("href")).contains(id, "recipe=full");
    browser.find("#split").sendKeys(Keys.HOME);
    assertThat(
            browser.script(
                "return document.getElementById('compare').style.getPropertyValue('--split')"))
        .isEqualTo("0%");
    browser.find("#full").click();
    assertThat(browser.awaitShown("#zoom img").getDomProperty("src"))
        .isEqualTo(browser.find("#after").getDomProperty("src"));
    browser.find("#zoom").sendKeys(Keys.ESCAPE);
    browser.script("document.getElementById('coefficients').open = true");
    browser.awaitText("#heat-text", "layers from top to bottom");
    assertThat(browser.find("#heat").getDomAttribute("aria-label")).contains("LoRA ");
  }

  @Test
  void aPictureOfOursRestoresEverything() throws Exception {
    String id = makeOne("12");
    Path whole = folder.resolve("whole.png");
    Files.write(whole, bytes("/api/jobs/" + id + "/result?recipe=full"));
    open();
    browser.script("history.replaceState(null, '', '/')");
    browser.driver().navigate().refresh();
    ready();
    browser.find("#file-b").sendKeys(whole.toString());
    browser.awaitText("#toast", "Restored everything");
    browser.awaitShown(".zone.a2 .frame img");
    assertThat(browser.find("#settings [name=seed]").getDomProperty("value")).isEqualTo("12");
    assertThat(browser.find("#go").getText()).isEqualTo("Make it");
  }

  @Test
  void settingsThatTheFormDoesNotShowAreRestoredToo() throws Exception {
    Client client = new Client(studio.address());
    String id =
        client.submit("{\"fit\":0,\"seed\":23,\"sigmas\":[1,0.8,0.3],\"skipped_steps\":[3]}");
    client.await(id, "done");
    Path whole = folder.resolve("sigmas.png");
    Files.write(whole, bytes("/api/jobs/" + id + "/result?recipe=full"));
    browser.find("#file-b").sendKeys(whole.toString());
    browser.awaitText("#toast", "Restored everything");
    browser.script("document.getElementById('more').open = true");
    browser.awaitText("#kept", "sigmas");
    browser.find("#go").click();
    browser.awaitText("#facts", "3 steps, seed 23");
    String again = (String) browser.script("return location.hash.replace('#job=', '')");
    assertThat(again).isNotEqualTo(id);
    assertThat(PictureReader.read(bytes("/api/jobs/" + again + "/result"), "again"))
        .isEqualTo(PictureReader.read(bytes("/api/jobs/" + id + "/result"), "first"));
    browser.find("#settings [type=reset]").click();
    browser.await("nothing is kept", d -> !browser.find("#kept").isDisplayed());
  }

  @Test
  void wordsAreTriedFirstAndTold() {
    giveAll();
    chooseSmall();
    set("explain", "1");
    browser.find("#go").click();
    browser.awaitText("#span", "Made by “make it sepia”: 9");
    assertThat(browser.find("#lora").isDisplayed()).isFalse();
    assertThat(browser.find("#coefficients").isDisplayed()).isFalse();
    set("explain", "");
    assertThat(makeOne("18")).isNotEmpty();
    assertThat(browser.find("#span").isDisplayed()).isFalse();
    assertThat(browser.find("#lora").isDisplayed()).isTrue();
  }

  @Test
  void aRunIsCancelled() {
    giveAll();
    chooseSmall();
    set("steps", "500");
    set("fit", "0");
    browser.find("#go").click();
    browser.awaitText("#progress-text", "Painting");
    browser.awaitShown("#preview");
    browser.find("#cancel").click();
    browser.awaitText("#toast", "cancelled");
    assertThat(browser.find(".history li").getDomAttribute("data-state")).isEqualTo("cancelled");
  }

  @Test
  void aReloadInMidRunGoesOnWatching() {
    giveAll();
    chooseSmall();
    set("steps", "150");
    set("fit", "0");
    browser.find("#go").click();
    browser.awaitText("#progress-text", "Painting");
    browser.driver().navigate().refresh();
    ready();
    browser.awaitText("#progress-text", "of 150");
    assertThat(browser.find("#settings [name=steps]").getDomProperty("value")).isEqualTo("150");
    browser.awaitText("#facts", "150 steps");
  }

  @Test
  void historyComparesDeletesAndUndoes() {
    makeOne("15");
    makeOne("16");
    browser.click(".history .mark input", 0);
    browser.click(".history .mark input", 1);
    browser.awaitText("#facts", "Two results");
    int before = browser.all(".history li").size();
    browser.click(".history .remove-job", 0);
    browser.await("one is gone", d -> browser.all(".history li").size() == before - 1);
    browser.find("#toast button").click();
    browser.await("it is back", d -> browser.all(".history li").size() == before);
  }

  @Test
  void nothingSeriousIsInAnybodysWay() {
    makeOne("17");
    browser.script("document.getElementById('more').open = true");
    assertThat(browser.barriers()).isEmpty();
    browser.dark(true);
    assertThat(browser.barriers()).isEmpty();
    browser.size(375, 812);
    assertThat(browser.barriers()).isEmpty();
    assertNothingSticksOut("a phone's width");
    for (int i = 0; i < browser.all(".actions .menu").size(); i++) {
      browser.click(".actions .menu summary", i);
      assertNothingSticksOut("a phone's width, menu " + i);
      browser.click(".actions .menu summary", i);
    }
    browser.dark(false);
    browser.size(640, 450);
    assertThat(browser.barriers()).isEmpty();
    assertNothingSticksOut("200 % zoom");
    browser.driver().get(studio.address() + "nothing-here");
    assertThat(browser.barriers()).isEmpty();
  }

  @Test
  void nothingMovesWhereThatIsAskedFor() {
    String moves = "return getComputedStyle(document.querySelector('.shimmer')).animationName";
    assertThat(browser.script(moves)).isEqualTo("shimmer");
    browser.still(true);
    assertThat(browser.script(moves)).isEqualTo("none");
    browser.still(false);
  }

  @Test
  void onlyWhatIsPaintedChanges() throws Exception {
    giveAll();
    chooseSmall();
    set("feather", "0");
    set("seed", "18");
    browser.find(".frame .mask").click();
    browser.awaitShown("#mask-canvas");
    assertThat(browser.barriers()).isEmpty();
    new Actions(browser.driver())
        .moveToElement(browser.find("#mask-canvas"), 0, 0)
        .clickAndHold()
        .moveByOffset(20, 0)
        .release()
        .perform();
    browser.find("#mask-done").click();
    browser.awaitShown(".frame .masked");
    browser.find("#go").click();
    browser.awaitText("#facts", "seed 18,");
    String id = (String) browser.script("return location.hash.replace('#job=', '')");
    Picture b = PictureReader.read(SEPIA.resolve("b.png"));
    Picture made = PictureReader.read(bytes("/api/jobs/" + id + "/result"), "made");
    assertThat(made.size()).isEqualTo(b.size());
    assertThat(made).isNotEqualTo(b);
    for (int x = 0; x < b.width(); x++) {
      assertThat(made.pixel(x, 0)).isEqualTo(b.pixel(x, 0));
    }
    assertThat(made.pixel(b.width() / 2, b.height() / 2))
        .isNotEqualTo(b.pixel(b.width() / 2, b.height() / 2));
    // Inverted, all but the painted part may change.
    browser.find(".frame .mask").click();
    browser.find("#mask-invert").click();
    browser.find("#mask-done").click();
    browser.await("the dialog is closed", d -> !browser.find("#masking").isDisplayed());
    set("seed", "19");
    browser.find("#go").click();
    browser.awaitText("#facts", "seed 19,");
    id = (String) browser.script("return location.hash.replace('#job=', '')");
    made = PictureReader.read(bytes("/api/jobs/" + id + "/result"), "made");
    assertThat(made.pixel(b.width() / 2, b.height() / 2))
        .isEqualTo(b.pixel(b.width() / 2, b.height() / 2));
    assertThat(made.pixel(0, 0)).isNotEqualTo(b.pixel(0, 0));
  }

  @Test
  void theKeyboardAloneLeadsFromAnExampleToItsResult() {
    for (int i = 0; i < 12 && !focused("classList.contains('example')"); i++) {
      new Actions(browser.driver()).sendKeys(Keys.TAB).perform();
    }
    new Actions(browser.driver()).sendKeys(Keys.ENTER).perform();
    browser.awaitText("#go", "Make it");
    browser.await("the button has the focus", d -> focused("id === 'go'"));
    new Actions(browser.driver()).sendKeys(Keys.SPACE).perform();
    browser.awaitText("#facts", "512");
    for (int i = 0; i < 30 && !focused("id === 'split'"); i++) {
      new Actions(browser.driver()).sendKeys(Keys.TAB).perform();
    }
    new Actions(browser.driver()).sendKeys(Keys.ARROW_LEFT).perform();
    assertThat(browser.find("#split").getDomProperty("value")).isEqualTo("49");
  }

  private static boolean focused(String condition) {
    return (Boolean) browser.script("return document.activeElement." + condition);
  }
}
