package io.lorweb.eval.report;

import java.util.List;
import java.util.stream.Collectors;

/** Tables for papers: {@code tabular} with the rules of the package booktabs. */
final class Latex {

  private Latex() {}

  /** The table under a comment with its heading; cells are plain text. */
  static String tabular(String heading, Table table) {
    return "% "
        + heading.replaceAll("\\R", " ")
        + "\n\\begin{tabular}{l"
        + "r".repeat(table.headings().size() - 1)
        + "}\n\\toprule\n"
        + row(table.headings())
        + "\\midrule\n"
        + table.rows().stream().map(Latex::row).collect(Collectors.joining())
        + "\\bottomrule\n\\end{tabular}\n";
  }

  private static String row(List<String> cells) {
    return cells.stream().map(Latex::text).collect(Collectors.joining(" & ", "", " \\\\\n"));
  }

  /** Text as it is to be read; what stands between {@code **} is bold, as in Markdown. */
  static String text(String plain) {
    StringBuilder text = new StringBuilder();
    for (char c : plain.toCharArray()) {
      switch (c) {
        case '\\' -> text.append("\\textbackslash{}");
        case '~' -> text.append("\\textasciitilde{}");
        case '^' -> text.append("\\textasciicircum{}");
        case '<' -> text.append("\\textless{}");
        case '>' -> text.append("\\textgreater{}");
        case '&', '%', '$', '#', '_', '{', '}' -> text.append('\\').append(c);
        default -> text.append(c);
      }
    }
    return text.toString().replaceAll("\\*\\*(.+?)\\*\\*", "\\\\textbf{$1}");
  }
}
