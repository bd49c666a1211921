package io.lorweb.eval.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Words in rows and columns.
 *
 * @param rows each as long as the headings
 */
public record Table(List<String> headings, List<List<String>> rows) {

  public Table {
    headings = List.copyOf(headings);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != headings.size()) {
        throw new IllegalArgumentException(row + " does not fit under " + headings);
      }
    }
  }

  /** Columns of one width each, two spaces apart. */
  public List<String> text() {
    int[] widths =
        IntStream.range(0, headings.size())
            .map(
                column ->
                    Math.max(
                        headings.get(column).length(),
                        rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0)))
            .toArray();
    List<String> lines = new ArrayList<>(List.of(line(headings, widths)));
    rows.forEach(row -> lines.add(line(row, widths)));
    return lines;
  }

  private static String line(List<String> row, int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(i -> row.get(i) + " ".repeat(widths[i] - row.get(i).length()))
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }

  /** A Markdown table. */
  public String markdown() {
    StringBuilder text = new StringBuilder(row(headings));
    text.append("|").append("---|".repeat(headings.size())).append("\n");
    rows.forEach(row -> text.append(row(row)));
    return text.toString();
  }

  /** Comma-separated values (RFC 4180), with the headings. */
  public String csv() {
    StringBuilder text = new StringBuilder(values(headings));
    rows.forEach(row -> text.append(values(row)));
    return text.toString();
  }

  private static String values(List<String> cells) {
    return cells.stream().map(Table::value).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String value(String cell) {
    return cell.matches("(?s).*[\",\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }

  private static String row(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
