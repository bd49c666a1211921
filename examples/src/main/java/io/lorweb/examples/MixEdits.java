package io.lorweb.examples;

import io.lorweb.Analogy;
import io.lorweb.LoRWeB;
import io.lorweb.LoadOptions;
import io.lorweb.RoutedAnalogy;
import io.lorweb.Settings;
import io.lorweb.Weighted;
import io.lorweb.analogy.Layout;
import io.lorweb.basis.Mixture;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import java.nio.file.Path;
import java.util.List;

/**
 * Computes with mixtures: half of one edit and half of another, and the first edit undone: {@code
 * java io.lorweb.examples.MixEdits a.png a2.png c.png c2.png b.png out/}.
 */
public final class MixEdits {

  private MixEdits() {}

  public static void main(String[] args) {
    Picture b = picture(args[4]);
    Path out = Path.of(args[5]);
    // In other layouts the model sees a and a' beside the coefficients.
    Settings settings = Settings.defaults().canvas(c -> c.layout(Layout.QUERY));

    try (LoRWeB lorweb = LoRWeB.load(LoadOptions.defaults())) {
      Analogy one = lorweb.analogy(picture(args[0]), picture(args[1]));
      Analogy other = lorweb.analogy(picture(args[2]), picture(args[3]));

      // For any b: each is routed for it, then they are mixed.
      Analogy half = lorweb.mixed(List.of(new Weighted(one, 0.5), new Weighted(other, 0.5)));
      half.apply(b, settings).write(out.resolve("half.png"));

      // For this b: a mixture is a value like any other.
      RoutedAnalogy routed = one.route(b, settings);
      Mixture halfway = routed.mixture().towards(other.route(b, settings).mixture(), 0.5);
      routed.with(halfway).apply().write(out.resolve("halfway.png"));
      routed.with(routed.mixture().scaled(-1)).apply().write(out.resolve("undone.png"));
    }
  }

  private static Picture picture(String file) {
    return PictureReader.read(Path.of(file));
  }
}
