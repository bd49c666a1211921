package io.lorweb.examples;

import io.lorweb.LoRWeB;
import io.lorweb.LoadOptions;
import io.lorweb.Settings;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import java.nio.file.Path;

/**
 * Three pictures in, one out: {@code java io.lorweb.examples.ApplyOne a.png a2.png b.png b2.png}
 * with this module and its dependencies on the class path.
 */
public final class ApplyOne {

  private ApplyOne() {}

  public static void main(String[] args) {
    Picture a = PictureReader.read(Path.of(args[0]));
    Picture a2 = PictureReader.read(Path.of(args[1]));
    Picture b = PictureReader.read(Path.of(args[2]));
    try (LoRWeB lorweb = LoRWeB.load(LoadOptions.defaults())) {
      Settings settings = Settings.defaults().sampling(s -> s.seed(7));
      lorweb.analogy(a, a2).apply(b, settings).write(Path.of(args[3]));
    }
  }
}
