package io.lorweb.studio;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.image.Picture;
import io.lorweb.image.PngWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** Pictures from the clipboard, from a phone's camera, and those that the model knows little of. */
class PageIncomingTest extends OpenPage {

  @Test
  void aPictureIsPastedWhereOneIsMissing() {
    copied(
        "fetch(document.querySelector('.example').dataset.a2).then(answer => answer.blob())"
            + ".then(png => navigator.clipboard.write([new ClipboardItem({'image/png': png})]))");
    browser.script("document.getElementById('file-a2').focus()");
    paste();
    browser.awaitText(".zone.a2 .frame small", "512 × 512");
    assertThat(browser.all(".frame")).hasSize(1);
    // Where somebody was last there is one now: the first empty place is next.
    paste();
    browser.awaitText(".zone.a .frame small", "512 × 512");
    paste();
    browser.awaitText("#go", "Make it");
    assertThat(browser.find(".zone.b .frame img").getDomProperty("src"))
        .isEqualTo(browser.find(".zone.a .frame img").getDomProperty("src"));
  }

  @Test
  void anAddressIsNotFetched() {
    copied("navigator.clipboard.writeText('https://studio.example/picture.png')");
    paste();
    browser.awaitText("#toast", "An address cannot be pasted here");
    assertThat(browser.all(".frame")).isEmpty();
  }

  /** Runs a script that fills the clipboard. */
  private static void copied(String promise) {
    browser.allowClipboard(studio.address());
    Object outcome =
        browser
            .driver()
            .executeAsyncScript(
                "const done = arguments[0];"
                    + promise
                    + ".then(() => done('copied'), error => done(String(error)));");
    assertThat(outcome).isEqualTo("copied");
  }

  private static void paste() {
    new Actions(browser.driver()).keyDown(Keys.CONTROL).sendKeys("v").keyUp(Keys.CONTROL).perform();
  }

  @Test
  void aPhonesCameraIsOneOfTheChoices() throws Exception {
    browser.size(375, 812);
    Path photograph = Files.write(folder.resolve("image.jpg"), BadFiles.turned(6));
    for (String zone : new String[] {"a", "a2", "b"}) {
      // Phones offer the camera for pictures; "capture" would leave nothing but the camera, and
      // unnamed formats would arrive as HEIC.
      assertThat(browser.find("#file-" + zone).getDomAttribute("accept"))
          .isEqualTo("image/png,image/jpeg,image/webp");
      assertThat(browser.find("#file-" + zone).getDomAttribute("capture")).isNull();
      assertThat(tapped(".zone." + zone + " .give")).isEqualTo("file-" + zone);
      give(zone, photograph);
      assertThat(browser.find(".zone." + zone + " .frame small").getText()).isEqualTo("32 × 64");
      assertThat(tapped(".zone." + zone + " .another")).isEqualTo("another-" + zone);
    }
    browser.awaitText("#go", "Make it");
  }

  /** The field that opens when a finger taps the middle of an element. */
  private static Object tapped(String selector) {
    return browser.script(
        "const at = document.querySelector(arguments[0]);"
            + "at.scrollIntoView({block: 'center', behavior: 'instant'});"
            + "const box = at.getBoundingClientRect();"
            + "const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);"
            + "const label = hit && hit.closest('label');"
            + "return label && label.control.id;",
        selector);
  }

  @Test
  void whatTheModelKnowsLittleOfIsSaidInWords() {
    Path stripes = folder.resolve("stripes.png");
    PngWriter.write(stripes, stripes(), Map.of());
    makeOne("31");
    assertThat(browser.find("#span").isDisplayed()).isFalse();
    replace("b", stripes);
    made("32");
    assertThat(browser.find("#span").getText())
        .isEqualTo(
            "This b is unlike the pictures that the model learned from: the result may be poor.");
    replace("a", stripes);
    replace("a2", SEPIA.resolve("a.png"));
    replace("b", SEPIA.resolve("b.png"));
    made("33");
    assertThat(browser.find("#span").getText())
        .isEqualTo(
            "This edit is unlike those that the model learned from: the result may be poor.");
    // It does not stay on the page for the next one.
    replace("a", SEPIA.resolve("a.png"));
    replace("a2", SEPIA.resolve("a2.png"));
    made("34");
    assertThat(browser.find("#span").isDisplayed()).isFalse();
  }

  private static void replace(String zone, Path file) {
    browser.find(".zone." + zone + " .frame .remove").click();
    browser.await(zone + " is empty", d -> browser.all(".zone." + zone + " .frame").isEmpty());
    give(zone, file);
  }

  private static void made(String seed) {
    set("seed", seed);
    browser.find("#go").click();
    browser.awaitText("#facts", "seed " + seed + ",");
  }

  /** One pixel of red beside one of blue: nothing like it was trained on. */
  private static Picture stripes() {
    byte[] samples = new byte[64 * 64 * 3];
    for (int i = 0; i < 64 * 64; i++) {
      samples[3 * i + i % 2 * 2] = (byte) 255;
    }
    return Picture.of(64, 64, samples);
  }
}
