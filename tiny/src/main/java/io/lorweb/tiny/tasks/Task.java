package io.lorweb.tiny.tasks;

import java.util.List;

/** Something that turns one picture into another, the same way for every picture. */
public sealed interface Task permits EditTask, StyleTask {

  /** Its name in manifests, such as "hue60" or "noto2flat". */
  String name();

  /** Tasks of one family do the same with other parameters. */
  String family();

  /** Two ways to ask for it, in plain lower-case English. */
  List<String> phrases();
}
