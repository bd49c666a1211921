package io.lorweb.eval.suite;

import io.lorweb.error.InputException;
import java.util.function.Supplier;

/** What came of trying something that input may prevent. */
sealed interface Attempt<T> {

  /** It worked. */
  record Done<T>(T value) implements Attempt<T> {}

  /** It could not be done. */
  record Failed<T>(Problem problem) implements Attempt<T> {}

  /**
   * Tries it.
   *
   * @param model whose work it is, or empty
   * @param question which it is about
   */
  static <T> Attempt<T> of(String model, String question, Supplier<T> work) {
    try {
      return new Done<>(work.get());
    } catch (InputException e) {
      return new Failed<>(new Problem(model, question, e.getMessage()));
    }
  }
}
