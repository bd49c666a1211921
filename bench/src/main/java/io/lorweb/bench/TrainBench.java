package io.lorweb.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.tensor.ComputeType;
import io.lorweb.tensor.Engine;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Time of a whole training step (forward, loss, backward, clipping, AdamW) on the tiny config and
 * on one double and one single block of FLUX width. {@code bench/python/train_step.py} takes the
 * same steps in PyTorch.
 */
@Command(
    name = "train",
    description = "Time of a training step, tiny and at FLUX width.",
    mixinStandardHelpOptions = true)
final class TrainBench implements Callable<Integer> {

  @Option(
      names = "--rounds",
      description = "Tiny steps measured; 0 for none (default: ${DEFAULT-VALUE}).")
  int rounds = 20;

  @Option(names = "--wide-rounds", description = "The same at FLUX width (default: 3).")
  int wideRounds = 3;

  @Option(names = "--checkpointed", description = "Compute each block twice to save memory.")
  boolean checkpointed;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Override
  public Integer call() {
    Engine engine = Engine.start();
    ObjectNode report = new ObjectMapper().createObjectNode();
    report.put("threads", engine.threads());
    report.put("checkpointed", checkpointed);
    if (rounds > 0) {
      measure("tiny", StepShape.TINY, rounds, report);
    }
    if (wideRounds > 0) {
      measure("flux_width", StepShape.wide(24, 16, 512), wideRounds, report);
    }
    System.out.println(json ? report.toPrettyString() : table(report));
    return 0;
  }

  private void measure(String name, StepShape shape, int count, ObjectNode report) {
    try (TrainStep step = new TrainStep(shape, ComputeType.FP32, checkpointed)) {
      for (int i = 0; i < Math.max(1, count / 4); i++) {
        step.run();
      }
      double[] seconds = new double[count];
      for (int i = 0; i < count; i++) {
        seconds[i] = Pairs.seconds(step::run);
      }
      ObjectNode row = report.putObject(name);
      row.put("parameters", step.parameters());
      row.put("batch", shape.batch());
      row.put("tokens", shape.tokens());
      row.put("median_seconds", Pairs.median(seconds));
      row.put("samples_per_second", shape.batch() / Pairs.median(seconds));
      row.put("loss", step.loss());
    }
  }

  private static String table(ObjectNode report) {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%12s %12s %6s %7s %12s %12s%n",
                "step",
                "parameters",
                "batch",
                "tokens",
                "median s",
                "samples/s"));
    for (String name : List.of("tiny", "flux_width")) {
      if (!report.has(name)) {
        continue;
      }
      var row = report.get(name);
      text.append(
          String.format(
              Locale.ROOT,
              "%12s %,12d %6d %7d %12.4f %12.2f%n",
              name,
              row.get("parameters").asLong(),
              row.get("batch").asInt(),
              row.get("tokens").asInt(),
              row.get("median_seconds").asDouble(),
              row.get("samples_per_second").asDouble()));
    }
    return text.toString();
  }
}
