package io.lorweb.tiny.measure;

import io.lorweb.tiny.tasks.Levels;
import java.util.List;

/** A stage that makes no pictures from noise: a loaded part. Safe for several threads. */
public sealed interface Probe extends AutoCloseable permits VaeProbe, ClipProbe {

  /** What is measured, in the order of the columns. */
  List<Figure> figures();

  /** Rows of the report. A task may stand in several of them or in none. */
  List<TaskGroup> groups(Levels levels);

  Measured measure(HeldOutItem item);

  @Override
  void close();
}
