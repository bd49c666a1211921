package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.LoRWeB;
import io.lorweb.LoadOptions;
import io.lorweb.Progress;
import io.lorweb.Settings;
import io.lorweb.image.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Many different analogies in one process leave no memory behind: pairs, pictures, prompts,
 * strengths and seeds differ, so that nothing is answered from a cache for long.
 */
@EnabledOnOs(OS.LINUX)
class SoakTest {

  private static final List<String> EXAMPLES = Examples.names();

  private static final int READINGS = 5;

  @Test
  @Tag("soak")
  void aThousandAnalogiesGrowByAtMostFivePercent() throws Exception {
    assertThat(growth(1000, 100)).isLessThanOrEqualTo(0.05);
  }

  /** Too short for a fine reading: a picture's worth lost every time would still show. */
  @Test
  void eightyAnalogiesHardlyGrow() throws Exception {
    assertThat(growth(80, 20)).isLessThanOrEqualTo(0.10);
  }

  /** How much RssAnon grows from item {@code settled} to the last one, as a share. */
  private static double growth(int items, int settled) throws Exception {
    Random random = new Random(4);
    long start = 0;
    long end = 0;
    try (LoRWeB lorweb = LoRWeB.load(LoadOptions.defaults())) {
      for (int item = 1; item <= items; item++) {
        one(lorweb, random, item);
        if (item == settled || item % Math.max(1, items / 20) == 0) {
          end = anonymousKib();
          start = item == settled ? end : start;
          System.out.printf("after %4d analogies: RssAnon %,d KiB%n", item, end);
        }
      }
    }
    double growth = (double) (end - start) / start;
    System.out.printf("from item %d to %d: %+.2f %%%n", settled, items, 100 * growth);
    return growth;
  }

  private static void one(LoRWeB lorweb, Random random, int item) {
    String demonstration = EXAMPLES.get(random.nextInt(EXAMPLES.size()));
    Picture b = marked(Examples.read(Examples.b(any(random))), item);
    Settings settings =
        Settings.defaults()
            .steps(2)
            .seed(random.nextLong())
            .strength(random.nextDouble() * 2)
            .prompt(random.nextInt(3) == 0 ? "" : "edit number " + item);
    Picture a = marked(Examples.read(Examples.a(demonstration)), item);
    Picture a2 = marked(Examples.read(Examples.a2(demonstration)), item);
    Picture b2 = lorweb.analogy(a, a2).apply(b, settings, Progress.NONE).picture();
    assertThat(b2.width()).isEqualTo(64);
  }

  private static String any(Random random) {
    return EXAMPLES.get(random.nextInt(EXAMPLES.size()));
  }

  /** The same picture but for one pixel, so that no encoding of it is remembered. */
  private static Picture marked(Picture picture, int item) {
    byte[] rgb = picture.toBytes();
    rgb[0] = (byte) item;
    rgb[1] = (byte) (item >> 8);
    return Picture.of(picture.width(), picture.height(), rgb);
  }

  /** The least of several readings: garbage that waits for its collection shows as peaks. */
  private static long anonymousKib() throws IOException, InterruptedException {
    long least = Long.MAX_VALUE;
    for (int reading = 0; reading < READINGS; reading++) {
      System.gc();
      Thread.sleep(50);
      least = Math.min(least, anonymousKibNow());
    }
    return least;
  }

  private static long anonymousKibNow() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("RssAnon:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IllegalStateException("this kernel does not tell RssAnon");
  }
}
