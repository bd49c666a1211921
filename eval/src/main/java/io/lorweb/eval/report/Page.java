package io.lorweb.eval.report;

import io.lorweb.eval.suite.Cell;
import io.lorweb.eval.suite.Remark;
import java.util.List;
import java.util.Optional;

/**
 * What the HTML report shows, ready to be laid out by {@code evaluation.jte}.
 *
 * @param title of the suite
 * @param command that made it
 * @param counts how many questions there were and counted
 * @param tables one for each group of tasks
 * @param models what they are and how they answered, where that is known
 * @param appendices beside the suite's own tables
 * @param charts drawn from the numbers
 * @param columns over the pictures: a, a', b, every model, the truth
 * @param rows questions with their pictures
 * @param unseen questions whose pictures were left out
 * @param judge what a judge said beside the tables, if one was asked
 * @param problemsMean what follows from problems
 * @param problems in sentences
 */
public record Page(
    String title,
    String command,
    String counts,
    List<Table> tables,
    Optional<ModelsText> models,
    List<Appendix> appendices,
    List<Shot> charts,
    List<String> columns,
    List<Row> rows,
    int unseen,
    Optional<JudgementText> judge,
    String problemsMean,
    List<String> problems) {

  /** A table of texts with charts of its own. */
  public record Appendix(
      String heading, List<String> columns, List<List<String>> rows, List<Shot> charts) {}

  /**
   * One group of tasks.
   *
   * @param columns metrics, with the way that is better
   */
  public record Table(String heading, List<String> columns, List<Line> lines) {}

  /**
   * One model.
   *
   * @param cells one for each metric; empty where there is no figure
   */
  public record Line(String model, List<Optional<Cell>> cells) {}

  /**
   * A picture as PNG.
   *
   * @param png base64
   */
  public record Shot(String label, String png) {}

  /**
   * One question.
   *
   * @param pictures in the order of the columns; empty where there is none
   * @param remarks what a judge wrote, in the order asked
   */
  public record Row(
      String task, String question, List<Optional<Shot>> pictures, List<Remark> remarks) {}
}
