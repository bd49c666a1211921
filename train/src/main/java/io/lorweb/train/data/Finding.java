package io.lorweb.train.data;

import io.lorweb.error.InputException;
import java.util.Locale;

/**
 * Something wrong with data.
 *
 * @param kind of the fault
 * @param where file or entry
 * @param what is wrong
 * @param advice what to do about it
 */
public record Finding(Kind kind, String where, String what, String advice) {

  /** Kinds of faults. */
  public enum Kind {
    /** A line or name that means nothing. */
    ENTRY,
    /** A file or the other half of a pair is not there. */
    MISSING,
    /** A file that is there cannot be decoded. */
    UNREADABLE,
    /** A colour profile that cannot be used. */
    PROFILE,
    /** Pictures that belong together differ in shape. */
    MISMATCH,
    /** Before and after are the same picture. */
    UNEDITED,
    /** The same pictures are there twice. */
    DUPLICATE,
    /** The same picture is in two splits. */
    LEAK,
    /** A task has too few pairs. */
    TASK,
    /** Entries without an instruction. */
    CAPTION
  }

  /** As a sentence. */
  public String sentence() {
    return where + " " + what + "; " + advice;
  }

  /** Throws what a strict reader says of it. */
  static void refuse(Finding finding) {
    throw new InputException(finding.sentence());
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT) + ": " + sentence();
  }
}
