package io.lorweb.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.Analogy;
import io.lorweb.LoRWeB;
import io.lorweb.LoadOptions;
import io.lorweb.Settings;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.tensor.Engine;
import io.lorweb.work.Progress;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Whole analogies on a loaded model: seconds per picture once warm. */
@Command(
    name = "apply",
    description = "Seconds of one analogy on a loaded model, once warm.",
    mixinStandardHelpOptions = true)
final class ApplyBench implements Callable<Integer> {

  @Parameters(arity = "3", paramLabel = "FILE", description = "a, a' and b.")
  Path[] pictures;

  @Option(names = "--model", description = "Model folder (default: the embedded one).")
  String model = LoadOptions.defaults().parts().model();

  @Option(names = "--steps", description = "Denoising steps (default: ${DEFAULT-VALUE}).")
  int steps = 8;

  @Option(names = "--fit", description = "Also time fits of N steps; the pictures are not fitted.")
  int fit;

  @Option(names = "--rounds", description = "Pictures (default: ${DEFAULT-VALUE}).")
  int rounds = 20;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Override
  public Integer call() {
    Picture a = PictureReader.read(pictures[0]);
    Picture a2 = PictureReader.read(pictures[1]);
    Picture b = PictureReader.read(pictures[2]);
    Settings settings = Settings.defaults().sampling(s -> s.steps(steps)).mixing(m -> m.fit(0));
    try (LoRWeB lorweb = LoRWeB.load(LoadOptions.defaults().parts(p -> p.model(model)))) {
      Analogy analogy = lorweb.analogy(a, a2);
      double first = Pairs.seconds(() -> analogy.apply(b, settings, Progress.NONE));
      double[] warm = new double[rounds];
      double[] stepping = new double[rounds];
      for (int i = 0; i < rounds; i++) {
        long[] begin = new long[1];
        long[] end = new long[1];
        warm[i] =
            Pairs.seconds(
                () ->
                    analogy.apply(
                        b,
                        settings,
                        step -> {
                          begin[0] = step.done() == 1 ? System.nanoTime() : begin[0];
                          end[0] = System.nanoTime();
                        }));
        // From the end of the first step to the end of the last one.
        stepping[i] = (end[0] - begin[0]) / 1e9 / Math.max(1, steps - 1);
      }
      double[] fits = new double[fit > 0 ? rounds : 0];
      for (int i = 0; i < fits.length; i++) {
        // Loaded anew each time: what is loaded remembers its fits.
        try (LoRWeB fresh = LoRWeB.load(lorweb.options())) {
          fresh.analogy(a, a2).route(b, settings);
          fits[i] =
              Pairs.seconds(() -> fresh.analogy(a, a2).route(b, settings.mixing(m -> m.fit(fit))));
        }
      }
      ObjectNode report = new ObjectMapper().createObjectNode();
      report.put("threads", Engine.currentThreads());
      report.put("steps", steps);
      report.put("first_seconds", first);
      report.put("warm_seconds", Pairs.median(warm));
      report.put("step_seconds", Pairs.median(stepping));
      if (fit > 0) {
        report.put("fit", fit);
        report.put("fit_seconds", Pairs.median(fits));
      }
      System.out.println(
          json
              ? report.toPrettyString()
              : String.format(
                  Locale.ROOT,
                  "%d threads: first picture %.3f s, then %.3f s for %d steps (%.4f s a step)",
                  Engine.currentThreads(),
                  first,
                  Pairs.median(warm),
                  steps,
                  Pairs.median(stepping)));
      if (!json && fit > 0) {
        System.out.printf("a fit of %d steps: %.3f s%n", fit, Pairs.median(fits));
      }
    }
    return 0;
  }
}
