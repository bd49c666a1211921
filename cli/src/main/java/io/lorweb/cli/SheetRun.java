package io.lorweb.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.Result;
import io.lorweb.Settings;
import io.lorweb.analogy.Demonstration;
import io.lorweb.eval.report.LabelledSheet;
import io.lorweb.eval.report.LabelledSheet.Captioned;
import io.lorweb.files.JsonRecords;
import io.lorweb.image.GifWriter;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureWriter;
import io.lorweb.record.RunRecord;
import io.lorweb.record.RunRecord.Detail;
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
 * Makes the pictures of a sheet, what is asked for twice once, and writes them: to a PNG as a
 * labelled sheet, to a GIF one after the other.
 *
 * @param title over the sheet
 * @param inputs shown small above it
 * @param labels what differs from cell to cell
 * @param matchB whether pictures are resized to b's size
 */
record SheetRun(
    String title,
    List<Captioned> inputs,
    SheetRecord labels,
    boolean matchB,
    Detail detail,
    Console console) {

  private static final int FRAME_MILLIS = 150;
  private static final int HOLD_MILLIS = 600;

  /** Of options with several values. */
  static SheetRun of(
      Sweep sweep,
      List<Demonstration> pairs,
      Picture b,
      boolean matchB,
      Detail detail,
      Console console) {
    SheetRecord labels = sweep.record();
    String title =
        labels.columns().setting() + labels.rows().map(rows -> " × " + rows.setting()).orElse("");
    List<Demonstration> first = pairs.stream().limit(1).toList();
    return new SheetRun(title, inputs(first, b), labels, matchB, detail, console);
  }

  /** What is shown small above a sheet. */
  static List<Captioned> inputs(List<Demonstration> pairs, Picture b) {
    List<Captioned> inputs = new ArrayList<>();
    for (Demonstration pair : pairs) {
      inputs.add(new Captioned("a", pair.a()));
      inputs.add(new Captioned("a'", pair.a2()));
    }
    inputs.add(new Captioned("b", b));
    return inputs;
  }

  /** One cell. */
  private record Cell(Result result, RunRecord record, double seconds) {
    Picture picture() {
      return record.picture(result);
    }
  }

  /**
   * Writes the sheet or animation.
   *
   * @param asked [rows][columns]; what is equal is made once
   * @param make makes one picture
   * @return the report
   */
  <T> ObjectNode write(Path target, List<List<T>> asked, BiFunction<T, WorkBar, Result> make) {
    List<List<Cell>> cells = made(target, asked, make);
    Cell first = cells.get(0).get(0);
    if (PictureWriter.writes(target)) {
      Picture sheet = sheet(cells, first).picture();
      PictureWriter.write(target, sheet, labels.texts(first.record(), first.result(), detail));
    } else {
      List<Picture> frames = cells.get(0).stream().map(Cell::picture).toList();
      String comment = labels.comment(first.record(), first.result(), detail);
      GifWriter.write(target, frames, FRAME_MILLIS, HOLD_MILLIS, comment);
    }
    console.result(target.toString());
    console.warnOfUnlike(target, first.result());
    cells.stream().flatMap(List::stream).map(Cell::result).forEach(console::warnOfTable);
    return report(target, cells);
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
    lines.add(title);
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
    settings.mixing().explain().ifPresent(most -> common.put("explain", most));
    settings.canvas().layout().ifPresent(layout -> common.put("layout", layout.label()));
    common.remove(labels.columns().setting());
    labels.rows().ifPresent(rows -> common.remove(rows.setting()));
    // A whole number is what the user wrote: 1, not 1.0.
    common.forEach((name, value) -> lines.add((name + " " + value).replaceAll("\\.0$", "")));
    return lines;
  }

  private ObjectNode report(Path target, List<List<Cell>> cells) {
    ObjectNode json = JsonRecords.tree(labels);
    json.put("out", target.toString());
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
