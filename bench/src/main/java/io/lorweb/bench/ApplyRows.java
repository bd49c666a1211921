package io.lorweb.bench;

import io.lorweb.Analogy;
import io.lorweb.LoRWeB;
import io.lorweb.LoadOptions;
import io.lorweb.Settings;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.work.Progress;
import java.util.List;

/** A whole analogy on the loaded embedded model. */
final class ApplyRows {

  private static final int STEPS = 8;

  private ApplyRows() {}

  static void measure(Rows rows, Launcher launcher) {
    List<Picture> pictures = launcher.pictures().stream().map(PictureReader::read).toList();
    Settings fitted = Settings.defaults().sampling(s -> s.steps(STEPS));
    Settings plain = fitted.mixing(m -> m.fit(0));
    try (LoRWeB lorweb = LoRWeB.load(LoadOptions.defaults())) {
      Analogy analogy = lorweb.analogy(pictures.get(0), pictures.get(1));
      rows.whole(
          Group.APPLY,
          "apply in process, " + STEPS + " steps, no fit",
          () -> analogy.apply(pictures.get(2), plain, Progress.NONE));
    }
    rows.prepared(
        Group.APPLY,
        "apply in process, " + STEPS + " steps, with its fit",
        () -> fitting(pictures, plain, fitted));
  }

  /** On a model loaded anew: what is loaded remembers its fits. */
  private static double fitting(List<Picture> pictures, Settings plain, Settings fitted) {
    try (LoRWeB fresh = LoRWeB.load(LoadOptions.defaults())) {
      Analogy analogy = fresh.analogy(pictures.get(0), pictures.get(1));
      analogy.apply(pictures.get(2), plain, Progress.NONE);
      return Pairs.seconds(() -> analogy.apply(pictures.get(2), fitted, Progress.NONE));
    }
  }
}
