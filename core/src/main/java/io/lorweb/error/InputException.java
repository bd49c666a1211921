package io.lorweb.error;

import java.util.Locale;

/**
 * Something the user can fix: a missing file, a wrong option, a picture that is too large.
 *
 * <p>The message is one sentence that names the file or key, what is wrong and what would be right.
 * The command line prints it without a stack trace and ends with exit code 2. Every other exception
 * is a defect of this program.
 */
public final class InputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public InputException(String message) {
    super(message);
  }

  public InputException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Formats the message as {@link String#format(Locale, String, Object...)} does, alike everywhere.
   */
  public static InputException of(String format, Object... arguments) {
    return new InputException(String.format(Locale.ROOT, format, arguments));
  }
}
