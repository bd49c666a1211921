package io.lorweb.bench;

import io.lorweb.LoRWeB;
import io.lorweb.LoadOptions;

/** The embedded model from its files. */
final class LoadRows {

  private LoadRows() {}

  static void measure(Rows rows) {
    rows.prepared(Group.LOAD, "load the model", () -> load(false));
    rows.prepared(Group.LOAD, "load the model and its text encoders", () -> load(true));
  }

  private static double load(boolean texts) {
    LoRWeB[] loaded = new LoRWeB[1];
    double seconds =
        Pairs.seconds(
            () -> {
              loaded[0] = LoRWeB.load(LoadOptions.defaults());
              if (texts) {
                loaded[0].warmUp();
              }
            });
    loaded[0].close();
    return seconds;
  }
}
