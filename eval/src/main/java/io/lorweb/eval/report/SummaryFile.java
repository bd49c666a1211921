package io.lorweb.eval.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.Version;
import io.lorweb.config.JsonFile;
import io.lorweb.error.InputException;
import io.lorweb.eval.suite.Comparison;
import io.lorweb.eval.suite.Evaluation;
import io.lorweb.eval.suite.Group;
import io.lorweb.eval.suite.Metric;
import io.lorweb.eval.suite.Problem;
import io.lorweb.eval.suite.Question;
import io.lorweb.eval.suite.Scored;
import io.lorweb.eval.suite.Tables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An evaluation as {@code summary.json}: the tables for other programs, and all that reports are
 * made of. Pictures are named relative to the file where they lie beside it.
 *
 * @param evaluation what was found
 * @param command that made it
 * @param appendices what reports say beside the suite's own tables
 */
public record SummaryFile(Evaluation evaluation, String command, List<Appendix> appendices) {

  private static final String NAME = "summary.json";

  public SummaryFile {
    appendices = List.copyOf(appendices);
  }

  /** Without appendices. */
  public SummaryFile(Evaluation evaluation, String command) {
    this(evaluation, command, List.of());
  }

  /** As a tree, with files named relative to {@code folder}. */
  public ObjectNode json(Path folder) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("suite", evaluation.name());
    json.put("command", command);
    json.put("version", Version.text());
    json.put("seed", evaluation.seed());
    json.put("asked", evaluation.asked().size());
    json.put("compared", evaluation.compared().size());
    evaluation.models().forEach(json.putArray("models")::add);
    ArrayNode tables = json.putArray("tables");
    Tables.of(evaluation)
        .forEach(group -> group.forEach(row -> comparison(tables.addObject(), row)));
    ObjectNode groups = json.putObject("groups");
    evaluation
        .groups()
        .forEach(
            group -> group.tasks().stream().sorted().forEach(groups.withArray(group.name())::add));
    ArrayNode metrics = json.putArray("metrics");
    for (Metric metric : evaluation.metrics()) {
      metrics
          .addObject()
          .put("id", metric.id())
          .put("heading", metric.heading())
          .put("higher_is_better", metric.higherIsBetter())
          .put("digits", metric.digits());
    }
    ArrayNode questions = json.putArray("questions");
    Set<Question> compared = new LinkedHashSet<>(evaluation.compared());
    for (Question question : evaluation.asked()) {
      ObjectNode node = questions.addObject();
      node.put("id", question.id());
      node.put("task", question.task());
      node.put("a", shown(question.a(), folder));
      node.put("a2", shown(question.a2(), folder));
      node.put("b", shown(question.b(), folder));
      question.truth().ifPresent(truth -> node.put("truth", shown(truth, folder)));
      node.put("prompt", question.prompt());
      node.put("compared", compared.contains(question));
    }
    ArrayNode answers = json.putArray("answers");
    for (Scored scored : evaluation.scored()) {
      ObjectNode node = answers.addObject();
      node.put("model", scored.model());
      node.put("question", scored.question().id());
      node.put("output", shown(scored.output(), folder));
      scored.values().forEach(node.putObject("values")::put);
    }
    evaluation
        .judgement()
        .ifPresent(
            one -> JudgementJson.write(json.putObject("judge"), one, evaluation.models().get(0)));
    ArrayNode more = json.putArray("appendices");
    appendices.forEach(appendix -> AppendixJson.write(more, appendix));
    ArrayNode problems = json.putArray("problems");
    for (Problem problem : evaluation.problems()) {
      problems
          .addObject()
          .put("model", problem.model())
          .put("question", problem.question())
          .put("what", problem.what());
    }
    return json;
  }

  private static void comparison(ObjectNode json, Comparison comparison) {
    json.put("group", comparison.group());
    json.put("metric", comparison.metric().id());
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
                    .put("difference", test.mean())
                    .put("low", test.interval().low())
                    .put("high", test.interval().high())
                    .put("p", test.p()));
  }

  private static String shown(Path file, Path folder) {
    Path path = file.toAbsolutePath().normalize();
    Path beside = folder.toAbsolutePath().normalize();
    return (path.startsWith(beside) ? beside.relativize(path) : path).toString().replace('\\', '/');
  }

  /** Writes it into {@code folder}, with the charts of its appendices. */
  public void write(Path folder) {
    appendices.forEach(appendix -> AppendixJson.charts(appendix, folder));
    JsonFile.write(folder.resolve(NAME), json(folder));
  }

  /**
   * Reads it out of {@code folder}.
   *
   * @throws InputException when it is not there or not what this program writes
   */
  public static SummaryFile read(Path folder) {
    JsonFile json = JsonFile.read(folder.resolve(NAME));
    Map<String, Question> byId = new LinkedHashMap<>();
    List<Question> compared = new ArrayList<>();
    for (JsonFile one : json.objects("questions")) {
      Question question =
          new Question(
              one.text("id"),
              one.text("task"),
              folder.resolve(one.text("a")),
              folder.resolve(one.text("a2")),
              folder.resolve(one.text("b")),
              one.optionalText("truth").map(folder::resolve),
              one.text("prompt"));
      byId.put(question.id(), question);
      if (one.flag("compared")) {
        compared.add(question);
      }
    }
    List<Metric> metrics =
        json.objects("metrics").stream()
            .map(
                one ->
                    new Metric(
                        one.text("id"),
                        one.text("heading"),
                        one.flag("higher_is_better"),
                        one.integer("digits")))
            .toList();
    List<Problem> problems =
        json.objects("problems").stream()
            .map(one -> new Problem(one.text("model"), one.text("question"), one.text("what")))
            .toList();
    Evaluation evaluation =
        new Evaluation(
            json.text("suite"),
            json.whole("seed"),
            groups(json.at("groups")),
            json.texts("models"),
            metrics,
            List.copyOf(byId.values()),
            compared,
            json.objects("answers").stream().map(one -> scored(one, byId, folder)).toList(),
            problems,
            List.of(),
            json.has("judge")
                ? Optional.of(JudgementJson.read(json.at("judge")))
                : Optional.empty());
    List<Appendix> appendices =
        json.has("appendices")
            ? json.objects("appendices").stream()
                .map(one -> AppendixJson.read(one, folder))
                .toList()
            : List.of();
    return new SummaryFile(evaluation, json.text("command"), appendices);
  }

  private static List<Group> groups(JsonFile json) {
    return json.keys().stream().map(name -> new Group(name, Set.copyOf(json.texts(name)))).toList();
  }

  private static Scored scored(JsonFile one, Map<String, Question> byId, Path folder) {
    Question question = byId.get(one.text("question"));
    if (question == null) {
      throw InputException.of("%s answers no question of the file", one.where());
    }
    JsonFile values = one.at("values");
    Map<String, Double> numbers = new HashMap<>();
    values.keys().forEach(metric -> numbers.put(metric, values.decimal(metric)));
    return new Scored(one.text("model"), question, folder.resolve(one.text("output")), numbers);
  }
}
