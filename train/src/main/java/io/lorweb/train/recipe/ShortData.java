package io.lorweb.train.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lorweb.analogy.Layout;
import io.lorweb.config.Section;
import io.lorweb.config.YamlFile;
import io.lorweb.error.InputException;
import io.lorweb.train.recipe.DataSource.Extent;
import io.lorweb.train.recipe.DataSource.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The short form's {@code data}: a path, a mapping, or a list of those. */
final class ShortData {

  /** The reference's resolution, of whole composites. */
  private static final int COMPOSITE = 512;

  private ShortData() {}

  /** Writes paths as mappings and one entry as a list, so that all that follows sees one shape. */
  static void spellOut(YamlFile file) {
    JsonNode data = file.root().path("data");
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    if (data.isArray()) {
      data.forEach(list::add);
    } else if (!data.isMissingNode() && !data.isNull()) {
      list.add(data);
    }
    if (list.isEmpty()) {
      throw InputException.of(
          "%s lacks the key 'data': a folder or manifest of analogies", file.name());
    }
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).isTextual()) {
        list.set(i, JsonNodeFactory.instance.objectNode().set("path", list.get(i)));
      }
    }
    file.root().set("data", list);
  }

  /**
   * @param cell side of the pictures that the model was made for, if it says so
   */
  static List<DataSource> read(Section root, OptionalInt cell) {
    List<DataSource> data = new ArrayList<>();
    Extent extent = cell.isPresent() ? Extent.CELL : Extent.COMPOSITE;
    for (Section entry : root.sections("data")) {
      data.add(
          entry.make(
              () ->
                  new DataSource(
                      source(entry),
                      entry.integers("resolution", List.of(cell.orElse(COMPOSITE))),
                      entry.choice("extent", Extent.class, extent),
                      entry.flag("reference_crops", false),
                      entry.decimal("caption_dropout", 0.05),
                      entry.text("caption", ""),
                      entry.decimal("reverse", 0),
                      entry.flag("flip_x", false),
                      entry.integer("repeats", 1),
                      entry.optionalText("layout").map(Layout::parse))));
    }
    return data;
  }

  private static Source source(Section entry) {
    boolean strips = entry.has("target") || entry.has("control");
    if (entry.has("path") == strips) {
      throw InputException.of(
          "%s must have either a path, or a target and a control folder", entry.where());
    }
    if (!strips) {
      return new Source.Manifest(entry.path("path"), entry.optionalText("split"));
    }
    if (entry.has("split")) {
      throw entry.refused("split", "needs a path to a manifest: folders of strips have no splits");
    }
    return new Source.Strips(
        entry.path("target"),
        entry.path("control"),
        entry.text("caption_ext", "txt").replaceFirst("^\\.", ""),
        entry.flag("relation_captions", false));
  }
}
