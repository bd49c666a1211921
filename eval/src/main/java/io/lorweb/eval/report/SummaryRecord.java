package io.lorweb.eval.report;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.lorweb.eval.statistics.Interval;
import io.lorweb.eval.statistics.Over;
import io.lorweb.eval.suite.Comparison;
import io.lorweb.eval.suite.Difference;
import io.lorweb.eval.suite.Metric;
import io.lorweb.eval.suite.ModelFacts;
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
    Optional<List<ModelFacts>> settings,
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
      Optional<Over> over,
      Map<String, Mean> models,
      Map<String, Away> differences) {

    static Column of(Comparison one) {
      Map<String, Mean> means = new LinkedHashMap<>();
      one.means().forEach((name, mean) -> means.put(name, Mean.of(mean)));
      Map<String, Away> differences = new LinkedHashMap<>();
      one.differences().forEach((name, test) -> differences.put(name, Away.of(test)));
      return new Column(
          one.group(),
          one.metric().id(),
          one.tasks(),
          one.questions(),
          Optional.of(one.over()),
          means,
          differences);
    }
  }

  /** A mean; without bounds where there is no interval. */
  record Mean(double mean, Optional<Double> low, Optional<Double> high) {

    static Mean of(Interval one) {
      return new Mean(one.mean(), bound(one.low()), bound(one.high()));
    }
  }

  /** How far a model is from the first; without p where tasks are too few for a test. */
  record Away(double difference, Optional<Double> low, Optional<Double> high, Optional<Double> p) {

    static Away of(Difference one) {
      return new Away(
          one.mean(),
          bound(one.interval().low()),
          bound(one.interval().high()),
          one.p().stream().boxed().findFirst());
    }
  }

  private static Optional<Double> bound(double value) {
    return Double.isNaN(value) ? Optional.empty() : Optional.of(value);
  }

  /** A question. */
  record Asked(
      String id,
      String task,
      String a,
      String a2,
      Optional<List<Pair>> more,
      String b,
      Optional<String> truth,
      String prompt,
      boolean compared) {

    /** A further demonstration. */
    record Pair(String a, String a2) {}

    static Asked of(Question one, boolean compared, Path folder) {
      return new Asked(
          one.id(),
          one.task(),
          name(one.a(), folder),
          name(one.a2(), folder),
          Optional.of(
                  one.more().stream()
                      .map(pair -> new Pair(name(pair.a(), folder), name(pair.a2(), folder)))
                      .toList())
              .filter(pairs -> !pairs.isEmpty()),
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
          more.orElse(List.of()).stream()
              .map(pair -> new Question.Shown(folder.resolve(pair.a()), folder.resolve(pair.a2())))
              .toList(),
          folder.resolve(b),
          truth.map(folder::resolve),
          prompt,
          Optional.empty(),
          Optional.empty());
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
