package io.lorweb.studio.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import io.javalin.http.Context;
import io.lorweb.studio.web.Assets;
import io.lorweb.studio.web.Layout;
import io.lorweb.studio.web.WebLimits;
import io.lorweb.studio.web.WebServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code /}: the one page, whose scripts talk to the API as programs do. */
public final class StudioPage {

  private static final List<String> SCRIPTS =
      List.of(
          "studio.js",
          "net.js",
          "incoming.js",
          "zones.js",
          "stage.js",
          "history.js",
          "space.js",
          "mask.js",
          "say.js");

  private static final List<Example> EXAMPLES =
      List.of(
          new Example("sepia", "Sepia"),
          new Example("tintblue", "Blue tint"),
          new Example("gold", "Gold frame"),
          new Example("bgyellow", "Yellow ground"));

  private static final TemplateEngine ENGINE =
      TemplateEngine.createPrecompiled(null, ContentType.Html, null, "io.lorweb.studio.templates");

  private final WebServer server;
  private final Assets assets = new Assets(StudioPage.class, names());

  /** An analogy that is shipped. */
  public record Example(String folder, String title) {}

  /** A place for pictures. */
  public record Zone(String name, String sign, String title, String hint, String another) {}

  /** A page of {@code server}. */
  public StudioPage(WebServer server) {
    this.server = server;
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>(SCRIPTS);
    names.add("studio.css");
    for (Example example : EXAMPLES) {
      for (String picture : List.of("a", "a2", "b")) {
        names.add("examples/" + example.folder() + "/" + picture + ".png");
      }
    }
    return names;
  }

  /** Adds it to the server. */
  public void add() {
    assets.serve(server.app());
    server.app().get("/", this::show);
  }

  private void show(Context ctx) {
    WebLimits limits = server.limits();
    String body =
        Layout.render(
            ENGINE,
            "studio.jte",
            Map.of(
                "mark", server.layout().mark(),
                "assets", assets,
                "examples", EXAMPLES,
                "zones", zones(),
                "fileBytes", limits.fileBytes(),
                "pixels", limits.pixels()));
    ctx.html(
        server
            .layout()
            .page(
                "LoRWeB studio",
                List.of(assets.at("studio.css")),
                List.of(assets.at("studio.js")),
                body));
  }

  private static List<Zone> zones() {
    return List.of(
        new Zone("a", "a", "Before", "a picture, or several pairs", "another before"),
        new Zone("a2", "a′", "After", "the same, edited", "another after"),
        new Zone("b", "b", "Yours", "pictures to edit the same way", "another picture"));
  }
}
