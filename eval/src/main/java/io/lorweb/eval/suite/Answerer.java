package io.lorweb.eval.suite;

import io.lorweb.LoRWeB;
import io.lorweb.Result;
import io.lorweb.RoutedAnalogy;
import io.lorweb.Settings;
import io.lorweb.analogy.Demonstration;
import io.lorweb.eval.suite.EvaluatedModel.Way;
import io.lorweb.image.Picture;
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
 * @param routing whether to keep how adapters route
 * @param threads questions at once
 */
record Answerer(Path out, long seed, boolean routing, int threads) {

  /**
   * What a model said.
   *
   * @param files pictures by question
   * @param facts what the model is and how it answered
   * @param routes if they were asked for and the model has any
   */
  record Answers(Map<Question, Path> files, ModelFacts facts, Optional<Routes> routes) {}

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
      return new Answers(files, ModelFacts.copying(model.name()), Optional.empty());
    }
    try (LoRWeB lorweb = load.apply(model)) {
      OutputFolder folder = OutputFolder.of(out, model, lorweb);
      boolean routes = routing && routes(model, lorweb);
      KeptRoutes kept =
          KeptRoutes.read(
              out.resolve("routing").resolve(model.name() + ".safetensors"), folder.made());
      Timing timing = Timing.read(out.resolve("timing").resolve(model.name() + ".json"));
      try {
        Map<Question, Path> files = new LinkedHashMap<>();
        Parallel.map(
                questions,
                threads,
                question ->
                    Attempt.of(
                        model.name(),
                        question.id(),
                        () -> answer(lorweb, model, folder, kept, timing, question)),
                progress.in(model.name()))
            .forEach(
                attempt -> {
                  if (attempt instanceof Attempt.Done<Answered> done) {
                    files.put(done.value().question(), done.value().file());
                  } else if (attempt instanceof Attempt.Failed<Answered> failed) {
                    problems.accept(failed.problem());
                  }
                });
        ModelFacts facts =
            ModelFacts.of(
                model, lorweb, files.values().stream().findFirst(), timing.mean(files.values()));
        if (!routes || files.isEmpty()) {
          return new Answers(files, facts, Optional.empty());
        }
        List<Map.Entry<Question, Path>> without =
            files.entrySet().stream().filter(one -> !kept.has(one.getValue())).toList();
        Parallel.map(
            without,
            threads,
            one -> route(lorweb, model, kept, one.getKey(), one.getValue()),
            progress.in(model.name() + ", routing"));
        return new Answers(
            files,
            facts,
            Optional.of(
                new Routes(
                    model.name(),
                    files.entrySet().stream()
                        .map(one -> kept.of(one.getKey(), one.getValue()))
                        .toList())));
      } finally {
        timing.write();
        // Also after an end on demand: what has been answered is not fitted again.
        if (routes) {
          kept.write();
        }
      }
    }
  }

  /**
   * Whether the model routes all its answers by pictures; the base, LoRAs, internal queries and
   * what was found in words do not.
   */
  private static boolean routes(EvaluatedModel model, LoRWeB lorweb) {
    return model.way() == Way.ANALOGY
        && !model.explained()
        && lorweb.adapter().map(adapter -> adapter.config().external()).orElse(false);
  }

  /** A question's picture. */
  private record Answered(Question question, Path file) {}

  private Answered answer(
      LoRWeB lorweb,
      EvaluatedModel model,
      OutputFolder folder,
      KeptRoutes kept,
      Timing timing,
      Question question) {
    LoadedQuestion loaded = LoadedQuestion.of(question);
    Picture b = loaded.b();
    Settings settings = settings(model, question);
    List<Demonstration> pairs =
        model.way() == Way.ANALOGY ? loaded.demonstrations(model.demonstrations()) : List.of();
    Path file = folder.file(question, loaded.hashes(pairs), noise(question));
    if (!Files.exists(file)) {
      long started = System.nanoTime();
      Result result =
          pairs.isEmpty()
              ? lorweb.edit(b, settings, Progress.NONE)
              : lorweb.analogy(pairs).apply(b, settings, Progress.NONE);
      timing.add(file, System.nanoTime() - started);
      result.write(file);
      result.mixture().ifPresent(m -> kept.add(file, question, m, result.spans().edit()));
    }
    return new Answered(question, file);
  }

  private long noise(Question question) {
    return question.noise().orElseGet(() -> Seeds.NOISE.at(seed, Questions.hash(question.id())));
  }

  /** How the model answers a question: told its instruction or nothing, from its noise. */
  private Settings settings(EvaluatedModel model, Question question) {
    String prompt = model.prompted() ? question.prompt() : "";
    return model.settings().wording(w -> w.prompt(prompt)).sampling(s -> s.seed(noise(question)));
  }

  /** Routes once more, as it was then, an answer that was made when nobody kept its route. */
  private Path route(
      LoRWeB lorweb, EvaluatedModel model, KeptRoutes kept, Question question, Path file) {
    LoadedQuestion loaded = LoadedQuestion.of(question);
    RoutedAnalogy routed =
        lorweb
            .analogy(loaded.demonstrations(model.demonstrations()))
            .route(loaded.b(), settings(model, question));
    kept.add(file, question, routed.mixture(), routed.spans().edit());
    return file;
  }
}
