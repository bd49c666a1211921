package io.lorweb.eval.suite;

import java.util.List;

/**
 * What a suite asks.
 *
 * @param drafts task by task
 * @param groups rows of the tables: the suite's own, then those that its data name
 */
record Drafts(List<QuestionDraft> drafts, List<Group> groups) {

  Drafts {
    drafts = List.copyOf(drafts);
    groups = List.copyOf(groups);
  }
}
