package io.lorweb.eval.suite;

import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A question with its pictures.
 *
 * @param truth the true b', where it is known
 */
record LoadedQuestion(
    Question question, Picture a, Picture a2, Picture b, Optional<Picture> truth) {

  /**
   * Reads the pictures.
   *
   * @throws io.lorweb.error.InputException when one is missing or no picture
   */
  static LoadedQuestion of(Question question) {
    return new LoadedQuestion(
        question,
        PictureReader.read(question.a()),
        PictureReader.read(question.a2()),
        PictureReader.read(question.b()),
        question.truth().map(PictureReader::read));
  }

  /** With what somebody made of it. */
  Answer answered(Path output) {
    return new Answer(question, a, a2, b, truth, PictureReader.read(output));
  }
}
