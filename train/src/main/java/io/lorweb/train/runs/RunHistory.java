package io.lorweb.train.runs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.error.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a run's folder says of its past.
 *
 * @param folder of the run
 * @param name what the run is called in plots
 * @param steps in the order of steps; without routing statistics
 * @param routings in the order of steps
 * @param validations the loss on held-out examples, in the order of steps; 0 is before the first
 * @param sheets sample sheets, {@code samples/*<step>.png}
 */
public record RunHistory(
    Path folder,
    String name,
    List<StepMetrics> steps,
    List<Routing> routings,
    List<Validation> validations,
    List<Sheet> sheets) {

  /** How the names of sheets of held-out examples begin. */
  public static final String HELD_OUT = "validation";

  /** The step is the last number in a sheet's name. */
  private static final Pattern SHEET = Pattern.compile("(?:.*\\D)?(\\d{1,12})\\.png");

  /** Statistics of one step. */
  public record Routing(long step, RoutingStatistics statistics) {}

  /** The loss on held-out examples after a step. */
  public record Validation(long step, double loss) {}

  /** A sample sheet of one step. */
  public record Sheet(long step, Path file) {

    /** Whether it shows held-out examples. */
    public boolean heldOut() {
      return file.getFileName().toString().startsWith(HELD_OUT);
    }
  }

  public RunHistory {
    steps = List.copyOf(steps);
    routings = List.copyOf(routings);
    validations = List.copyOf(validations);
    sheets = List.copyOf(sheets);
  }

  /** Whether {@code folder} holds a run. */
  public static boolean isRun(Path folder) {
    return Files.isRegularFile(folder.resolve(MetricsLog.METRICS));
  }

  /** Reads a run that has ended or still goes on. */
  public static RunHistory read(Path folder) {
    if (!isRun(folder)) {
      throw InputException.of("%s is not a run: it has no %s", folder, MetricsLog.METRICS);
    }
    List<StepMetrics> steps = new ArrayList<>();
    List<Validation> validations = new ArrayList<>();
    JsonLines.read(
        folder.resolve(MetricsLog.METRICS),
        (text, line) -> {
          long step = line.get("step").asLong();
          if (line.has(MetricsLog.VALIDATION)) {
            validations.add(new Validation(step, number(line, MetricsLog.VALIDATION)));
          }
          if (step > 0) {
            steps.add(step(line));
          }
        });
    Path routing = folder.resolve(MetricsLog.ROUTING);
    List<Routing> routings = new ArrayList<>();
    if (Files.exists(routing)) {
      JsonLines.read(routing, (text, line) -> routings.add(routing(routing, line)));
    }
    String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    return new RunHistory(
        folder, name, steps, routings, validations, sheets(folder.resolve("samples")));
  }

  /** The last step, if there is one. */
  public Optional<StepMetrics> last() {
    return steps.isEmpty() ? Optional.empty() : Optional.of(steps.get(steps.size() - 1));
  }

  /** The last loss on held-out examples, if there is one. */
  public OptionalDouble validation() {
    return validations.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(validations.get(validations.size() - 1).loss());
  }

  private static StepMetrics step(ObjectNode line) {
    return new StepMetrics(
        line.get("step").asLong(),
        line.path("epoch").asLong(),
        number(line, "loss"),
        number(line, "lr"),
        number(line, "grad_norm"),
        number(line, "samples_per_second"),
        number(line, "seconds"),
        Optional.empty(),
        line.has(MetricsLog.VALIDATION)
            ? OptionalDouble.of(number(line, MetricsLog.VALIDATION))
            : OptionalDouble.empty());
  }

  private static Routing routing(Path file, ObjectNode line) {
    List<String> paths = new ArrayList<>();
    line.path("paths").forEach(path -> paths.add(path.asText()));
    int size = line.path("size").asInt();
    float[] usage = floats(line.path("usage"));
    float[] entropy = floats(line.path("entropy"));
    if (usage.length != (long) paths.size() * size || entropy.length != paths.size()) {
      throw InputException.of(
          "%s: step %d has %d coefficients and %d entropies for %d Linears of %d",
          file, line.get("step").asLong(), usage.length, entropy.length, paths.size(), size);
    }
    return new Routing(
        line.get("step").asLong(), new RoutingStatistics(paths, size, usage, entropy));
  }

  private static float[] floats(JsonNode array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) array.get(i).asDouble();
    }
    return values;
  }

  private static double number(ObjectNode line, String key) {
    return line.path(key).isNumber() ? line.get(key).doubleValue() : Double.NaN;
  }

  private static List<Sheet> sheets(Path samples) {
    if (!Files.isDirectory(samples)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(samples)) {
      return files
          .map(RunHistory::sheet)
          .flatMap(Optional::stream)
          .sorted(Comparator.comparingLong(Sheet::step))
          .toList();
    } catch (IOException e) {
      throw new InputException(samples + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static Optional<Sheet> sheet(Path file) {
    Matcher name = SHEET.matcher(file.getFileName().toString());
    return name.matches()
        ? Optional.of(new Sheet(Long.parseLong(name.group(1)), file))
        : Optional.empty();
  }
}
