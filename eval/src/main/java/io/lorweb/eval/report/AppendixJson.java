package io.lorweb.eval.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.config.JsonFile;
import io.lorweb.error.InputException;
import io.lorweb.files.Hash;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.image.PngWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** An appendix in {@code summary.json}; its charts lie beside it as pictures. */
final class AppendixJson {

  private static final String CHARTS = "charts";
  private static final Pattern FILE = Pattern.compile(CHARTS + "/[a-z0-9-]+\\.png");
  private static final int LONGEST_NAME = 60;

  private AppendixJson() {}

  static void write(ArrayNode appendices, Appendix appendix) {
    ObjectNode json = appendices.addObject();
    json.put("heading", appendix.heading());
    appendix.columns().forEach(json.putArray("columns")::add);
    ArrayNode rows = json.putArray("rows");
    for (List<String> row : appendix.rows()) {
      row.forEach(rows.addObject().putArray("cells")::add);
    }
    ArrayNode charts = json.putArray(CHARTS);
    for (String title : appendix.charts().keySet()) {
      charts.addObject().put("title", title).put("file", CHARTS + "/" + name(title));
    }
  }

  /** Writes the charts below {@code folder}. */
  static void charts(Appendix appendix, Path folder) {
    appendix
        .charts()
        .forEach(
            (title, chart) ->
                PngWriter.write(folder.resolve(CHARTS).resolve(name(title)), chart, Map.of()));
  }

  /**
   * @throws InputException when a row is too short or a chart has gone since
   */
  static Appendix read(JsonFile json, Path folder) {
    List<String> columns = json.texts("columns");
    List<List<String>> rows = new ArrayList<>();
    for (JsonFile row : json.objects("rows")) {
      rows.add(row.texts("cells"));
      if (rows.get(rows.size() - 1).size() != columns.size()) {
        throw InputException.of(
            "%s: 'cells' must be %d texts, one for each column", row.where(), columns.size());
      }
    }
    Map<String, Picture> charts = new LinkedHashMap<>();
    for (JsonFile chart : json.objects(CHARTS)) {
      charts.put(chart.text("title"), chart(chart, folder));
    }
    return new Appendix(json.text("heading"), columns, rows, charts);
  }

  private static Picture chart(JsonFile json, Path folder) {
    String file = json.text("file");
    if (!FILE.matcher(file).matches()) {
      throw InputException.of(
          "%s: 'file' is '%s' but must be a picture in %s/", json.where(), file, CHARTS);
    }
    try {
      return PictureReader.read(folder.resolve(file));
    } catch (InputException e) {
      throw InputException.of(
          "%s of the reports in %s cannot be read: run the evaluation again, it only makes what is"
              + " missing (%s)",
          file, folder, e.getMessage());
    }
  }

  /** Readable, and with a hash of the title, so that no two charts share a file. */
  private static String name(String title) {
    String readable = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return readable.substring(0, Math.min(LONGEST_NAME, readable.length()))
        + "-"
        + Hash.of(title).substring(0, 8)
        + ".png";
  }
}
