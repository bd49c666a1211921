package io.lorweb.studio.web;

import gg.jte.Content;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.List;
import java.util.Map;

/** Pages of one look: light and dark, from a phone's width up. */
public final class Layout {

  private static final TemplateEngine ENGINE =
      TemplateEngine.createPrecompiled(null, ContentType.Html, null, "io.lorweb.studio.templates");

  private final Assets assets = new Assets(Layout.class, List.of("base.css", "mark.svg"));

  /** The files that every page needs. */
  Assets assets() {
    return assets;
  }

  /** The address of the sign of all pages. */
  public String mark() {
    return assets.at("mark.svg");
  }

  /**
   * A whole page.
   *
   * @param title of the window
   * @param styles addresses of style sheets beside the common one
   * @param scripts addresses of ES modules
   * @param body HTML of the part between header and end
   */
  public String page(String title, List<String> styles, List<String> scripts, String body) {
    Content content = output -> output.writeContent(body);
    return render(
        ENGINE,
        "layout.jte",
        Map.of(
            "title", title,
            "icon", assets.at("mark.svg"),
            "base", assets.at("base.css"),
            "styles", styles,
            "scripts", scripts,
            "body", content));
  }

  /** A page that says one sentence. */
  String message(int status, String heading, String sentence, boolean login) {
    String body =
        render(
            ENGINE,
            "message.jte",
            Map.of("status", status, "heading", heading, "sentence", sentence, "login", login));
    return page(heading, List.of(), List.of(), body);
  }

  /** Renders a template with its parameters by name. */
  public static String render(TemplateEngine engine, String name, Map<String, Object> parameters) {
    StringOutput output = new StringOutput();
    engine.render(name, parameters, output);
    return output.toString();
  }
}
