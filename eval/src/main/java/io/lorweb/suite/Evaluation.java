package io.lorweb.suite;

import io.lorweb.LoRWeB;
import io.lorweb.data.Parallel;
import io.lorweb.data.ProgressListener;
import io.lorweb.error.InputException;
import io.lorweb.image.PictureReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A suite carried out: every contestant's answer to every question that all of them answered, in
 * numbers. A question that one of them failed counts for none, so that nobody's mean gains by a
 * failure; it stands among the problems.
 *
 * @param asked questions in the suite
 * @param compared those that count
 * @param scored contestant by contestant, question by question
 */
public record Evaluation(
    Suite suite,
    List<Metric> metrics,
    List<Question> asked,
    List<Question> compared,
    List<Scored> scored,
    List<Problem> problems) {

  public Evaluation {
    metrics = List.copyOf(metrics);
    asked = List.copyOf(asked);
    compared = List.copyOf(compared);
    scored = List.copyOf(scored);
    problems = List.copyOf(problems);
  }

  /**
   * What a run tells while it goes on.
   *
   * @param load loads a contestant's model
   * @param progress a listener for a piece of work of this name
   */
  public record Watching(
      Function<Contestant, LoRWeB> load, Function<String, ProgressListener> progress) {}

  /**
   * Makes what pictures are missing below {@code out} and measures all.
   *
   * @param own metrics beside the known ones, by name
   * @param threads questions at once
   * @throws InputException when nothing was answered by all contestants
   */
  public static Evaluation run(
      Suite suite, Path out, Map<String, Supplier<Metric>> own, int threads, Watching watching) {
    List<Problem> problems = new ArrayList<>();
    List<Question> asked = Questions.of(suite, what -> problems.add(new Problem("", "", what)));
    // Before hours of work: a metric without its model is refused at once.
    try (Metrics opened = Metrics.open(suite, own)) {
      List<Metric> metrics = opened.all();
      Answering answering = new Answering(out, suite.seed(), threads);
      Map<String, Map<Question, Path>> answers = new LinkedHashMap<>();
      for (Contestant contestant : suite.contestants()) {
        answers.put(
            contestant.name(),
            answering.answer(
                contestant,
                asked,
                watching.load(),
                problems::add,
                watching.progress().apply(contestant.name())));
      }
      List<Question> compared =
          asked.stream()
              .filter(question -> answers.values().stream().allMatch(a -> a.containsKey(question)))
              .toList();
      List<Scored> scored = new ArrayList<>();
      for (Contestant contestant : suite.contestants()) {
        Map<Question, Path> files = answers.get(contestant.name());
        Parallel.map(
                compared,
                threads,
                question -> score(contestant, question, files.get(question), metrics, problems),
                watching.progress().apply(contestant.name() + ", metrics"))
            .forEach(one -> one.ifPresent(scored::add));
      }
      return of(suite, metrics, asked, compared, scored, problems);
    }
  }

  private static Evaluation of(
      Suite suite,
      List<Metric> metrics,
      List<Question> asked,
      List<Question> answered,
      List<Scored> scored,
      List<Problem> problems) {
    List<Question> compared =
        answered.stream()
            .filter(
                question ->
                    scored.stream().filter(one -> one.question().equals(question)).count()
                        == suite.contestants().size())
            .toList();
    if (compared.isEmpty()) {
      throw InputException.of(
          "no question was answered by all models; the first problem: %s",
          problems.isEmpty() ? "none" : problems.get(0).what());
    }
    List<Scored> counting =
        scored.stream().filter(one -> compared.contains(one.question())).toList();
    return new Evaluation(suite, metrics, asked, compared, counting, problems);
  }

  private static Optional<Scored> score(
      Contestant contestant,
      Question question,
      Path file,
      List<Metric> metrics,
      List<Problem> problems) {
    try {
      Answer answer =
          new Answer(
              question,
              PictureReader.read(question.a()),
              PictureReader.read(question.a2()),
              PictureReader.read(question.b()),
              question.truth().map(PictureReader::read),
              PictureReader.read(file));
      Map<String, Double> values = new LinkedHashMap<>();
      for (Metric metric : metrics) {
        OptionalDouble value = metric.of().apply(answer);
        if (value.isPresent() && Double.isFinite(value.getAsDouble())) {
          values.put(metric.id(), value.getAsDouble());
        }
      }
      return Optional.of(new Scored(contestant.name(), question, file, values));
    } catch (InputException | IllegalArgumentException e) {
      synchronized (problems) {
        problems.add(new Problem(contestant.name(), question.id(), e.getMessage()));
      }
      return Optional.empty();
    }
  }
}
