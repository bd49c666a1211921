package io.lorweb.train.data;

import io.lorweb.error.InputException;

/** What to do about data that cannot be trained on. */
final class CheckHint {

  private CheckHint() {}

  /** {@code e} with a pointer to the command that finds everything of its kind. */
  static InputException check(InputException e) {
    return new InputException(
        e.getMessage() + " (lorweb data check finds all such files at once)", e);
  }
}
