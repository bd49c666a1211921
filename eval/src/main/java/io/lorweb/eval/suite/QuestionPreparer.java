package io.lorweb.eval.suite;

import io.lorweb.error.InputException;
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
    List<Object> made = Parallel.map(drafts, threads, this::question, progress);
    for (int i = 0; i < drafts.size(); i++) {
      if (made.get(i) instanceof Problem problem) {
        prepared.asked().add(drafts.get(i).uncut());
        prepared.problems().add(problem);
      } else {
        prepared.asked().add((Question) made.get(i));
        prepared.ready().add((Question) made.get(i));
      }
    }
    return prepared;
  }

  /** The question, or a {@link Problem}. */
  private Object question(QuestionDraft draft) {
    try {
      return draft.question(folder);
    } catch (InputException e) {
      return new Problem("", draft.id(), e.getMessage());
    }
  }
}
