package io.lorweb.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report as Markdown, which is also what the terminal shows. */
final class ReportText {

  private ReportText() {}

  static String of(Report report) {
    StringBuilder text = new StringBuilder(report.machine() + ".\n");
    report
        .machine()
        .warning()
        .ifPresent(said -> text.append("Warning: ").append(said).append(".\n"));
    report
        .peak()
        .byThreads()
        .forEach(
            (threads, rate) ->
                text.append(
                    format(
                        "Peak: %.1f GFLOP/s with %d thread(s), a %s product of side %d or a third of it.%n",
                        rate, threads, report.peak().format(), report.peak().side())));
    if (!report.rows().isEmpty()) {
      text.append('\n').append(rows(report));
    }
    if (!report.overheads().isEmpty()) {
      text.append('\n').append(comparisons("mixture", "bare", "with it", report.overheads()));
    }
    if (!report.batches().isEmpty()) {
      text.append('\n')
          .append(comparisons("time for a picture", "alone", "in a batch", report.batches()));
    }
    if (!report.against().isEmpty()) {
      text.append("\nIn turn with PyTorch ").append(report.torch()).append(":\n\n");
      text.append(comparisons("what", "PyTorch", "here", report.against()));
    }
    return text.toString();
  }

  private static String rows(Report report) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(
        List.of(
            "what",
            "threads",
            "runs",
            "minimum",
            "median",
            "spread",
            "processor",
            "GFLOP/s",
            "of peak"));
    for (Row row : report.rows()) {
      Timing timing = row.timing();
      boolean computes = row.gflops().isPresent();
      lines.add(
          List.of(
              row.name(),
              threads(row.threads()),
              Integer.toString(timing.seconds().length),
              time(timing.minimum()),
              time(timing.median()),
              percent(timing.spread()),
              timing.processor().isPresent() ? time(timing.processor().getAsDouble()) : "-",
              computes ? format("%.1f", row.gflops().getAsDouble()) : "-",
              computes ? format("%.2f", report.peak().share(row)) : "-"));
    }
    return table(lines);
  }

  private static String comparisons(
      String what, String first, String second, List<Comparison> comparisons) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of(what, "threads", "pairs", first, second, "ratio", "spread"));
    for (Comparison comparison : comparisons) {
      Pairs pairs = comparison.pairs();
      lines.add(
          List.of(
              comparison.name(),
              threads(comparison.threads()),
              Integer.toString(pairs.first().length),
              time(Pairs.median(pairs.first())),
              time(Pairs.median(pairs.second())),
              format("%.3f", pairs.ratio()),
              percent(pairs.spread())));
    }
    return table(lines);
  }

  /** The first line heads the columns; numbers stand on the right. */
  private static String table(List<List<String>> lines) {
    int columns = lines.get(0).size();
    int[] widths = new int[columns];
    for (List<String> line : lines) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < lines.size(); row++) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < columns; i++) {
        cells.add(format((i == 0 ? "%-" : "%") + widths[i] + "s", lines.get(row).get(i)));
      }
      text.append(line(cells));
      if (row == 0) {
        List<String> rule = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
          rule.add("-".repeat(Math.max(2, widths[i]) - (i == 0 ? 0 : 1)) + (i == 0 ? "" : ":"));
        }
        text.append(line(rule));
      }
    }
    return text.toString();
  }

  private static String line(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String threads(int count) {
    return count == 0 ? "-" : Integer.toString(count);
  }

  private static String time(double seconds) {
    return seconds < 0.1 ? format("%.2f ms", 1e3 * seconds) : format("%.3f s", seconds);
  }

  private static String percent(double share) {
    return format("%.0f %%", 100 * share);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
