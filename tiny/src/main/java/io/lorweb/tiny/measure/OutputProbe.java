package io.lorweb.tiny.measure;

import io.lorweb.eval.metric.Psnr;
import io.lorweb.eval.suite.Answer;
import io.lorweb.eval.suite.Question;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.tiny.drawings.Pool;
import io.lorweb.tiny.tasks.Catalogue;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What an output is worth: each figure of its own kind of question. */
final class OutputProbe implements Probe {

  private final OracleMetric oracle;
  private final boolean demonstrated;

  /**
   * @param demonstrated whether the model sees a and a'
   */
  OutputProbe(Pool pool, Catalogue catalogue, boolean demonstrated) {
    this.oracle = new OracleMetric(pool, catalogue);
    this.demonstrated = demonstrated;
  }

  @Override
  public OptionalDouble measure(Figure figure, Answer answer) {
    if (answer.question().shown().isPresent() != Figure.WRONG_DEMONSTRATION.contains(figure)) {
      return OptionalDouble.empty();
    }
    return switch (figure) {
      case OUTPUT, WRONG -> OptionalDouble.of(psnr(answer, answer.output()));
      case COPY -> OptionalDouble.of(psnr(answer, answer.b()));
      case GAIN -> OptionalDouble.of(psnr(answer, answer.output()) - psnr(answer, answer.b()));
      case ORACLE, WRONG_TRUE -> oracle.nearest(answer, answer.question().task());
      case WRONG_SHOWN -> oracle.nearest(answer, answer.question().shown().orElseThrow());
      case EDITED, UNEDITED, TOLD_APART ->
          throw new IllegalArgumentException(figure + " is none of an output");
    };
  }

  private static double psnr(Answer answer, Picture picture) {
    return Psnr.of(picture, answer.truth().orElseThrow());
  }

  @Override
  public List<Picture> row(Question question, Path output) {
    Stream<Path> shown = demonstrated ? Stream.of(question.a(), question.a2()) : Stream.of();
    return Stream.concat(shown, Stream.of(question.b(), output, question.truth().orElseThrow()))
        .map(PictureReader::read)
        .toList();
  }

  @Override
  public void close() {
    // Holds no memory of the engine.
  }
}
