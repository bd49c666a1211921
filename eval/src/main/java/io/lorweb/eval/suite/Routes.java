package io.lorweb.eval.suite;

import io.lorweb.basis.Mixture;
import io.lorweb.basis.Span;
import java.util.List;
import java.util.Optional;

/**
 * How a model's adapter routed the questions of a suite.
 *
 * @param model the model's name
 * @param routed one for each question that could be read
 */
public record Routes(String model, List<Route> routed) {

  /**
   * One question.
   *
   * @param mixture the coefficients of all Linears
   * @param span how far its edit lies from those of the training, if the adapter knows
   */
  public record Route(Question question, Mixture mixture, Optional<Span.Score> span) {}

  public Routes {
    routed = List.copyOf(routed);
  }
}
