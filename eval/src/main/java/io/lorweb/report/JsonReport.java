package io.lorweb.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.Version;
import io.lorweb.suite.Comparison;
import io.lorweb.suite.Contestant;
import io.lorweb.suite.Evaluation;
import io.lorweb.suite.Problem;
import io.lorweb.suite.Scored;
import io.lorweb.suite.Suite;
import io.lorweb.suite.Tables;
import java.nio.file.Path;
import java.util.Locale;

/** An evaluation as JSON: the tables, every answer's numbers, and what went wrong. */
public final class JsonReport {

  private JsonReport() {}

  /**
   * @param out the suite's folder, which output files are named relative to
   */
  public static ObjectNode of(Evaluation evaluation, Path out) {
    Suite suite = evaluation.suite();
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("suite", suite.name());
    json.put("version", Version.text());
    json.put("seed", suite.seed());
    json.put("asked", evaluation.asked().size());
    json.put("compared", evaluation.compared().size());
    ArrayNode models = json.putArray("models");
    for (Contestant contestant : suite.contestants()) {
      models
          .addObject()
          .put("name", contestant.name())
          .put("by", contestant.way().name().toLowerCase(Locale.ROOT))
          .put("prompt", contestant.prompted());
    }
    ArrayNode tables = json.putArray("tables");
    Tables.of(evaluation)
        .forEach(group -> group.forEach(row -> comparison(tables.addObject(), row)));
    ArrayNode answers = json.putArray("answers");
    evaluation.scored().forEach(scored -> answer(answers.addObject(), scored, out));
    ArrayNode problems = json.putArray("problems");
    for (Problem problem : evaluation.problems()) {
      problems
          .addObject()
          .put("model", problem.contestant())
          .put("question", problem.question())
          .put("what", problem.what());
    }
    return json;
  }

  private static void comparison(ObjectNode json, Comparison comparison) {
    json.put("group", comparison.group());
    json.put("metric", comparison.metric().id());
    json.put("higher_is_better", comparison.metric().higherIsBetter());
    json.put("tasks", comparison.tasks());
    json.put("questions", comparison.questions());
    ObjectNode means = json.putObject("models");
    comparison
        .means()
        .forEach(
            (name, interval) ->
                means
                    .putObject(name)
                    .put("mean", interval.mean())
                    .put("low", interval.low())
                    .put("high", interval.high()));
    ObjectNode differences = json.putObject("differences");
    comparison
        .differences()
        .forEach(
            (name, test) ->
                differences
                    .putObject(name)
                    .put("difference", test.difference())
                    .put("p", test.p()));
  }

  private static void answer(ObjectNode json, Scored scored, Path out) {
    json.put("model", scored.contestant());
    json.put("question", scored.question().id());
    json.put("task", scored.question().task());
    Path output = scored.output().toAbsolutePath();
    Path folder = out.toAbsolutePath();
    json.put(
        "output",
        (output.startsWith(folder) ? folder.relativize(output) : output)
            .toString()
            .replace('\\', '/'));
    ObjectNode values = json.putObject("values");
    scored.values().forEach(values::put);
  }
}
