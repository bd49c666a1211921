package io.lorweb.study.report;

import io.lorweb.eval.report.Table;
import io.lorweb.study.report.StudyReport.Agreed;
import io.lorweb.study.report.StudyReport.Pair;
import io.lorweb.study.report.StudyReport.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A report in sentences and tables, which pages and Markdown share. */
public record ReportText(StudyReport report, String rule) {

  /** What is said everywhere of votes that no person gave. */
  public static final String SIMULATED =
      "SIMULATED: these votes were made by a program and say nothing about people.";

  private static final String UNKNOWN = "-";

  /** A table with its heading. */
  public record Section(String heading, Table table) {}

  /** Who took part and what counts. */
  public List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    if (report.simulated()) {
      sentences.add(SIMULATED);
    }
    sentences.add(
        String.format(
            Locale.ROOT,
            "%d people have begun and %d have finished; %d votes count.",
            report.people(),
            report.finished(),
            report.votes()));
    sentences.add(
        String.format(
            Locale.ROOT,
            "Left out: all votes of %d people who missed a check, and %d votes given before all"
                + " pictures were painted.",
            report.excluded(),
            report.unpainted()));
    sentences.add("Items: " + rule + ".");
    report
        .left()
        .ifPresent(
            left ->
                sentences.add(
                    "The left picture was chosen in " + rate(left) + " of the votes (95 %)."));
    return sentences;
  }

  /** The tables. */
  public List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    sections.add(new Section("Win rates", pairs()));
    sections.add(new Section("Strengths (Bradley and Terry, log, mean 0)", strengths()));
    sections.add(new Section("Agreement", agreement()));
    sections.add(new Section("By task", tasks()));
    return sections;
  }

  private Table pairs() {
    return new Table(
        List.of("first", "against", "won", "lost", "no difference", "win rate, 95 %", "68 %"),
        report.pairs().stream().map(ReportText::row).toList());
  }

  private static List<String> row(Pair pair) {
    return List.of(
        pair.first(),
        pair.opponent(),
        "" + pair.wins(),
        "" + pair.losses(),
        "" + pair.none(),
        pair.rate().map(ReportText::rate).orElse(UNKNOWN),
        pair.rate().map(ReportText::figure).orElse(UNKNOWN));
  }

  private static String rate(Rate rate) {
    return percent(rate.share()) + " % [" + percent(rate.low()) + ", " + percent(rate.high()) + "]";
  }

  private static String figure(Rate rate) {
    return "[" + percent(rate.low68()) + ", " + percent(rate.high68()) + "]";
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }

  private Table strengths() {
    List<List<String>> rows = new ArrayList<>();
    report
        .strengths()
        .forEach(
            (model, strength) ->
                rows.add(List.of(model, String.format(Locale.ROOT, "%.2f", strength))));
    return new Table(List.of("model", "strength"), rows);
  }

  private Table agreement() {
    Agreed one = report.judge();
    return new Table(
        List.of("", "value", "over"),
        List.of(
            List.of("people and the VLM judge", share(one.withJudge()), one.people() + " people"),
            List.of("people among themselves", share(one.among()), one.pairs() + " pairs"),
            List.of("ratio", share(one.ratio()), ""),
            List.of("spread of people's votes", number(one.spread()), "items"),
            List.of("judge from people's mean", number(one.judgeFromMean()), "items")));
  }

  private static String share(Optional<Double> value) {
    return value.map(share -> percent(share) + " %").orElse(UNKNOWN);
  }

  private static String number(Optional<Double> value) {
    return value.map(number -> String.format(Locale.ROOT, "%.4f", number)).orElse(UNKNOWN);
  }

  private Table tasks() {
    List<List<String>> rows = new ArrayList<>();
    report
        .tasks()
        .forEach(
            (task, pairs) ->
                pairs.stream()
                    .filter(pair -> pair.wins() + pair.losses() + pair.none() > 0)
                    .forEach(
                        pair -> {
                          List<String> row = new ArrayList<>(row(pair));
                          row.add(0, task);
                          rows.add(row);
                        }));
    return new Table(
        List.of(
            "task", "first", "against", "won", "lost", "no difference", "win rate, 95 %", "68 %"),
        rows);
  }

  /** All of it in Markdown. */
  public String markdown() {
    StringBuilder text = new StringBuilder("# " + report.study() + "\n\n");
    sentences().forEach(sentence -> text.append(sentence).append("\n\n"));
    sections()
        .forEach(
            section ->
                text.append("## ")
                    .append(section.heading())
                    .append("\n\n")
                    .append(section.table().markdown())
                    .append('\n'));
    return text.toString();
  }
}
