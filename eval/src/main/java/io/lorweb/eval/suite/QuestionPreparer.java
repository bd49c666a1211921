package io.lorweb.eval.suite;

import io.lorweb.work.Parallel;
import io.lorweb.work.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes questions of drafts.
 *
 * @param folder for pictures that have to be cut out of files
 * @param threads questions at once
 */
record QuestionPreparer(Path folder, int threads) {

  /**
   * What came of it.
   *
   * @param asked all of them
   * @param ready those whose pictures could be made
   * @param problems of the others
   */
  record Prepared(List<Question> asked, List<Question> ready, List<Problem> problems) {}

  Prepared run(List<QuestionDraft> drafts, Progress progress) {
    Prepared prepared = new Prepared(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    List<Attempt<Question>> made =
        Parallel.map(
            drafts,
            threads,
            draft -> Attempt.of("", draft.id(), () -> draft.question(folder)),
            progress);
    for (int i = 0; i < drafts.size(); i++) {
      if (made.get(i) instanceof Attempt.Done<Question> done) {
        prepared.asked().add(done.value());
        prepared.ready().add(done.value());
      } else if (made.get(i) instanceof Attempt.Failed<Question> failed) {
        prepared.asked().add(drafts.get(i).uncut());
        prepared.problems().add(failed.problem());
      }
    }
    return prepared;
  }
}
