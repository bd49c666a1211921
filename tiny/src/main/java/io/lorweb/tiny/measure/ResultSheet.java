package io.lorweb.tiny.measure;

import io.lorweb.image.Picture;
import io.lorweb.tiny.pairs.RowSheet;
import java.nio.file.Path;
import java.util.List;

/** What was measured, to look at: two items of each task in a row. */
public final class ResultSheet {

  /** Larger pictures are shown smaller. */
  private static final int LARGEST = 128;

  private ResultSheet() {}

  /**
   * Writes the sheet, as several files when one would be too high.
   *
   * @return the files
   * @throws io.lorweb.error.InputException when the file system refuses
   */
  public static List<Path> write(Path file, Report report) {
    List<RowSheet.Row> rows =
        report.tasks().stream()
            .map(ResultSheet::row)
            .filter(row -> !row.groups().isEmpty())
            .toList();
    int cell =
        rows.stream()
            .flatMap(row -> row.groups().get(0).stream())
            .mapToInt(Picture::width)
            .max()
            .orElse(LARGEST);
    return RowSheet.write(file, Math.min(LARGEST, cell), rows);
  }

  private static RowSheet.Row row(TaskResult result) {
    return new RowSheet.Row(
        result.task().name(),
        result.level().label(),
        result.items().stream().map(Measured::row).filter(row -> !row.isEmpty()).toList());
  }
}
