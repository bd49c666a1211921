package io.lorweb.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A report as JSON; all times in seconds. */
final class ReportJson {

  private ReportJson() {}

  static ObjectNode of(Report report) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    Machine machine = report.machine();
    json.putObject("machine")
        .put("processor", machine.processor())
        .put("cores", machine.cores())
        .put("memory_gib", machine.memoryGib())
        .put("java", machine.java())
        .put("engine", machine.engine())
        .put("blas", machine.blas())
        .put("load", machine.load())
        .put("idle", machine.warning().isEmpty());
    json.put("format", report.peak().format());
    ObjectNode peak = json.putObject("peak_gflops");
    report.peak().byThreads().forEach((threads, rate) -> peak.put(threads.toString(), rate));
    ArrayNode rows = json.putArray("rows");
    report.rows().forEach(row -> add(rows.addObject(), row, report.peak()));
    comparisons(json.putArray("overheads"), report.overheads());
    comparisons(json.putArray("batches"), report.batches());
    if (!report.against().isEmpty()) {
      json.put("torch", report.torch());
      comparisons(json.putArray("against_python"), report.against());
    }
    return json;
  }

  private static void add(ObjectNode json, Row row, Peak peak) {
    json.put("group", row.group().toString()).put("name", row.name());
    if (row.threads() > 0) {
      json.put("threads", row.threads());
    }
    Timing timing = row.timing();
    json.put("runs", timing.seconds().length)
        .put("minimum", timing.minimum())
        .put("median", timing.median())
        .put("spread", timing.spread());
    timing.processor().ifPresent(seconds -> json.put("processor", seconds));
    row.gflops().ifPresent(rate -> json.put("gflops", rate).put("share_of_peak", peak.share(row)));
  }

  private static void comparisons(ArrayNode array, List<Comparison> comparisons) {
    for (Comparison comparison : comparisons) {
      Pairs pairs = comparison.pairs();
      ObjectNode json = array.addObject().put("name", comparison.name());
      if (comparison.threads() > 0) {
        json.put("threads", comparison.threads());
      }
      json.put("pairs", pairs.first().length)
          .put("first", Pairs.median(pairs.first()))
          .put("second", Pairs.median(pairs.second()))
          .put("ratio", pairs.ratio())
          .put("spread", pairs.spread());
    }
  }
}
