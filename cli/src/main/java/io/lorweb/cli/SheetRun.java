package io.lorweb.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.Result;
import io.lorweb.Settings;
import io.lorweb.analogy.Demonstration;
import io.lorweb.eval.report.LabelledSheet;
import io.lorweb.eval.report.LabelledSheet.Captioned;
import io.lorweb.files.JsonRecords;
import io.lorweb.image.Picture;
import io.lorweb.image.PngWriter;
import io.lorweb.record.RunRecord;
import io.lorweb.record.RunReport;
import io.lorweb.record.SheetRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Makes the pictures of a sheet, what is asked for twice once, and puts them on it.
 *
 * @param labels what differs from cell to cell
 * @param matchB whether pictures are resized to b's size
 */
record SheetRun(SheetRecord labels, boolean matchB, OutputOptions output, Console console) {

  /** One cell. */
  private record Cell(Result result, RunRecord record, double seconds) {
    Picture picture() {
      return record.picture(result);
    }
  }

  /**
   * Writes the sheet.
   *
   * @param asked [rows][columns]; what is equal is made once
   * @param make makes one picture
   * @return the report
   */
  <T> ObjectNode write(Path target, List<List<T>> asked, BiFunction<T, WorkBar, Result> make) {
    List<List<Cell>> cells = made(target, asked, make);
    Cell first = cells.get(0).get(0);
    Picture sheet = sheet(cells, first).picture();
    PngWriter.write(target, sheet, labels.texts(first.record(), first.result(), output.detail()));
    console.result(target.toString());
    return report(target, sheet, cells);
  }

  /** The pictures of a single row, in order. */
  <T> List<Picture> row(Path target, List<T> asked, BiFunction<T, WorkBar, Result> make) {
    return made(target, List.of(asked), make).get(0).stream().map(Cell::picture).toList();
  }

  private <T> List<List<Cell>> made(
      Path target, List<List<T>> asked, BiFunction<T, WorkBar, Result> make) {
    long different = asked.stream().flatMap(List::stream).distinct().count();
    Map<T, Cell> known = new LinkedHashMap<>();
    List<List<Cell>> cells = new ArrayList<>();
    for (List<T> row : asked) {
      List<Cell> line = new ArrayList<>();
      for (T one : row) {
        if (!known.containsKey(one)) {
          String name =
              String.format(
                  Locale.ROOT, "%s, %d of %d", target.getFileName(), known.size() + 1, different);
          known.put(one, cell(name, one, make));
        }
        line.add(known.get(one));
      }
      cells.add(line);
    }
    return cells;
  }

  private <T> Cell cell(String name, T one, BiFunction<T, WorkBar, Result> make) {
    long start = System.nanoTime();
    try (WorkBar steps = console.progress(name)) {
      Result result = make.apply(one, steps);
      double seconds = (System.nanoTime() - start) / 1e9;
      console.detail(String.format(Locale.ROOT, "%s: %.2f s", name, seconds));
      return new Cell(result, RunRecord.of(result).matchingB(matchB), seconds);
    }
  }

  private LabelledSheet sheet(List<List<Cell>> cells, Cell first) {
    List<Captioned> inputs = new ArrayList<>();
    List<Demonstration> pairs = first.record().pairs();
    if (!pairs.isEmpty()) {
      inputs.add(new Captioned("a", pairs.get(0).a()));
      inputs.add(new Captioned("a'", pairs.get(0).a2()));
    }
    inputs.add(new Captioned("b", first.record().b()));
    return new LabelledSheet(
        heading(first.result().run().settings()),
        inputs,
        labelled(labels.columns()),
        labels.rows().map(SheetRun::labelled).orElse(List.of("")),
        cells.stream().map(row -> row.stream().map(Cell::picture).toList()).toList());
  }

  private static List<String> labelled(SheetRecord.Axis axis) {
    return axis.values().stream().map(value -> axis.setting() + " " + value).toList();
  }

  /** What the cells have in common, a line for each matter. */
  private List<String> heading(Settings settings) {
    List<String> lines = new ArrayList<>();
    lines.add(
        labels.columns().setting() + labels.rows().map(rows -> " × " + rows.setting()).orElse(""));
    settings
        .wording()
        .prompt()
        .filter(prompt -> !prompt.isEmpty())
        .ifPresent(prompt -> lines.add("prompt: " + prompt));
    Map<String, Object> common = new LinkedHashMap<>();
    common.put("steps", settings.sampling().steps().orElse(0));
    common.put("guidance", settings.sampling().guidance().orElse(0));
    common.put("seed", settings.sampling().seed());
    common.put("strength", settings.mixing().strength());
    common.put("fit", settings.mixing().fit().orElse(0));
    settings.canvas().layout().ifPresent(layout -> common.put("layout", layout.label()));
    common.remove(labels.columns().setting());
    labels.rows().ifPresent(rows -> common.remove(rows.setting()));
    common.forEach((name, value) -> lines.add(name + " " + value));
    return lines;
  }

  private ObjectNode report(Path target, Picture sheet, List<List<Cell>> cells) {
    ObjectNode json = JsonRecords.tree(labels);
    json.put("out", target.toString());
    json.put("width", sheet.width());
    json.put("height", sheet.height());
    ArrayNode rows = json.putArray("cells");
    for (List<Cell> row : cells) {
      ArrayNode line = rows.addArray();
      for (Cell cell : row) {
        line.add(RunReport.of(target, cell.picture(), cell.result(), cell.seconds()).json());
      }
    }
    return json;
  }
}
