package io.lorweb.eval.suite;

import io.lorweb.analogy.Demonstration;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A question with the pictures that it shows. */
record LoadedQuestion(Question question, Picture a, Picture a2, Picture b) {

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
        PictureReader.read(question.b()));
  }

  /** a and a'. */
  Demonstration demonstration() {
    return new Demonstration(a, a2);
  }

  /** Hashes of a, a' and b. */
  List<String> hashes() {
    return List.of(a.sha256(), a2.sha256(), b.sha256());
  }

  /**
   * With what somebody made of it.
   *
   * @param truth the true b', where it is known
   */
  Answer answered(Path output, Optional<Picture> truth) {
    return new Answer(question, a, a2, b, truth, PictureReader.read(output));
  }
}
