package io.lorweb.tiny.measure;

import io.lorweb.tiny.tasks.Levels;
import java.util.List;

/** One stage of the family: a loaded model and what is asked of it. Safe for several threads. */
public sealed interface Probe extends AutoCloseable
    permits VaeProbe, ClipProbe, BaseProbe, AdapterProbe, LoraProbe {

  /** What is measured, in the order of the columns. */
  List<Figure> figures();

  /** Rows of the report. A task may stand in several of them or in none. */
  List<TaskGroup> groups(Levels levels);

  Measured measure(HeldOutItem item);

  @Override
  void close();
}
