package io.lorweb.tiny.measure;

import io.lorweb.LoRWeB;
import io.lorweb.error.InputException;
import io.lorweb.eval.suite.EvaluatedModel;
import io.lorweb.eval.suite.EvaluatedModel.Way;
import io.lorweb.eval.suite.Evaluation;
import io.lorweb.eval.suite.Question;
import io.lorweb.eval.suite.Scored;
import io.lorweb.eval.suite.Suite;
import io.lorweb.eval.suite.SuiteRunner;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.image.PngWriter;
import io.lorweb.tiny.drawings.Pool;
import io.lorweb.tiny.pairs.Pair;
import io.lorweb.tiny.tasks.Catalogue;
import io.lorweb.tiny.tasks.EditTask;
import io.lorweb.tiny.tasks.Level;
import io.lorweb.tiny.tasks.Levels;
import io.lorweb.tiny.tasks.StyleTask;
import io.lorweb.work.Parallel;
import io.lorweb.work.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A stage that makes pictures from noise, as a suite of questions: the base told in words, the
 * adapter, which sees a demonstration and a second time, from the same noise, a wrong one, and the
 * base with an ordinary LoRA, which sees none.
 *
 * @param model told the instruction if it is the base
 * @param folder for the pictures
 * @param threads questions at once; the result does not depend on it
 */
public record StageSuite(
    EvaluatedModel model, Pool pool, Catalogue catalogue, Path folder, int threads) {

  /** What is measured, in the order of the columns. */
  List<Figure> figures() {
    return model.way() == Way.ANALOGY
        ? Stream.concat(OutputMeasures.RIGHT.stream(), OutputMeasures.WRONG.stream()).toList()
        : OutputMeasures.RIGHT;
  }

  /** Rows of the report: what the base was trained on, or what the adapter was. */
  List<TaskGroup> groups(Levels levels) {
    if (model.prompted()) {
      return List.of(
          new TaskGroup(
              "trained on, by rule", task -> task instanceof EditTask && levels.baseMay(task)),
          TaskGroup.of(Level.COMPOSITION, levels),
          new TaskGroup(
              "trained on, real pairs", task -> task instanceof StyleTask && levels.baseMay(task)),
          TaskGroup.of(Level.NEW, levels));
    }
    List<TaskGroup> groups = new ArrayList<>(TaskGroup.byLevel(levels));
    groups.add(
        new TaskGroup(
            "seen, real pairs",
            task -> task instanceof StyleTask && levels.of(task) == Level.SEEN));
    return groups;
  }

  /**
   * What was measured of each item.
   *
   * @throws InputException when one of them fails
   */
  List<Measured> run(
      List<HeldOutItem> items, Function<EvaluatedModel, LoRWeB> load, Progress progress) {
    List<List<Question>> asked = Parallel.map(items, threads, this::questions, Progress.NONE);
    Evaluation evaluation =
        new SuiteRunner(
                suite(),
                folder,
                new OutputMeasures(pool, catalogue).all(),
                threads,
                new SuiteRunner.Watching(load, progress))
            .run(asked.stream().flatMap(List::stream).toList());
    if (!evaluation.problems().isEmpty()) {
      throw new InputException(evaluation.problems().get(0).sentence());
    }
    List<Measured> measured = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < items.size(); i++) {
      List<Scored> own = evaluation.scored().subList(next, next + asked.get(i).size());
      measured.add(measured(items.get(i), own));
      next += own.size();
    }
    return measured;
  }

  private Suite suite() {
    return new Suite(
        model.name(),
        0,
        List.of(),
        List.of(),
        List.of(model),
        figures().stream().map(Figure::key).toList(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }

  /** The item's questions: in the end, where the model sees it, the wrong demonstration. */
  private List<Question> questions(HeldOutItem item) {
    Pair subject = item.subject();
    Path b = png(item, "b", subject.before());
    Path truth = png(item, "b2", subject.after());
    List<Question> questions =
        new ArrayList<>(
            List.of(question(item, item.demonstration(), "", b, truth, Optional.empty())));
    if (model.way() == Way.ANALOGY) {
      Optional<String> shown = Optional.of(item.wrong().task().name());
      questions.add(question(item, item.wrong(), "/wrong", b, truth, shown));
    }
    return questions;
  }

  private Question question(
      HeldOutItem item, Pair pair, String kind, Path b, Path truth, Optional<String> shown) {
    return new Question(
        item.subject().id() + kind,
        item.task().name(),
        png(item, "a" + kind, pair.before()),
        png(item, "a2" + kind, pair.after()),
        b,
        Optional.of(truth),
        item.task().phrases().get(0),
        shown,
        Optional.of(item.noise()));
  }

  private Path png(HeldOutItem item, String name, Picture picture) {
    // Names of tasks have letters that some file systems do not take.
    String own = item.subject().id().replaceAll("[^A-Za-z0-9+-]", "_");
    Path file = folder.resolve("questions").resolve(own).resolve(name.replace('/', '-') + ".png");
    PngWriter.write(file, picture, Map.of());
    return file;
  }

  private Measured measured(HeldOutItem item, List<Scored> answers) {
    Map<Figure, Double> values = new EnumMap<>(Figure.class);
    for (Figure figure : figures()) {
      answers.stream()
          .map(answer -> answer.values().get(figure.key()))
          .filter(Objects::nonNull)
          .forEach(value -> values.put(figure, value));
    }
    if (item.number() >= Measuring.SHOWN) {
      return new Measured(values, List.of());
    }
    List<Picture> row = new ArrayList<>();
    if (model.way() == Way.ANALOGY) {
      row.addAll(List.of(item.demonstration().before(), item.demonstration().after()));
    }
    row.add(item.subject().before());
    row.add(PictureReader.read(answers.get(0).output()));
    row.add(item.subject().after());
    return new Measured(values, row);
  }
}
