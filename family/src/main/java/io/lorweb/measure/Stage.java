package io.lorweb.measure;

import io.lorweb.tasks.Levels;
import java.util.List;

/** One stage of the family: a loaded model and what is asked of it. Safe for several threads. */
public sealed interface Stage extends AutoCloseable
    permits VaeStage, ClipStage, BaseStage, AdapterStage, LoraStage {

  /** What is measured, in the order of the columns. */
  List<Figure> figures();

  /** Rows of the report. A task may stand in several of them or in none. */
  List<Group> groups(Levels levels);

  Measured measure(Item item);

  @Override
  void close();
}
