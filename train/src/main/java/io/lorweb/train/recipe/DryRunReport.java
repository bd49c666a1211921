package io.lorweb.train.recipe;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A dry run for people and for programs. */
public final class DryRunReport {

  private static final double GIB = 1L << 30;

  private DryRunReport() {}

  /** The resolved configuration, then a table. */
  public static List<String> lines(DryRun run) {
    List<String> lines = new ArrayList<>();
    RecipeYaml.text(run.recipe()).lines().forEach(lines::add);
    lines.add("");
    ParameterCount count = run.parameters();
    if (count.linears() > 0) {
      lines.add(line("adapted Linears", "%,d", count.linears()));
    }
    lines.add(line("learned parameters", "%,d%s", count.total(), parts(count)));
    if (run.query() > 0) {
      lines.add(line("query width", "%,d", run.query()));
    }
    lines.add(line("base parameters", "%,d, weights %s", run.base(), lower(run.plan())));
    Optimization how = run.recipe().optimization();
    lines.add(
        line(
            "examples",
            "%,d steps of %d x %d = %,d, %,d tokens each",
            how.steps(),
            how.batch(),
            how.accumulation(),
            (long) how.steps() * how.batch() * how.accumulation(),
            run.tokens()));
    if (how.method() == Optimization.Method.MUON) {
      lines.add(
          line(
              "optimizer",
              "muon for the %,d parameters in matrices, adamw for the other %,d",
              count.matrices(),
              count.total() - count.matrices()));
    }
    MemoryEstimate memory = run.memory();
    lines.add(
        line(
            "memory, estimated",
            "%.2f GiB: base %.2f, learned %.2f, gradients %.2f, moments %.2f, activations %.2f",
            memory.total() / GIB,
            memory.base() / GIB,
            memory.parameters() / GIB,
            memory.gradients() / GIB,
            memory.moments() / GIB,
            memory.activations() / GIB));
    lines.add(
        line(
            "time, estimated",
            "%s a step, %s in all: %.3g multiply-adds an example at %.3g a second on %s",
            duration(run.secondsPerStep()),
            duration(run.seconds()),
            run.work().training(),
            run.speed(),
            run.device()));
    run.recipe()
        .validation()
        .ifPresent(
            held ->
                lines.add(
                    line(
                        "validation",
                        "%,d examples of the split '%s', %,d times: %s in all (counted above)",
                        held.examples(),
                        held.split(),
                        held.times(how.steps()),
                        duration(run.secondsOfValidation()))));
    return lines;
  }

  /** The same as JSON; bytes and seconds. */
  public static ObjectNode json(DryRun run) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.set("config", RecipeYaml.tree(run.recipe()));
    ParameterCount count = run.parameters();
    json.put("adapted_linears", count.linears());
    json.putObject("parameters")
        .put("total", count.total())
        .put("a", count.a())
        .put("b", count.b())
        .put("keys", count.keys())
        .put("projections", count.projections())
        .put("weights", count.weights())
        .put("matrices", count.matrices());
    json.put("query_width", run.query());
    json.put("base_parameters", run.base());
    json.put("tokens", run.tokens());
    json.putObject("multiply_adds")
        .put("linears", run.work().linears())
        .put("attention", run.work().attention())
        .put("adapter", run.work().adapter())
        .put("training", run.work().training());
    MemoryEstimate memory = run.memory();
    json.putObject("memory_bytes")
        .put("total", memory.total())
        .put("base", memory.base())
        .put("parameters", memory.parameters())
        .put("gradients", memory.gradients())
        .put("moments", memory.moments())
        .put("activations", memory.activations());
    json.put("memory_plan", lower(run.plan()));
    json.put("device", run.device());
    json.put("multiply_adds_per_second", run.speed());
    json.put("seconds_per_step", run.secondsPerStep());
    if (run.recipe().validation().isPresent()) {
      json.put("seconds_of_validation", run.secondsOfValidation());
    }
    json.put("seconds", run.seconds());
    return json;
  }

  private static String parts(ParameterCount count) {
    if (count.keys() > 0) {
      return String.format(
          Locale.ROOT,
          " (A %,d, B %,d, keys %,d, projections %,d)",
          count.a(),
          count.b(),
          count.keys(),
          count.projections());
    }
    return count.linears() > 0
        ? String.format(Locale.ROOT, " (A %,d, B %,d)", count.a(), count.b())
        : "";
  }

  private static String duration(double seconds) {
    if (seconds < 120) {
      return String.format(Locale.ROOT, "%.2g s", seconds);
    }
    return seconds < 7200
        ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
        : String.format(Locale.ROOT, "%,.0f h", seconds / 3600);
  }

  private static String line(String key, String format, Object... values) {
    return String.format(Locale.ROOT, "%-19s ", key) + String.format(Locale.ROOT, format, values);
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
