package io.lorweb.tiny.measure;

import io.lorweb.eval.suite.Question;
import io.lorweb.image.Picture;
import io.lorweb.image.PngWriter;
import io.lorweb.tiny.pairs.Pair;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Items as questions of a suite.
 *
 * @param folder for the pictures
 * @param wrong whether each is asked a second time, from the same noise, with its wrong
 *     demonstration
 */
record ItemQuestions(Path folder, boolean wrong) {

  /** The item's questions: the right one first. Writes their pictures. */
  List<Question> of(HeldOutItem item) {
    Pair subject = item.subject();
    Path b = png(item, "b", subject.before());
    Path truth = png(item, "b2", subject.after());
    Question right = question(item, item.demonstration(), "", b, truth, Optional.empty());
    if (!wrong) {
      return List.of(right);
    }
    Optional<String> shown = Optional.of(item.wrong().task().name());
    return List.of(right, question(item, item.wrong(), "/wrong", b, truth, shown));
  }

  private Question question(
      HeldOutItem item, Pair pair, String kind, Path b, Path truth, Optional<String> shown) {
    return new Question(
        item.subject().id() + kind,
        item.task().name(),
        png(item, "a" + kind, pair.before()),
        png(item, "a2" + kind, pair.after()),
        b,
        Optional.of(truth),
        item.task().phrases().get(0),
        shown,
        Optional.of(item.noise()));
  }

  private Path png(HeldOutItem item, String name, Picture picture) {
    // Names of tasks have letters that some file systems do not take.
    String own = item.subject().id().replaceAll("[^A-Za-z0-9+-]", "_");
    Path file = folder.resolve(own).resolve(name.replace('/', '-') + ".png");
    PngWriter.write(file, picture, Map.of());
    return file;
  }
}
