package io.lorweb.tiny.pairs;

import io.lorweb.tiny.tasks.Task;
import java.nio.file.Path;
import java.util.List;

/** All tasks on one picture: before and after of two drawings each, with the task's name. */
public final class TaskSheet {

  private static final int CELL = 64;
  private static final int SHOWN = 2;

  private TaskSheet() {}

  /**
   * Writes the sheet.
   *
   * @param rows a task's pairs in each; the first two are shown
   * @throws io.lorweb.error.InputException when the file system refuses
   */
  public static void write(Path file, List<List<Pair>> rows) {
    RowSheet.write(
        file, CELL, rows.stream().filter(pairs -> !pairs.isEmpty()).map(TaskSheet::row).toList());
  }

  private static RowSheet.Row row(List<Pair> pairs) {
    Task task = pairs.get(0).task();
    return new RowSheet.Row(
        task.name(),
        task.phrases().get(0),
        pairs.stream().limit(SHOWN).map(pair -> List.of(pair.before(), pair.after())).toList());
  }
}
