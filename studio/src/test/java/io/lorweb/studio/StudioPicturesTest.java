package io.lorweb.studio;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** The pictures of docs/studio.md; scripts/pictures makes them. */
@Tag("pictures")
class StudioPicturesTest extends OpenPage {

  @Test
  void areOfTheEmbeddedModel() {
    browser.all(".example").get(0).click();
    browser.awaitText("#go", "Make it");
    browser.find("#go").click();
    browser.awaitText("#facts", "512");
    preset("sepia");
    browser.document("studio-result");
    browser.all(".example").get(3).click();
    browser.awaitText("#go", "Make it");
    browser.find("#go").click();
    browser.awaitShown("#progress");
    browser.awaitShown("#result");
    preset("yellow");
    browser.script("document.getElementById('coefficients').open = true");
    browser.awaitText("#heat-text", "layers");
    browser.script(
        "const choose = (id, name) => { const field = document.getElementById(id);"
            + "field.value = [...field.options].find(o => o.text === name).value;"
            + "field.dispatchEvent(new Event('change')); };"
            + "choose('mix-from', 'sepia'); choose('mix-to', 'yellow');");
    browser.awaitText("#glance-text", "0.50 sepia + 0.50 yellow");
    browser.script("document.getElementById('space').scrollIntoView({block: 'center'})");
    browser.script("document.getElementById('toast').hidden = true");
    browser.document("studio-space");
    browser.find(".frame .mask").click();
    new Actions(browser.driver())
        .moveToElement(browser.awaitShown("#mask-canvas"), -120, 40)
        .clickAndHold()
        .moveByOffset(120, -60)
        .moveByOffset(80, 100)
        .release()
        .perform();
    browser.document("studio-mask");
    browser.find("#mask-none").click();
    browser.dark(true);
    browser.size(375, 900);
    browser.script("scrollTo(0, 0)");
    browser.document("studio-phone");
    browser.dark(false);
    assertNothingSticksOut("a phone's width");
  }

  private static void preset(String name) {
    browser.find("#preset-name").sendKeys(name + Keys.ENTER);
    browser.await(
        name + " is saved",
        d -> browser.all("#presets li").stream().anyMatch(li -> li.getText().contains(name)));
  }
}
