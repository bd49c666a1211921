package io.lorweb.eval.suite;

/** What a source of questions holds. */
sealed interface Item permits QuestionDraft, Item.Pair {

  /** Unique in the suite. */
  String id();

  /** Items of one task show the same edit. */
  String task();

  /**
   * An edit of one picture: it becomes a question with another pair of its task as its
   * demonstration.
   *
   * @param prompt the edit as an instruction; may be empty
   */
  record Pair(String id, String task, View before, View after, String prompt) implements Item {}
}
