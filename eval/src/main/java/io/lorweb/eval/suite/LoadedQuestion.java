package io.lorweb.eval.suite;

import io.lorweb.analogy.Demonstration;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import java.nio.file.Path;
import java.util.ArrayList;
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

  /**
   * a and a', then further pairs.
   *
   * @param count in all
   */
  List<Demonstration> demonstrations(int count) {
    List<Demonstration> shown = new ArrayList<>(List.of(new Demonstration(a, a2)));
    for (Question.Shown one : question.more().subList(0, count - 1)) {
      shown.add(new Demonstration(PictureReader.read(one.a()), PictureReader.read(one.a2())));
    }
    return shown;
  }

  /**
   * Hashes of a, a' and b, then of further pairs: one demonstration has the hashes that it had
   * before there could be several.
   */
  List<String> hashes(List<Demonstration> shown) {
    List<String> hashes = new ArrayList<>(List.of(a.sha256(), a2.sha256(), b.sha256()));
    for (Demonstration one : shown.subList(Math.min(1, shown.size()), shown.size())) {
      hashes.add(one.a().sha256());
      hashes.add(one.a2().sha256());
    }
    return hashes;
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
