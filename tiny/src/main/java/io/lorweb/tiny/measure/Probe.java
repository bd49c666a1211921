package io.lorweb.tiny.measure;

import io.lorweb.eval.suite.Answer;
import io.lorweb.eval.suite.Measure;
import io.lorweb.eval.suite.Question;
import io.lorweb.image.Picture;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What is asked of a stage's answers, as metrics of a suite. Safe for several threads. */
sealed interface Probe extends AutoCloseable permits VaeProbe, ClipProbe, OutputProbe {

  /** The figure for an answer; empty where it makes no sense. */
  OptionalDouble measure(Figure figure, Answer answer);

  /**
   * Pictures to look at, in the order of a sheet; none where there is nothing to see.
   *
   * @param output the answer
   */
  List<Picture> row(Question question, Path output);

  /** Metrics by the figure's key. */
  default Map<String, Supplier<Measure>> measures(List<Figure> figures) {
    return figures.stream()
        .collect(
            Collectors.toMap(
                Figure::key,
                figure -> () -> new Measure(figure.metric(), one -> measure(figure, one))));
  }

  @Override
  void close();
}
