package io.lorweb.studio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.image.PngText;
import io.lorweb.image.PngWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What pictures of this program bring back, and what they cannot. */
class PageRecipesTest extends OpenPage {

  private static final String REST =
      " than what is loaded here: made again, it will be another one.";

  @Test
  void whatWasMadeWithSomethingElseIsToldInASentence() throws Exception {
    Client client = new Client(studio.address());
    String id = client.submit("{\"seed\":41}");
    client.await(id, "done");
    byte[] whole = client.get("/api/jobs/" + id + "/result?recipe=full").bytes();
    restore(whole);
    assertThat(notices()).isEmpty();
    restore(changed(whole, record -> files(record).put("adapter", "0".repeat(32))));
    assertThat(notices()).isEqualTo("This picture was made with another adapter" + REST);
    byte[] model =
        changed(
            whole,
            record -> {
              files(record).put("model", "0".repeat(32)).withArray("loras").add("1".repeat(32));
              ((ObjectNode) record.get("load")).put("model", "models/other-kontext");
            });
    restore(model);
    assertThat(notices())
        .isEqualTo(
            "This picture was made with another model (other-kontext) and other LoRAs" + REST);
    browser.script("document.getElementById('more').open = true");
    browser.find("#settings [type=reset]").click();
    browser.await("nothing restored is left", d -> notices().isEmpty());
    // Of pictures of older versions the model's name is known.
    restore(changed(whole, record -> record.remove("files")));
    assertThat(notices()).isEmpty();
    restore(
        changed(
            whole,
            record -> {
              record.remove("files");
              ((ObjectNode) record.get("load")).put("model", "models/other-kontext");
            }));
    assertThat(notices())
        .isEqualTo("This picture was made with another model (other-kontext)" + REST);
    assertThat(browser.barriers()).isEmpty();
  }

  @Test
  void aMixtureIsMadeAgain() throws Exception {
    Client client = new Client(studio.address());
    String request =
        """
        {"mix": [{"a": "%s", "a2": "%s", "weight": 0.3}, {"a": "%s", "a2": "%s", "weight": 0.9}],
         "b": "%s", "settings": {"seed": 42}}"""
            .formatted(
                client.upload(Client.example("a")),
                client.upload(Client.example("a2")),
                client.upload(of("darken", "a")),
                client.upload(of("darken", "a2")),
                client.upload(Client.example("b")));
    String id = Client.json(client.post("/api/jobs", request)).get("id").asText();
    client.await(id, "done");
    restore(client.get("/api/jobs/" + id + "/result?recipe=full").bytes());
    assertThat(again(id)).isEqualTo(made(id));
    // Out of the history, too.
    browser.driver().get("about:blank");
    browser.driver().get(studio.address() + "#job=" + id);
    ready();
    browser.awaitShown("#reuse").click();
    browser.awaitText("#go", "Make it");
    assertThat(again(id)).isEqualTo(made(id));
  }

  /** What the page makes now, which is another job than {@code id}. */
  private static Picture again(String id) throws Exception {
    browser.find("#go").click();
    browser.await("another job is shown", d -> !shown().equals(id));
    browser.awaitShown("#after");
    return made(shown());
  }

  private static String shown() {
    return (String) browser.script("return location.hash.replace('#job=', '')");
  }

  private static Picture made(String id) throws Exception {
    new Client(studio.address()).await(id, "done");
    return PictureReader.read(bytes("/api/jobs/" + id + "/result"), id);
  }

  private static byte[] of(String example, String picture) {
    return Client.bytes(Studios.EXAMPLES.resolve(example).resolve(picture + ".png"));
  }

  private static ObjectNode files(ObjectNode record) {
    return (ObjectNode) record.get("files");
  }

  /** The picture with another record. */
  private static byte[] changed(byte[] png, Consumer<ObjectNode> change) {
    Map<String, String> texts = new LinkedHashMap<>(PngText.read(png, "made"));
    ObjectNode record = (ObjectNode) Client.json(texts.get("lorweb"));
    change.accept(record);
    texts.put("lorweb", record.toString());
    return PngWriter.toBytes(PictureReader.read(png, "made"), texts);
  }

  /** Gives the page a picture, as something new. */
  private static void restore(byte[] png) throws Exception {
    browser.script("document.getElementById('toast').hidden = true");
    Path file = Files.write(folder.resolve("made.png"), png);
    browser.find("#file-b").sendKeys(file.toString());
    browser.awaitText("#toast", "Restored everything");
    browser.awaitText("#go", "Make it");
  }

  private static String notices() {
    return browser.find("#notices").getText();
  }
}
