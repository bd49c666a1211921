package io.lorweb.studio;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.image.Picture;
import io.lorweb.image.PngWriter;
import io.lorweb.record.CarriedRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the page's zones make of the pictures that people give them. */
class PagePicturesTest extends OpenPage {

  @Test
  void severalPairsShowOneEdit() throws Exception {
    Path darken = Studios.EXAMPLES.resolve("darken").toAbsolutePath();
    browser.find("#file-a").sendKeys(SEPIA.resolve("a.png") + "\n" + darken.resolve("a.png"));
    browser.await("both are there", d -> browser.all(".zone.a .frame img").size() == 2);
    give("a2", SEPIA.resolve("a2.png"));
    browser.awaitText("#go", "Pairs are incomplete: 2 before, 1 after the edit");
    browser.find("#file-a2").sendKeys(SEPIA.resolve("a2.png") + "\n" + darken.resolve("a2.png"));
    give("b", SEPIA.resolve("b.png"));
    browser.awaitText("#go", "Make it");
    chooseSmall();
    set("seed", "21");
    browser.find("#go").click();
    browser.awaitText("#facts", "seed 21,");
    browser.find("#reuse").click();
    browser.await("both are back", d -> browser.all(".zone.a2 .frame img").size() == 2);
    String id = (String) browser.script("return location.hash.replace('#job=', '')");
    assertThat(CarriedRun.read(bytes("/api/jobs/" + id + "/result?recipe=full"), "b'").pairs())
        .hasSize(2);
  }

  @Test
  void theCanvasAndTheCropAreShownBeforeTheRun() {
    Path wide = folder.resolve("wide.png");
    PngWriter.write(wide, Picture.filled(200, 100, 0x336699), Map.of());
    give("a", SEPIA.resolve("a.png"));
    give("a2", SEPIA.resolve("a2.png"));
    give("b", wide);
    browser.script("document.getElementById('more').open = true");
    set("size", "256");
    browser.awaitText("#canvas", "The model paints ");
    assertThat(browser.find("#canvas").getText()).doesNotContain("bright part");
    browser.find(".zone.b .remove").click();
    browser.await("nothing is planned", d -> browser.find("#canvas").getText().isEmpty());
    // No model paints stripes: most of this one is cut away.
    Path stripe = folder.resolve("stripe.png");
    PngWriter.write(stripe, Picture.filled(400, 10, 0x336699), Map.of());
    give("b", stripe);
    browser.awaitText("#canvas", "sees the bright part of b");
    assertThat(browser.find(".zone.b .crop").isDisplayed()).isTrue();
  }

  @Test
  void whatOnlyTheBrowserReadsIsSentAsItReadsIt() throws Exception {
    Path avif = Files.write(folder.resolve("photo.avif"), BadFiles.avif());
    give("a", avif);
    assertThat(browser.find(".zone.a .frame small").getText()).isEqualTo("2 × 2");
    // Chromium does not read HEIC either: then the server's sentence stays.
    Path heic = Files.write(folder.resolve("photo.heic"), BadFiles.heif("heic"));
    browser.find("#file-b").sendKeys(heic.toString());
    browser.awaitText("#toast", "HEIC, which is not read");
    assertThat(browser.all(".zone.b .frame")).isEmpty();
  }

  @Test
  void whatOnlyTheBrowserReadsIsAMaskToo() throws Exception {
    give("b", SEPIA.resolve("b.png"));
    browser.find(".frame .mask").click();
    browser.awaitShown("#mask-canvas");
    Path avif = Files.write(folder.resolve("mask.avif"), BadFiles.avif());
    browser.find("#mask-import").sendKeys(avif.toString());
    browser.await("it is painted", d -> Integer.parseInt(painted()) > 0);
    browser.find("#mask-done").click();
    browser.awaitShown(".frame .masked");
    browser.find(".frame .mask").click();
    Path heic = Files.write(folder.resolve("mask.heic"), BadFiles.heif("heic"));
    browser.find("#mask-import").sendKeys(heic.toString());
    browser.awaitText("#toast", "HEIC, which is not read");
    browser.find("#mask-none").click();
  }

  /** How open the mask's middle is, 0 to 255. */
  private static String painted() {
    return browser
        .script(
            "const c = document.getElementById('mask-canvas');"
                + "return c.getContext('2d').getImageData(c.width / 2, c.height / 2, 1, 1).data[3];")
        .toString();
  }

  @Test
  void aPictureThatTakesAnothersPlaceIsBroughtBack() {
    give("a", SEPIA.resolve("a.png"));
    String first = sources("a").get(0);
    browser.find("#file-a").sendKeys(SEPIA.resolve("b.png").toString());
    browser.awaitText("#toast", "A was replaced");
    assertThat(sources("a")).hasSize(1).doesNotContain(first);
    browser.find("#toast button").click();
    assertThat(sources("a")).containsExactly(first);
  }

  @Test
  void whatAnExampleTakesThePlaceOfIsBroughtBack() {
    giveAll();
    browser.find("#another-a").sendKeys(SEPIA.resolve("b.png").toString());
    browser.find("#another-a2").sendKeys(SEPIA.resolve("a.png").toString());
    browser.await("two pairs and b are there", d -> everything().size() == 5);
    List<String> before = everything();
    browser.click(".example", 1);
    browser.awaitText("#toast", "The pictures were replaced");
    assertThat(everything()).hasSize(3).doesNotContainAnyElementsOf(before);
    browser.find("#toast button").click();
    assertThat(everything()).isEqualTo(before);
    // Where there was nothing there is nothing to bring back.
    open();
    browser.click(".example", 1);
    browser.awaitText("#go", "Make it");
    assertThat(browser.find("#toast").isDisplayed()).isFalse();
  }

  private static List<String> everything() {
    return Stream.of("a", "a2", "b").flatMap(zone -> sources(zone).stream()).toList();
  }

  @Test
  void pairsGrowAndKeepTheirOrder() {
    give("a", SEPIA.resolve("a.png"));
    give("a2", SEPIA.resolve("a2.png"));
    browser.find("#another-a").sendKeys(SEPIA.resolve("b.png").toString());
    browser.awaitText("#go", "Pairs are incomplete: 2 before, 1 after the edit");
    // The place that is empty is filled, also without saying that it is another pair.
    browser.find("#file-a2").sendKeys(SEPIA.resolve("a.png").toString());
    browser.awaitText("#go", "Add your picture");
    List<String> before = sources("a2");
    browser.find("[aria-label='Remove a′ of pair 1']").click();
    browser.awaitText("#go", "Pairs are incomplete: 2 before, 1 after the edit");
    browser.find("#file-a2").sendKeys(SEPIA.resolve("a2.png").toString());
    browser.awaitText("#go", "Add your picture");
    assertThat(sources("a2")).containsExactlyElementsOf(before);
    drop(".zone.a2 .frame:nth-child(2)");
    browser.awaitText("#toast", "A′ was replaced");
    assertThat(sources("a2")).hasSize(2).startsWith(before.get(0)).doesNotContain(before.get(1));
    drop(".zone.a2 .give");
    browser.awaitText("#go", "Pairs are incomplete: 2 before, 3 after the edit");
    assertThat(browser.barriers()).isEmpty();
  }

  /** Drops an example's picture on an element. */
  private static void drop(String selector) {
    browser.script(
        "const at = document.querySelector(arguments[0]);"
            + "fetch(document.querySelectorAll('.example')[1].dataset.a2)"
            + ".then(answer => answer.blob()).then(blob => {"
            + "const carried = new DataTransfer(); carried.items.add(new File([blob], 'x.png'));"
            + "at.dispatchEvent(new DragEvent('drop', {dataTransfer: carried, bubbles: true,"
            + " cancelable: true})); });",
        selector);
  }

  /** What a zone shows, in its order. */
  private static List<String> sources(String zone) {
    return browser.all(".zone." + zone + " .frame img").stream()
        .map(image -> image.getDomProperty("src"))
        .toList();
  }

  @Test
  void anEditThatPeopleRarelyMeanIsSaid() throws Exception {
    give("a", SEPIA.resolve("a.png"));
    give("a2", SEPIA.resolve("a.png"));
    give("b", SEPIA.resolve("b.png"));
    browser.awaitText("#notices", "a and a′ are the same picture: no edit is shown.");
    give("a2", Files.write(folder.resolve("cut.png"), BadFiles.cutOut(Client.example("a"))));
    browser.awaitText("#notices", "differ in transparency alone");
    give("a2", SEPIA.resolve("a2.png"));
    browser.await("nothing is doubted", d -> browser.find("#notices").getText().isEmpty());
  }
}
