package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.Analogy;
import io.lorweb.LoRWeB;
import io.lorweb.LoadOptions;
import io.lorweb.RoutedAnalogy;
import io.lorweb.Settings;
import io.lorweb.analogy.Layout;
import io.lorweb.image.Picture;
import io.lorweb.tiny.photographs.Photographs;
import org.junit.jupiter.api.Test;

/** The embedded model tells the pictures that it knows from those that it does not. */
class UnlikePicturesTest {

  /** One pixel of red beside one of blue: nothing like it was trained on. */
  private static Picture stripes() {
    byte[] samples = new byte[64 * 64 * 3];
    for (int i = 0; i < 64 * 64; i++) {
      samples[3 * i + i % 2 * 2] = (byte) 255;
    }
    return Picture.of(64, 64, samples);
  }

  @Test
  void stripesAreAndTheExamplesAndMostPhotographsAreNot() {
    Photographs photographs = new Photographs(64);
    try (LoRWeB lorweb = LoRWeB.load(LoadOptions.defaults())) {
      Analogy analogy =
          lorweb.analogy(Examples.read(Examples.a("sepia")), Examples.read(Examples.a2("sepia")));

      unlike(analogy, stripes(), true);
      assertThat(Examples.names())
          .allSatisfy(name -> unlike(analogy, Examples.read(Examples.b(name)), false));
      assertThat(photographs.names()).hasSize(20).contains("bricks");
      assertThat(photographs.names())
          .allSatisfy(
              name ->
                  unlike(
                      analogy,
                      photographs.layers(name).orElseThrow().picture(),
                      name.equals("bricks")));
    }
  }

  private static void unlike(Analogy analogy, Picture b, boolean unlike) {
    RoutedAnalogy routed = analogy.route(b, Settings.defaults().mixing(m -> m.fit(0)));
    assertThat(routed.spans().picture().orElseThrow().beyond()).isEqualTo(unlike);
    assertThat(routed.layout()).isEqualTo(unlike ? Layout.QUERY : Layout.SEPARATE);
    // Given coefficients change nothing of what is known of b.
    assertThat(routed.with(routed.mixture()).spans().picture()).isEqualTo(routed.spans().picture());
  }
}
