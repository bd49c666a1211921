package io.lorweb.studio;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What pictures of this program bring back, and what they cannot. */
class PageRecipesTest extends OpenPage {

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

  /** Gives the page a picture, as something new. */
  private static void restore(byte[] png) throws Exception {
    browser.script("document.getElementById('toast').hidden = true");
    Path file = Files.write(folder.resolve("made.png"), png);
    browser.find("#file-b").sendKeys(file.toString());
    browser.awaitText("#toast", "Restored everything");
    browser.awaitText("#go", "Make it");
  }
}
