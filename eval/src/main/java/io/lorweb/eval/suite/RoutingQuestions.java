package io.lorweb.eval.suite;

import io.lorweb.LoRWeB;
import io.lorweb.RoutedAnalogy;
import io.lorweb.basis.BasisAdapter;
import io.lorweb.eval.suite.EvaluatedModel.Way;
import io.lorweb.eval.suite.Routes.Route;
import io.lorweb.files.Hash;
import io.lorweb.image.PictureReader;
import io.lorweb.work.Parallel;
import io.lorweb.work.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Has an adapter route questions, without making pictures.
 *
 * @param out the suite's folder
 * @param threads questions at once
 */
record RoutingQuestions(Path out, int threads) {

  /**
   * The routes of all answered questions; empty for a model that routes by no picture (the base, an
   * ordinary LoRA, internal queries).
   *
   * @param answers the files of the questions that the model has answered
   */
  Optional<Routes> of(
      EvaluatedModel model, LoRWeB lorweb, Map<Question, Path> answers, Progress progress) {
    boolean external =
        lorweb.adapter().map(BasisAdapter::config).map(c -> c.external()).orElse(false);
    if (model.way() != Way.ANALOGY || !external || answers.isEmpty()) {
      return Optional.empty();
    }
    List<Question> questions = List.copyOf(answers.keySet());
    RoutesFile file =
        new RoutesFile(
            out.resolve("routing").resolve(model.name() + ".safetensors"),
            // Names of answers hold a hash of the pictures and of what the model is made of.
            Hash.of(
                answers.values().stream()
                    .map(answer -> answer.getFileName().toString())
                    .toArray(String[]::new)));
    List<Route> routed =
        file.read(questions)
            .orElseGet(
                () -> {
                  List<Route> made =
                      Parallel.map(questions, threads, one -> route(lorweb, model, one), progress);
                  file.write(made);
                  return made;
                });
    return Optional.of(new Routes(model.name(), routed));
  }

  private static Route route(LoRWeB lorweb, EvaluatedModel model, Question question) {
    RoutedAnalogy routed =
        lorweb
            .analogy(PictureReader.read(question.a()), PictureReader.read(question.a2()))
            .route(PictureReader.read(question.b()), model.settings());
    return new Route(question, routed.mixture(), routed.span());
  }
}
