package io.lorweb.studio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The way between two saved analogies, from the live preview to a picture and a LoRA. */
class PageMixturesTest extends OpenPage {

  @Test
  void presetsAreMixedWithALivePreview() {
    makeOne("13");
    browser.find("#preset-name").sendKeys("first" + Keys.ENTER);
    browser.awaitShown("#presets li");
    makeOne("14");
    browser.find("#preset-name").sendKeys("second" + Keys.ENTER);
    browser.awaitShown("#mixer");
    slide("mix-at", "1.25");
    browser.awaitText("#glance-text", "-0.25 first + 1.25 second");
    browser.awaitShown("#glance");
    browser.find("#mix-make").click();
    browser.await(
        "the mixture is made in full",
        d ->
            browser.find(".history li").getDomAttribute("data-state").equals("done")
                && browser.find("#facts").isDisplayed()
                && browser.find("#save-preset").getDomProperty("hidden").equals("true"));
    browser.script(
        "document.getElementById('mix-third').selectedIndex = 1;"
            + "document.getElementById('mix-third').dispatchEvent(new Event('change'));");
    browser.awaitShown("#pad").sendKeys(Keys.ARROW_RIGHT);
    assertThat(browser.find("#pad").getDomAttribute("aria-valuetext")).contains("38 %");
  }

  @Test
  void whatThePreviewShowsIsSavedAsALora() throws Exception {
    Client client = new Client(studio.address());
    String dark = preset(client, "dark", "darken");
    String warm = preset(client, "warm", "sepia");
    browser.downloads(folder);
    browser.driver().navigate().refresh();
    ready();
    choose("mix-from", dark);
    choose("mix-to", warm);
    give("b", SEPIA.resolve("b.png"));
    slide("mix-strength", "0.8");
    browser.await("the preview is there", d -> !waiting());
    browser.awaitText("#glance-text", "0.50 dark + 0.50 warm");
    browser.find("#mix-lora summary").click();
    assertThat(browser.barriers()).isEmpty();
    browser.size(375, 812);
    assertNothingSticksOut("a phone's width");
    browser.size(1280, 900);
    browser.find("#mix-lora summary").click();
    byte[] middle = saved();
    assertThat(middle).isEqualTo(exported(client, dark, 0.5, warm, 0.5, 0.8));
    // What is asked for but not shown yet cannot be saved.
    slide("mix-at", "1.25");
    assertThat(waiting()).isTrue();
    browser.awaitText("#glance-text", "-0.25 dark + 1.25 warm");
    byte[] beyond = saved();
    assertThat(beyond)
        .isEqualTo(exported(client, dark, -0.25, warm, 1.25, 0.8))
        .isNotEqualTo(middle);
    slide("mix-strength", "-0.5");
    browser.awaitText("#glance-text", "-0.25 dark + 1.25 warm");
    assertThat(saved())
        .isEqualTo(exported(client, dark, -0.25, warm, 1.25, -0.5))
        .isNotEqualTo(beyond);
  }

  /** The id of an example's analogy under a name. */
  private static String preset(Client client, String name, String example) {
    Path pictures = Studios.EXAMPLES.resolve(example);
    JsonNode preset =
        Client.json(
            client.post(
                "/api/presets",
                "{\"name\":\"%s\",\"a\":\"%s\",\"a2\":\"%s\"}"
                    .formatted(
                        name,
                        client.upload(Client.bytes(pictures.resolve("a.png"))),
                        client.upload(Client.bytes(pictures.resolve("a2.png"))))));
    return preset.get("id").asText();
  }

  private static void choose(String field, String value) {
    browser.script(
        "const field = document.getElementById(arguments[0]); field.value = arguments[1];"
            + "field.dispatchEvent(new Event('change'));",
        field,
        value);
  }

  private static void slide(String field, String value) {
    browser.script(
        "const field = document.getElementById(arguments[0]); field.value = arguments[1];"
            + "field.dispatchEvent(new Event('input', {bubbles: true}));",
        field,
        value);
  }

  private static boolean waiting() {
    return (Boolean) browser.script("return document.getElementById('mix-lora').inert");
  }

  /** The file that the page saves. */
  private static byte[] saved() throws Exception {
    Path file = folder.resolve("lorweb-preview.safetensors");
    browser.await("the preview is there", d -> !waiting());
    browser.find("#mix-lora summary").click();
    browser.awaitShown("#mix-lora-diffusers").click();
    browser.await("the LoRA is saved", d -> Files.exists(file));
    byte[] bytes = Files.readAllBytes(file);
    Files.delete(file);
    browser.find("#mix-lora summary").click();
    return bytes;
  }

  /** The LoRA of a picture that is made in full of the same mixture. */
  private static byte[] exported(
      Client client, String from, double share, String to, double other, double strength) {
    String mix =
        "{\"mix\":[{\"preset\":\"%s\",\"weight\":%s},{\"preset\":\"%s\",\"weight\":%s}],"
            .formatted(from, share, to, other);
    String b = client.upload(Client.example("b"));
    String request = mix + "\"b\":\"%s\",\"settings\":{\"strength\":%s}}".formatted(b, strength);
    String id = Client.json(client.post("/api/jobs", request)).get("id").asText();
    client.await(id, "done");
    byte[] lora = client.get("/api/jobs/" + id + "/lora?format=diffusers").bytes();
    assertThat(new String(lora, 0, 4000, StandardCharsets.ISO_8859_1))
        .contains("transformer.", ".lora_A.weight", ".lora_B.weight");
    return lora;
  }
}
