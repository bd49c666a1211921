package io.lorweb.train.runs;

import io.lorweb.error.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** One self-contained HTML page of runs: their last figures, charts, and sheets on a time line. */
final class RunPage {

  /** Sheets of one run on the page; a long run shows them evenly spaced. */
  private static final int MOST_SHEETS = 24;

  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>%s</title>
      <style>
        body { font: 15px/1.4 sans-serif; margin: 2em auto; max-width: 960px; padding: 0 1em }
        img { max-width: 100%%; height: auto }
        table { border-collapse: collapse }
        td, th { padding: .2em .8em; text-align: right; border-bottom: 1px solid #ddd }
        td:first-child, th:first-child { text-align: left }
        .line { display: flex; gap: 1em; overflow-x: auto }
        figure { margin: 0 0 1em; flex: none; max-width: 100%% }
      </style>
      <h1>%s</h1>
      """;

  private final List<RunHistory> runs;
  private final StringBuilder charts = new StringBuilder();

  RunPage(List<RunHistory> runs) {
    this.runs = runs;
  }

  void chart(String name, byte[] png) {
    charts.append("<figure>").append(image(name, png)).append("</figure>\n");
  }

  String html() {
    String title = escape(String.join(", ", runs.stream().map(RunHistory::name).toList()));
    StringBuilder page = new StringBuilder(String.format(Locale.ROOT, HEAD, title, title));
    page.append("<table><tr><th>run<th>step<th>epoch<th>loss<th>held-out loss<th>samples/s</tr>\n");
    for (RunHistory run : runs) {
      StepMetrics last = run.steps().get(run.steps().size() - 1);
      page.append(
          String.format(
              Locale.ROOT,
              "<tr><td>%s<td>%d<td>%d<td>%.4f<td>%s<td>%.2f</tr>%n",
              escape(run.name()),
              last.step(),
              last.epoch(),
              last.loss(),
              run.validation().isPresent()
                  ? String.format(Locale.ROOT, "%.4f", run.validation().getAsDouble())
                  : "-",
              last.samplesPerSecond()));
    }
    page.append("</table>\n").append(charts);
    for (RunHistory run : runs) {
      sheets(page, "Samples of " + run.name(), run.sheets().stream().filter(s -> !s.heldOut()));
      sheets(
          page,
          "Held-out examples of " + run.name(),
          run.sheets().stream().filter(RunHistory.Sheet::heldOut));
    }
    return page.append("</html>\n").toString();
  }

  private static void sheets(StringBuilder page, String title, Stream<RunHistory.Sheet> made) {
    List<RunHistory.Sheet> sheets = made.toList();
    if (sheets.isEmpty()) {
      return;
    }
    page.append("<h2>").append(escape(title)).append("</h2>\n<div class=line>\n");
    int shown = Math.min(sheets.size(), MOST_SHEETS);
    for (int i = 0; i < shown; i++) {
      // The first and the last are always among them.
      int index = shown == 1 ? 0 : (int) ((long) i * (sheets.size() - 1) / (shown - 1));
      RunHistory.Sheet sheet = sheets.get(index);
      String label = "step " + sheet.step();
      page.append("<figure>").append(image(label, bytes(sheet)));
      page.append("<figcaption>").append(label).append("</figcaption></figure>\n");
    }
    page.append("</div>\n");
  }

  private static byte[] bytes(RunHistory.Sheet sheet) {
    try {
      return Files.readAllBytes(sheet.file());
    } catch (IOException e) {
      throw new InputException(sheet.file() + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static String image(String label, byte[] png) {
    return "<img alt=\""
        + escape(label)
        + "\" src=\"data:image/png;base64,"
        + Base64.getEncoder().encodeToString(png)
        + "\">";
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
