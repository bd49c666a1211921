package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.LoRWeB;
import io.lorweb.LoadOptions;
import io.lorweb.Settings;
import io.lorweb.image.Picture;
import io.lorweb.work.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Many different analogies in one process leave no memory behind: pairs, pictures, prompts,
 * strengths and seeds differ, so that nothing is answered from a cache for long.
 *
 * <p>The process is one of its own with the launcher's options for the JVM: the collector and the
 * compiler of the test runner's take and give back tens of MiB whenever they like.
 */
@EnabledOnOs(OS.LINUX)
class SoakTest {

  private static final List<String> EXAMPLES = Examples.names();

  @Test
  @Tag("soak")
  void aThousandAnalogiesGrowByAtMostFivePercent() throws Exception {
    assertThat(growth(1000, 100)).isLessThanOrEqualTo(0.05);
  }

  /**
   * From an earlier item on and over fewer, so that start-up weighs more; a picture's worth lost
   * every time would still show.
   */
  @Test
  void eightyAnalogiesHardlyGrow() throws Exception {
    assertThat(growth(80, 20)).isLessThanOrEqualTo(0.10);
  }

  /** How much RssAnon grows from item {@code settled} to the last one, as a share. */
  private static double growth(int items, int settled) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Launched.options());
    command.addAll(
        List.of(
            // The default's size depends on the machine, and its pages count when first touched: at
            // once.
            "-Xms64m",
            "-Xmx64m",
            "-XX:+AlwaysPreTouch",
            "-cp",
            System.getProperty("java.class.path"),
            Program.class.getName(),
            Integer.toString(items),
            Integer.toString(settled)));
    Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    List<Long> readings = new ArrayList<>();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        System.out.println(line);
        readings.add(Long.parseLong(line.replaceAll(".*RssAnon (\\d+) KiB", "$1")));
      }
    }
    assertThat(process.waitFor()).isZero();
    long start = readings.get(0);
    long end = readings.get(readings.size() - 1);
    double growth = (double) (end - start) / start;
    System.out.printf("from item %d to %d: %+.2f %%%n", settled, items, 100 * growth);
    return growth;
  }

  /** Makes the analogies and tells the memory after item {@code args[1]} and every 20th part. */
  static final class Program {
    public static void main(String[] args) throws Exception {
      int items = Integer.parseInt(args[0]);
      int settled = Integer.parseInt(args[1]);
      Random random = new Random(4);
      try (LoRWeB lorweb = LoRWeB.load(LoadOptions.defaults())) {
        for (int item = 1; item <= items; item++) {
          one(lorweb, random, item);
          if (item >= settled && item % (items / 20) == 0) {
            System.out.printf("after %d analogies: RssAnon %d KiB%n", item, anonymousKib());
          }
        }
      }
    }
  }

  private static void one(LoRWeB lorweb, Random random, int item) {
    String demonstration = EXAMPLES.get(random.nextInt(EXAMPLES.size()));
    Picture b = marked(Examples.read(Examples.b(any(random))), item);
    Settings settings =
        Settings.defaults()
            .sampling(s -> s.steps(2).seed(random.nextLong()))
            .mixing(m -> m.strength(random.nextDouble() * 2))
            .wording(w -> w.prompt(random.nextInt(3) == 0 ? "" : "edit number " + item));
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

  private static long anonymousKib() throws IOException, InterruptedException {
    // Java's own garbage is not what is asked for.
    System.gc();
    Thread.sleep(100);
    return Launched.anonymousKib(ProcessHandle.current());
  }
}
