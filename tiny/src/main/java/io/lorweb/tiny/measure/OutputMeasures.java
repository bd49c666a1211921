package io.lorweb.tiny.measure;

import io.lorweb.eval.metric.Psnr;
import io.lorweb.eval.suite.Answer;
import io.lorweb.eval.suite.Measure;
import io.lorweb.eval.suite.Metric;
import io.lorweb.image.Picture;
import io.lorweb.tiny.drawings.Pool;
import io.lorweb.tiny.tasks.Catalogue;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an output is worth, as metrics of a suite: each of its own kind of question. */
final class OutputMeasures {

  /** Of questions with a demonstration of their own task, or with none. */
  static final List<Figure> RIGHT = List.of(Figure.OUTPUT, Figure.COPY, Figure.GAIN, Figure.ORACLE);

  /** Of questions with a wrong demonstration. */
  static final List<Figure> WRONG = List.of(Figure.WRONG, Figure.WRONG_TRUE, Figure.WRONG_SHOWN);

  private final OracleMetric oracle;

  OutputMeasures(Pool pool, Catalogue catalogue) {
    this.oracle = new OracleMetric(pool, catalogue);
  }

  /** All of them, by the figure's key. */
  Map<String, Supplier<Measure>> all() {
    return Stream.concat(RIGHT.stream(), WRONG.stream())
        .collect(Collectors.toMap(Figure::key, figure -> () -> measure(figure)));
  }

  private Measure measure(Figure figure) {
    Function<Answer, OptionalDouble> of = of(figure);
    boolean wrong = WRONG.contains(figure);
    return new Measure(
        new Metric(figure.key(), figure.heading(), true, 1),
        answer ->
            answer.question().shown().isPresent() == wrong
                ? of.apply(answer)
                : OptionalDouble.empty());
  }

  private Function<Answer, OptionalDouble> of(Figure figure) {
    return switch (figure) {
      case OUTPUT, WRONG -> answer -> OptionalDouble.of(psnr(answer, answer.output()));
      case COPY -> answer -> OptionalDouble.of(psnr(answer, answer.b()));
      case GAIN ->
          answer -> OptionalDouble.of(psnr(answer, answer.output()) - psnr(answer, answer.b()));
      case ORACLE, WRONG_TRUE -> answer -> oracle.nearest(answer, answer.question().task());
      case WRONG_SHOWN -> answer -> oracle.nearest(answer, answer.question().shown().orElseThrow());
      case EDITED, UNEDITED, TOLD_APART ->
          throw new IllegalArgumentException(figure + " is none of an output");
    };
  }

  private static double psnr(Answer answer, Picture picture) {
    return Psnr.of(picture, answer.truth().orElseThrow());
  }
}
