package io.lorweb.tiny.measure;

import io.lorweb.eval.suite.Evaluation;
import io.lorweb.image.Picture;
import io.lorweb.tiny.pairs.RowSheet;
import java.nio.file.Path;
import java.util.List;

/** What was measured, to look at: two items of each task in a row. */
final class ResultSheet {

  /** Larger pictures are shown smaller. */
  private static final int LARGEST = 128;

  /** Items of each task. */
  private static final int SHOWN = 2;

  private ResultSheet() {}

  /**
   * Writes the sheet, as several files when one would be too high.
   *
   * @return the files
   * @throws io.lorweb.error.InputException when the file system refuses
   */
  static List<Path> write(Path file, Evaluation evaluation, StageReport report, Probe probe) {
    List<RowSheet.Row> rows =
        report.tasks().stream().map(task -> row(task, evaluation, probe)).toList();
    int cell =
        rows.stream()
            .flatMap(row -> row.groups().get(0).stream())
            .mapToInt(Picture::width)
            .max()
            .orElse(LARGEST);
    return RowSheet.write(file, Math.min(LARGEST, cell), rows);
  }

  private static RowSheet.Row row(StageReport.TaskRow task, Evaluation evaluation, Probe probe) {
    return new RowSheet.Row(
        task.task(),
        task.level(),
        evaluation.scored().stream()
            .filter(one -> one.question().task().equals(task.task()))
            .filter(one -> one.question().shown().isEmpty())
            .limit(SHOWN)
            .map(one -> probe.row(one.question(), one.output()))
            .toList());
  }
}
