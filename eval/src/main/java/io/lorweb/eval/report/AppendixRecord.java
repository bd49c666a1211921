package io.lorweb.eval.report;

import io.lorweb.error.InputException;
import io.lorweb.files.Hash;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.image.PngWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** An appendix in {@code summary.json}; its charts lie beside it as pictures. */
record AppendixRecord(String heading, List<String> columns, List<Row> rows, List<Chart> charts) {

  private static final String CHARTS = "charts";
  private static final Pattern FILE = Pattern.compile(CHARTS + "/[a-z0-9-]+\\.png");
  private static final int LONGEST_NAME = 60;

  /** A row of the table. */
  record Row(List<String> cells) {}

  /**
   * A chart.
   *
   * @param file relative to the summary's folder
   */
  record Chart(String title, String file) {}

  AppendixRecord {
    for (Row row : rows) {
      if (row.cells().size() != columns.size()) {
        throw InputException.of(
            "'cells' of the appendix '%s' must be %d texts, one for each column",
            heading, columns.size());
      }
    }
    for (Chart chart : charts) {
      if (!FILE.matcher(chart.file()).matches()) {
        throw InputException.of(
            "'file' is '%s' but must be a picture in %s/", chart.file(), CHARTS);
      }
    }
  }

  static AppendixRecord of(Appendix appendix) {
    return new AppendixRecord(
        appendix.heading(),
        appendix.columns(),
        appendix.rows().stream().map(Row::new).toList(),
        appendix.charts().keySet().stream().map(title -> new Chart(title, file(title))).toList());
  }

  /** Writes the charts below {@code folder}. */
  static void charts(Appendix appendix, Path folder) {
    appendix
        .charts()
        .forEach((title, chart) -> PngWriter.write(folder.resolve(file(title)), chart, Map.of()));
  }

  /**
   * With the charts, out of {@code folder}.
   *
   * @throws InputException when a chart has gone since
   */
  Appendix appendix(Path folder) {
    Map<String, Picture> pictures = new LinkedHashMap<>();
    charts.forEach(chart -> pictures.put(chart.title(), picture(chart.file(), folder)));
    return new Appendix(heading, columns, rows.stream().map(Row::cells).toList(), pictures);
  }

  private static Picture picture(String file, Path folder) {
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
  private static String file(String title) {
    String readable = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return String.format(
        Locale.ROOT,
        "%s/%s-%s.png",
        CHARTS,
        readable.substring(0, Math.min(LONGEST_NAME, readable.length())),
        Hash.of(title).substring(0, 8));
  }
}
