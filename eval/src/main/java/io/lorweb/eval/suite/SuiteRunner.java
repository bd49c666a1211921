package io.lorweb.eval.suite;

import io.lorweb.LoRWeB;
import io.lorweb.error.InputException;
import io.lorweb.eval.judge.Judge;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.image.ProfileNote;
import io.lorweb.work.Parallel;
import io.lorweb.work.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Carries out a suite.
 *
 * @param out folder of the pictures
 * @param own metrics beside the known ones, by name
 * @param threads questions at once
 */
public record SuiteRunner(
    Suite suite, Path out, Map<String, Supplier<Measure>> own, int threads, Watching watching) {

  /** Folder of a judge's answers. */
  private static final String JUDGED = "judge";

  /**
   * What it tells while it goes on.
   *
   * @param load loads a model
   * @param notes hears how the pictures are read, where that is not as they are stored
   * @param progress listens to the pieces of work, each a phase of its own
   */
  public record Watching(
      Function<EvaluatedModel, LoRWeB> load, Consumer<String> notes, Progress progress) {

    /** Without notes. */
    public Watching(Function<EvaluatedModel, LoRWeB> load, Progress progress) {
      this(load, note -> {}, progress);
    }
  }

  /**
   * Asks what the suite's data hold: makes what pictures are missing and measures all.
   *
   * @throws InputException when a metric lacks its model or the judge its key, when nothing was
   *     answered by all, or when the judge cannot be asked at all
   */
  public Evaluation run() {
    List<Problem> problems = new ArrayList<>();
    Drafts drafts = Questions.of(suite, what -> problems.add(new Problem("", "", what)));
    ProfileNote.summary(
            drafts.drafts().stream().flatMap(draft -> draft.uncut().files().stream()).toList())
        .forEach(watching.notes());
    return run(
        drafts.groups(),
        problems,
        () ->
            new QuestionPreparer(out.resolve("questions"), threads)
                .run(drafts.drafts(), watching.progress().in("questions")));
  }

  /**
   * As above, with given questions in the place of the suite's data.
   *
   * @param questions their pictures are there
   */
  public Evaluation run(List<Question> questions) {
    return run(
        suite.groups(),
        new ArrayList<>(),
        () -> new QuestionPreparer.Prepared(questions, questions, List.of()));
  }

  private Evaluation run(
      List<Group> groups, List<Problem> problems, Supplier<QuestionPreparer.Prepared> preparing) {
    // Before hours of work: a judge without its key or a metric without its model is refused at
    // once.
    Optional<Judge> judge =
        suite.judge().map(settings -> Judge.open(settings, out.resolve(JUDGED), System::getenv));
    try (Measures opened = Measures.open(suite, own)) {
      List<Measure> measures = opened.all();
      QuestionPreparer.Prepared questions = preparing.get();
      problems.addAll(questions.problems());
      Answerer answering = new Answerer(out, suite.seed(), suite.routing(), threads);
      Map<String, Map<Question, Path>> answers = new LinkedHashMap<>();
      List<ModelFacts> facts = new ArrayList<>();
      List<Routes> routes = new ArrayList<>();
      for (EvaluatedModel model : suite.models()) {
        Answerer.Answers given =
            answering.answer(
                model, questions.ready(), watching.load(), problems::add, watching.progress());
        answers.put(model.name(), given.files());
        facts.add(given.facts());
        given.routes().ifPresent(routes::add);
      }
      List<Question> compared =
          questions.ready().stream()
              .filter(question -> answers.values().stream().allMatch(a -> a.containsKey(question)))
              .toList();
      List<List<Scored>> byQuestion =
          Parallel.map(
              compared,
              threads,
              question -> score(question, answers, measures, problems),
              watching.progress().in("metrics"));
      Evaluation measured =
          evaluation(
              groups,
              measures.stream().map(Measure::metric).toList(),
              questions.asked(),
              byQuestion,
              problems,
              facts,
              routes);
      return judge.map(one -> JudgePass.of(one, measured, watching.progress())).orElse(measured);
    }
  }

  private Evaluation evaluation(
      List<Group> groups,
      List<Metric> metrics,
      List<Question> asked,
      List<List<Scored>> byQuestion,
      List<Problem> problems,
      List<ModelFacts> facts,
      List<Routes> routes) {
    List<List<Scored>> complete =
        byQuestion.stream().filter(scored -> scored.size() == suite.models().size()).toList();
    List<Question> compared = complete.stream().map(scored -> scored.get(0).question()).toList();
    if (compared.isEmpty()) {
      throw InputException.of(
          "no question was answered by all models; the first problem: %s",
          problems.isEmpty() ? "none" : problems.get(0).what());
    }
    List<Scored> counting =
        IntStream.range(0, suite.models().size())
            .boxed()
            .flatMap(model -> complete.stream().map(scored -> scored.get(model)))
            .toList();
    return new Evaluation(
        suite.name(),
        suite.seed(),
        groups,
        suite.models().stream().map(EvaluatedModel::name).toList(),
        metrics,
        asked,
        compared,
        counting,
        problems,
        facts,
        routes,
        Optional.empty());
  }

  /** The answers of all models to a question, in their order; without those that failed. */
  private List<Scored> score(
      Question question,
      Map<String, Map<Question, Path>> answers,
      List<Measure> measures,
      List<Problem> problems) {
    List<Scored> scored = new ArrayList<>();
    LoadedQuestion loaded = null;
    Optional<Picture> truth = Optional.empty();
    for (EvaluatedModel model : suite.models()) {
      try {
        if (loaded == null) {
          truth = question.truth().map(PictureReader::read);
          loaded = LoadedQuestion.of(question);
        }
        Path file = answers.get(model.name()).get(question);
        Answer answer = loaded.answered(file, truth);
        Map<String, Double> values = new LinkedHashMap<>();
        for (Measure measure : measures) {
          OptionalDouble value = measure.of().apply(answer);
          if (value.isPresent() && Double.isFinite(value.getAsDouble())) {
            values.put(measure.metric().id(), value.getAsDouble());
          }
        }
        scored.add(new Scored(model.name(), question, file, values));
      } catch (InputException | IllegalArgumentException e) {
        synchronized (problems) {
          problems.add(new Problem(model.name(), question.id(), e.getMessage()));
        }
      }
    }
    return scored;
  }
}
