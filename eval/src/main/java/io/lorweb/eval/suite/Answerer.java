package io.lorweb.eval.suite;

import io.lorweb.LoRWeB;
import io.lorweb.Result;
import io.lorweb.Settings;
import io.lorweb.analogy.Demonstration;
import io.lorweb.error.InputException;
import io.lorweb.eval.suite.EvaluatedModel.Way;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.record.RunRecord;
import io.lorweb.record.RunRecord.Detail;
import io.lorweb.work.Parallel;
import io.lorweb.work.Progress;
import io.lorweb.work.Seeds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Has a model answer questions. Pictures that are there already are left as they are.
 *
 * @param out the suite's folder
 * @param seed of the suite; the noise of a question follows from it and the question's id
 * @param routing whether to look at how adapters route
 * @param threads questions at once
 */
record Answerer(Path out, long seed, boolean routing, int threads) {

  /**
   * What a model said.
   *
   * @param files pictures by question
   * @param routes if they were asked for and the model has any
   */
  record Answers(Map<Question, Path> files, Optional<Routes> routes) {}

  /**
   * The file of each question that was answered, and how the adapter routed it.
   *
   * @param load how a model is loaded: the caller may want to say so
   * @param problems is told of questions that could not be answered
   * @param progress a listener for a piece of work of this name
   */
  Answers answer(
      EvaluatedModel model,
      List<Question> questions,
      Function<EvaluatedModel, LoRWeB> load,
      Consumer<Problem> problems,
      Progress progress) {
    if (model.way() == Way.COPY) {
      Map<Question, Path> files = new LinkedHashMap<>();
      questions.forEach(question -> files.put(question, question.b()));
      return new Answers(files, Optional.empty());
    }
    try (LoRWeB lorweb = load.apply(model)) {
      OutputFolder folder = OutputFolder.of(out, model, lorweb);
      List<Object> answers =
          Parallel.map(
              questions,
              threads,
              question -> answer(lorweb, model, folder, question),
              progress.in(model.name()));
      Map<Question, Path> files = new LinkedHashMap<>();
      for (int i = 0; i < questions.size(); i++) {
        if (answers.get(i) instanceof Problem problem) {
          problems.accept(problem);
        } else {
          files.put(questions.get(i), (Path) answers.get(i));
        }
      }
      Optional<Routes> routes =
          routing
              ? new RoutingQuestions(out, threads)
                  .of(model, lorweb, files, progress.in(model.name() + ", routing"))
              : Optional.empty();
      return new Answers(files, routes);
    }
  }

  /** The picture's file, or a {@link Problem}. */
  private Object answer(
      LoRWeB lorweb, EvaluatedModel model, OutputFolder folder, Question question) {
    try {
      Picture a = PictureReader.read(question.a());
      Picture a2 = PictureReader.read(question.a2());
      Picture b = PictureReader.read(question.b());
      long noise = Seeds.NOISE.at(seed, Questions.hash(question.id()));
      Path file = folder.file(question, List.of(a.sha256(), a2.sha256(), b.sha256()), noise);
      if (!Files.exists(file)) {
        String prompt = model.prompted() ? question.prompt() : "";
        Settings settings =
            model.settings().wording(w -> w.prompt(prompt)).sampling(s -> s.seed(noise));
        List<Demonstration> pairs =
            model.way() == Way.ANALOGY ? List.of(new Demonstration(a, a2)) : List.of();
        Result result =
            pairs.isEmpty()
                ? lorweb.edit(b, settings, Progress.NONE)
                : lorweb.analogy(pairs).apply(b, settings, Progress.NONE);
        new RunRecord(model.load(), settings, pairs, b, Optional.empty(), Optional.empty(), false)
            .write(file, result, Detail.HASHES);
      }
      return file;
    } catch (InputException e) {
      return new Problem(model.name(), question.id(), e.getMessage());
    }
  }
}
