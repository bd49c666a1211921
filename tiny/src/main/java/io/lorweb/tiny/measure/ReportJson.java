package io.lorweb.tiny.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.eval.statistics.Interval;

/** A report for programs, with every item's values. Shares are in [0, 1], the rest is in dB. */
public final class ReportJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ReportJson() {}

  /** Writes {@code groups} and {@code tasks} into {@code target}. */
  public static void write(Report report, ObjectNode target) {
    target.put("resamples", Interval.RESAMPLES);
    ArrayNode groups = target.putArray("groups");
    report.rows().forEach(row -> groups.add(group(row)));
    ArrayNode tasks = target.putArray("tasks");
    report.tasks().forEach(result -> tasks.add(task(result, report)));
  }

  private static ObjectNode group(Report.Row row) {
    ObjectNode json = JSON.createObjectNode();
    json.put("group", row.group());
    json.put("tasks", row.tasks());
    ObjectNode figures = json.putObject("figures");
    row.cells()
        .forEach(
            (figure, cell) -> {
              ObjectNode one = figures.putObject(figure.key());
              one.put("tasks", cell.tasks());
              one.put("mean", cell.interval().mean());
              one.put("low", cell.interval().low());
              one.put("high", cell.interval().high());
            });
    return json;
  }

  private static ObjectNode task(TaskResult result, Report report) {
    ObjectNode json = JSON.createObjectNode();
    json.put("task", result.task().name());
    json.put("level", result.level().label());
    ObjectNode figures = json.putObject("figures");
    for (Figure figure : report.figures()) {
      result
          .mean(figure)
          .ifPresent(
              mean -> {
                ObjectNode one = figures.putObject(figure.key());
                one.put("mean", mean);
                result.values(figure).forEach(one.putArray("items")::add);
              });
    }
    return json;
  }
}
