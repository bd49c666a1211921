package io.lorweb.train.runs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;

/**
 * A run's figures as JSON lines: every step in {@code metrics.jsonl}, and at the steps that have
 * them the routing statistics in {@code routing.jsonl} (docs/training.md).
 */
public final class MetricsLog implements AutoCloseable {

  /** A step per line. */
  public static final String METRICS = "metrics.jsonl";

  /** Routing statistics of some steps. */
  public static final String ROUTING = "routing.jsonl";

  /** The loss on held-out examples, at the steps that measure it. */
  static final String VALIDATION = "validation_loss";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonLines metrics;
  private final JsonLines routing;

  private MetricsLog(JsonLines metrics, JsonLines routing) {
    this.metrics = metrics;
    this.routing = routing;
  }

  /**
   * Opens the logs of a run, to go on after {@code lastStep}: later lines, which the run will write
   * again, and a torn last line are dropped, whole or not at all.
   *
   * @param folder of the run
   * @param lastStep 0 for a run that begins
   */
  public static MetricsLog open(Path folder, long lastStep) {
    // A run that begins writes its line of step 0 again, too.
    long kept = lastStep == 0 ? -1 : lastStep;
    JsonLines metrics = JsonLines.open(folder.resolve(METRICS), kept);
    try {
      return new MetricsLog(metrics, JsonLines.open(folder.resolve(ROUTING), kept));
    } catch (RuntimeException e) {
      metrics.close();
      throw e;
    }
  }

  /** Writes one step; it is in the file when this returns. */
  public void add(StepMetrics step) {
    ObjectNode line = JSON.createObjectNode();
    line.put("step", step.step());
    line.put("epoch", step.epoch());
    line.put("loss", step.loss());
    line.put("lr", step.lr());
    line.put("grad_norm", step.gradNorm());
    line.put("samples_per_second", step.samplesPerSecond());
    line.put("seconds", step.seconds());
    step.routing().ifPresent(routing -> line.put("routing_entropy", routing.meanEntropy()));
    step.validation().ifPresent(loss -> line.put(VALIDATION, loss));
    metrics.add(finite(line));
    step.routing().ifPresent(statistics -> add(step.step(), statistics));
  }

  /** Writes the loss on held-out examples before the first step: a line of step 0. */
  public void begin(double validation) {
    metrics.add(finite(JSON.createObjectNode().put("step", 0).put(VALIDATION, validation)));
  }

  private void add(long step, RoutingStatistics statistics) {
    ObjectNode line = JSON.createObjectNode();
    line.put("step", step);
    line.put("size", statistics.size());
    line.put("mean_entropy", statistics.meanEntropy());
    ArrayNode paths = line.putArray("paths");
    statistics.paths().forEach(paths::add);
    numbers(line.putArray("entropy"), statistics.entropy());
    numbers(line.putArray("usage"), statistics.usage());
    routing.add(line);
  }

  /** Five digits: the statistics of a few examples mean no more. */
  private static void numbers(ArrayNode array, float[] values) {
    for (float value : values) {
      array.add(Math.round(value * 1e5) / 1e5);
    }
  }

  /** JSON has no NaN: a step whose loss is none has null there. */
  private static ObjectNode finite(ObjectNode line) {
    line.properties()
        .forEach(
            entry -> {
              if (entry.getValue().isDouble() && !Double.isFinite(entry.getValue().doubleValue())) {
                entry.setValue(line.nullNode());
              }
            });
    return line;
  }

  @Override
  public void close() {
    metrics.close();
    routing.close();
  }
}
