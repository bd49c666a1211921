package io.lorweb.cli;

import io.lorweb.LoRWeB;
import io.lorweb.LoadOptions;
import java.util.Locale;

/** Loads a model and says what was assumed and, under --verbose, what was chosen. */
final class Loading {

  private Loading() {}

  static LoRWeB open(LoadOptions options, Console console) {
    long start = System.nanoTime();
    console.waiting("loading " + options.parts().model() + " ...");
    LoRWeB lorweb = LoRWeB.load(options);
    lorweb.notices().forEach(console::note);
    lorweb.details().forEach(console::detail);
    console.detail(
        String.format(Locale.ROOT, "loaded in %.2f s", (System.nanoTime() - start) / 1e9));
    return lorweb;
  }
}
