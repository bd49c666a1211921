package io.lorweb.eval.suite;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A {@link Question} whose pictures may have to be cut out of files first. */
record QuestionDraft(
    String id,
    String task,
    View a,
    View a2,
    List<Shown> more,
    View b,
    Optional<View> truth,
    String prompt)
    implements Item {

  /** A further pair. */
  record Shown(View a, View a2) {}

  /** With a single demonstration. */
  QuestionDraft(
      String id, String task, View a, View a2, View b, Optional<View> truth, String prompt) {
    this(id, task, a, a2, List.of(), b, truth, prompt);
  }

  /**
   * The question, with every picture as a file of its own.
   *
   * @param folder for what has to be cut out
   * @throws io.lorweb.error.InputException when that fails
   */
  Question question(Path folder) {
    return question(view -> view.in(folder));
  }

  /** The question with the files that its pictures come from, for telling what is wrong with it. */
  Question uncut() {
    return question(View::file);
  }

  private Question question(Function<View, Path> file) {
    return new Question(
        id,
        task,
        file.apply(a),
        file.apply(a2),
        more.stream()
            .map(one -> new Question.Shown(file.apply(one.a()), file.apply(one.a2())))
            .toList(),
        file.apply(b),
        truth.map(file),
        prompt,
        Optional.empty(),
        Optional.empty());
  }
}
