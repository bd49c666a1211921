package io.lorweb.bench;

import java.util.Locale;

/** What can be measured alone. */
enum Group {
  START,
  LOAD,
  ENCODERS,
  STEP,
  ADAPTER,
  BATCH,
  APPLY,
  TRAIN;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
