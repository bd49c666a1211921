package io.lorweb.eval.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.lorweb.error.InputException;
import io.lorweb.eval.suite.Cell;
import io.lorweb.eval.suite.Comparison;
import io.lorweb.eval.suite.Evaluation;
import io.lorweb.eval.suite.Problem;
import io.lorweb.eval.suite.Question;
import io.lorweb.eval.suite.Remark;
import io.lorweb.eval.suite.Scored;
import io.lorweb.eval.suite.Tables;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.image.PngWriter;
import io.lorweb.image.Resampling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An evaluation as one HTML page that needs nothing beside it. */
public final class HtmlReport {

  /** Questions of a task whose pictures are shown, and of all tasks together. */
  private static final int SHOWN_OF_TASK = 2;

  private static final int SHOWN = 250;

  /** Letters of a judge's explanation that are shown. */
  private static final int LONGEST_REMARK = 400;

  /** Pictures are shown this high at most. */
  private static final int SIDE = 192;

  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(null, ContentType.Html, null, "io.lorweb.eval.report.pages");

  private HtmlReport() {}

  /** Without appendices. */
  public static String of(Evaluation evaluation, String command) {
    return of(evaluation, command, List.of());
  }

  /**
   * The page.
   *
   * @param command that made the evaluation
   * @param appendices follow the tables
   * @throws InputException when a picture has gone since
   */
  public static String of(Evaluation evaluation, String command, List<Appendix> appendices) {
    StringOutput output = new StringOutput();
    TEMPLATES.render("evaluation.jte", page(evaluation, command, appendices), output);
    return output.toString();
  }

  private static Page page(Evaluation evaluation, String command, List<Appendix> appendices) {
    List<List<Comparison>> tables = Tables.of(evaluation);
    List<Question> shown = shown(evaluation.compared());
    List<String> columns = new ArrayList<>(List.of("a", "a'", "b"));
    columns.addAll(evaluation.models());
    columns.add("true b'");
    return new Page(
        evaluation.name(),
        command,
        SummaryText.counts(evaluation),
        tables.stream().map(table -> table(evaluation.models(), table)).toList(),
        ModelsText.of(evaluation),
        appendices.stream().map(HtmlReport::appendix).toList(),
        shots(SuiteCharts.of(evaluation)),
        columns,
        rows(evaluation, shown),
        evaluation.compared().size() - shown.size(),
        JudgementText.of(evaluation),
        SummaryText.PROBLEMS,
        evaluation.problems().stream().map(Problem::sentence).toList());
  }

  private static Page.Appendix appendix(Appendix appendix) {
    return new Page.Appendix(
        appendix.heading(), appendix.columns(), appendix.rows(), shots(appendix.charts()));
  }

  private static List<Page.Shot> shots(Map<String, Picture> charts) {
    return charts.entrySet().stream().map(chart -> shot(chart.getKey(), chart.getValue())).toList();
  }

  private static Page.Table table(List<String> models, List<Comparison> columns) {
    return new Page.Table(
        SummaryText.heading(columns),
        columns.stream().map(column -> SummaryText.column(column, columns)).toList(),
        models.stream()
            .map(
                name ->
                    new Page.Line(
                        name, columns.stream().map(column -> Cell.of(column, name)).toList()))
            .toList());
  }

  private static List<Question> shown(List<Question> questions) {
    Map<String, Integer> counts = new HashMap<>();
    return questions.stream()
        .filter(question -> counts.merge(question.task(), 1, Integer::sum) <= SHOWN_OF_TASK)
        .limit(SHOWN)
        .toList();
  }

  private static List<Page.Row> rows(Evaluation evaluation, List<Question> questions) {
    Map<String, Path> outputs = new HashMap<>();
    for (Scored one : evaluation.scored()) {
      outputs.put(one.model() + "\0" + one.question().id(), one.output());
    }
    List<Page.Row> rows = new ArrayList<>();
    for (Question question : questions) {
      List<Optional<Page.Shot>> pictures = new ArrayList<>();
      for (Path file : List.of(question.a(), question.a2(), question.b())) {
        pictures.add(Optional.of(shot(question.id(), file)));
      }
      for (String model : evaluation.models()) {
        Path output = outputs.get(model + "\0" + question.id());
        pictures.add(Optional.of(shot(model + ", " + question.id(), output)));
      }
      pictures.add(question.truth().map(file -> shot("true b' of " + question.id(), file)));
      rows.add(
          new Page.Row(
              Question.named(question.task()),
              question.id(),
              pictures,
              remarks(evaluation, question)));
    }
    return rows;
  }

  private static List<Remark> remarks(Evaluation evaluation, Question question) {
    return evaluation.judgement().stream()
        .flatMap(judgement -> judgement.remarks().stream())
        .filter(remark -> remark.question().equals(question.id()))
        .map(HtmlReport::shortened)
        .toList();
  }

  /** The whole of it is in the summary. */
  private static Remark shortened(Remark remark) {
    String text = remark.explanation();
    return text.length() <= LONGEST_REMARK
        ? remark
        : new Remark(
            remark.question(),
            remark.about(),
            remark.verdict(),
            text.substring(0, LONGEST_REMARK).strip() + " ...");
  }

  private static Page.Shot shot(String label, Path file) {
    Picture picture = PictureReader.read(file);
    double scale = Math.min(1, (double) SIDE / Math.max(picture.width(), picture.height()));
    return shot(
        label,
        scale == 1
            ? picture
            : picture.resize(
                (int) Math.max(1, Math.round(scale * picture.width())),
                (int) Math.max(1, Math.round(scale * picture.height())),
                Resampling.LANCZOS));
  }

  private static Page.Shot shot(String label, Picture picture) {
    return new Page.Shot(label, Base64.getEncoder().encodeToString(PngWriter.toBytes(picture)));
  }
}
