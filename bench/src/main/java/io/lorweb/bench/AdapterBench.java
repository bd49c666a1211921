package io.lorweb.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.adapt.MountedBasis;
import io.lorweb.basis.BasisAdapter;
import io.lorweb.basis.BasisConfig;
import io.lorweb.basis.Mixture;
import io.lorweb.basis.Router;
import io.lorweb.flux.FluxConfig;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.synth.SyntheticAdapter;
import io.lorweb.tensor.Arena;
import io.lorweb.tensor.ComputeType;
import io.lorweb.tensor.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What a mixture costs on one double and one single block: folded against bare for several N at the
 * same N r, and merged against bare, as ratios over interleaved pairs.
 */
@Command(
    name = "adapter",
    description = "Cost of a folded and a merged mixture on one double and one single block.",
    mixinStandardHelpOptions = true)
final class AdapterBench implements Callable<Integer> {

  @Option(names = "--heads", description = "Heads of 128 (default: ${DEFAULT-VALUE}, FLUX).")
  int heads = 24;

  @Option(names = "--tokens", description = "Image tokens (default: ${DEFAULT-VALUE}).")
  int tokens = 2048;

  @Option(names = "--text", description = "Text tokens (default: ${DEFAULT-VALUE}).")
  int text = 512;

  @Option(names = "--rank", description = "N r of the mixture (default: ${DEFAULT-VALUE}).")
  int mixtureRank = 128;

  @Option(names = "--basis", split = ",", description = "Values of N (default: 32,8,128).")
  List<Integer> sizes = List.of(32, 8, 128);

  @Option(names = "--rounds", description = "Pairs per comparison (default: ${DEFAULT-VALUE}).")
  int rounds = 7;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Override
  public Integer call() throws IOException {
    Engine engine = Engine.start();
    StepShape shape = StepShape.wide(heads, (int) Math.sqrt(tokens / 2.0), text);
    FluxConfig config = shape.model();
    ObjectNode report = new ObjectMapper().createObjectNode();
    report.put("width", config.hidden());
    report.put("tokens", tokens + text);
    report.put("threads", engine.threads());
    report.put("mixture_rank", mixtureRank);
    report.put("share_of_multiply_adds", share(config));
    Path folder = Files.createTempDirectory("lorweb-bench");
    try (Denoising input = new Denoising(shape, ComputeType.FP32)) {
      for (int n : sizes) {
        compare(input.bare(), input, n, folder, report);
      }
    }
    System.out.println(json ? report.toPrettyString() : table(report));
    return 0;
  }

  private void compare(FluxTransformer bare, Denoising input, int n, Path folder, ObjectNode report)
      throws IOException {
    BasisConfig config = StepShape.basis(n, mixtureRank / n, BasisConfig.PAPER.keysDim());
    Path file = folder.resolve("n" + n + ".safetensors");
    SyntheticAdapter.write(file, bare, config, 2304);
    try (BasisAdapter adapter = BasisAdapter.open(file, Optional.empty());
        MountedBasis mounted = MountedBasis.on(bare, adapter);
        Router router = adapter.router();
        Arena owner = new Arena()) {
      Mixture mixture = router.route(new float[2304]);
      FluxTransformer folded = bare.adapted(mounted.folded(mixture, owner));
      ObjectNode row = report.withArray("rows").addObject();
      row.put("n", n);
      row.put("r", mixtureRank / n);
      Pairs pairs = Pairs.measure(rounds, () -> input.run(bare), () -> input.run(folded));
      row.put("bare_seconds", Pairs.median(pairs.first()));
      row.put("folded_over_bare", pairs.ratio());
      row.put("overhead_over_share", (pairs.ratio() - 1) / share(bare.config()));
      if (n == sizes.get(0)) {
        FluxTransformer merged = bare.adapted(mounted.merged(mixture, owner));
        Pairs plain = Pairs.measure(rounds, () -> input.run(bare), () -> input.run(merged));
        row.put("merged_over_bare", plain.ratio());
        Pairs twice = Pairs.measure(rounds, () -> input.run(bare), () -> input.run(bare));
        row.put("bare_over_bare", twice.ratio());
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** Multiply-adds of the adapter over those of the bare blocks, attention included. */
  private double share(FluxConfig config) {
    double all = tokens + text;
    double d = config.hidden();
    // Per token: 12 D^2 in either block (a double block's token passes one of its two streams).
    double linear = 2 * 12 * d * d * all;
    double attention = 2 * 2 * all * all * d;
    // in + out of the Linears that a token meets: q, k, v, out and two of the feed-forward in a
    // double block; q, k, v, proj_mlp and proj_out in a single one.
    double doubles = 4 * 2 * d + 2 * 5 * d;
    double singles = 3 * 2 * d + 5 * d + 6 * d;
    return mixtureRank * (doubles + singles) * all / (linear + attention);
  }

  private static String table(ObjectNode report) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "width %d, %d tokens, %d threads; the adapter is %.2f %% of the multiply-adds%n",
            report.get("width").asInt(),
            report.get("tokens").asInt(),
            report.get("threads").asInt(),
            100 * report.get("share_of_multiply_adds").asDouble()));
    text.append(
        String.format(
            Locale.ROOT,
            "%6s %4s %10s %14s %16s%n",
            "N",
            "r",
            "bare s",
            "folded/bare",
            "cost/share"));
    report
        .get("rows")
        .forEach(
            row ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "%6d %4d %10.3f %14.4f %16.2f%s%n",
                        row.get("n").asInt(),
                        row.get("r").asInt(),
                        row.get("bare_seconds").asDouble(),
                        row.get("folded_over_bare").asDouble(),
                        row.get("overhead_over_share").asDouble(),
                        row.has("merged_over_bare")
                            ? String.format(
                                Locale.ROOT,
                                "   merged/bare %.4f, bare/bare %.4f",
                                row.get("merged_over_bare").asDouble(),
                                row.get("bare_over_bare").asDouble())
                            : "")));
    return text.toString();
  }
}
