package io.lorweb.eval.report;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.lorweb.eval.statistics.Interval;
import io.lorweb.eval.suite.Comparison;
import io.lorweb.eval.suite.Metric;
import io.lorweb.eval.suite.Problem;
import io.lorweb.eval.suite.Question;
import io.lorweb.eval.suite.Scored;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code summary.json} as it stands: pictures by name, questions by id. */
record SummaryRecord(
    String suite,
    String command,
    String version,
    long seed,
    int asked,
    int compared,
    List<String> models,
    List<Column> tables,
    Map<String, List<String>> groups,
    List<Metric> metrics,
    List<Asked> questions,
    List<Answered> answers,
    Optional<JudgementRecord> judge,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<AppendixRecord> appendices,
    List<Problem> problems) {

  /** A column of a table: one metric over one group. */
  record Column(
      String group,
      String metric,
      int tasks,
      int questions,
      Map<String, Interval> models,
      Map<String, Away> differences) {

    static Column of(Comparison one) {
      Map<String, Away> differences = new LinkedHashMap<>();
      one.differences()
          .forEach(
              (name, test) ->
                  differences.put(
                      name,
                      new Away(
                          test.mean(), test.interval().low(), test.interval().high(), test.p())));
      return new Column(
          one.group(), one.metric().id(), one.tasks(), one.questions(), one.means(), differences);
    }
  }

  /** How far a model is from the first. */
  record Away(double difference, double low, double high, double p) {}

  /** A question. */
  record Asked(
      String id,
      String task,
      String a,
      String a2,
      String b,
      Optional<String> truth,
      String prompt,
      boolean compared) {

    static Asked of(Question one, boolean compared, Path folder) {
      return new Asked(
          one.id(),
          one.task(),
          name(one.a(), folder),
          name(one.a2(), folder),
          name(one.b(), folder),
          one.truth().map(truth -> name(truth, folder)),
          one.prompt(),
          compared);
    }

    Question question(Path folder) {
      return new Question(
          id,
          task,
          folder.resolve(a),
          folder.resolve(a2),
          folder.resolve(b),
          truth.map(folder::resolve),
          prompt);
    }
  }

  /** A model's answer in numbers. */
  record Answered(String model, String question, String output, Map<String, Double> values) {

    static Answered of(Scored one, Path folder) {
      return new Answered(
          one.model(), one.question().id(), name(one.output(), folder), one.values());
    }
  }

  /** Relative to {@code folder} where the file lies below it. */
  private static String name(Path file, Path folder) {
    Path path = file.toAbsolutePath().normalize();
    Path beside = folder.toAbsolutePath().normalize();
    return (path.startsWith(beside) ? beside.relativize(path) : path).toString().replace('\\', '/');
  }
}
