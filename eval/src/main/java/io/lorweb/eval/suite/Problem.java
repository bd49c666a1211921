package io.lorweb.eval.suite;

/**
 * Something that could not be asked, answered or measured: it is counted and listed, never passed
 * over.
 *
 * @param model whose, or empty
 * @param question which, or empty
 * @param what in a sentence
 */
public record Problem(String model, String question, String what) {

  /** All three in a line. */
  public String sentence() {
    String whose = model.isEmpty() || question.isEmpty() ? "" : ", ";
    String where = model + whose + question;
    return where.isEmpty() ? what : where + ": " + what;
  }
}
