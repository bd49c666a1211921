package io.lorweb.study.pages;

import io.lorweb.error.InputException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An answer as the page sends it.
 *
 * @param link of the person
 * @param trial its number
 * @param chosen the content id of the picture that was chosen; absent: no difference
 * @param reaction milliseconds since all pictures were painted
 * @param painted whether they were
 * @param key of this submission: it may be sent any number of times
 */
record VoteRequest(
    String link, int trial, Optional<String> chosen, int reaction, boolean painted, String key) {

  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9-]{8,64}");

  VoteRequest {
    if (!KEY.matcher(key).matches()) {
      throw InputException.of("'key' must be 8 to 64 letters, digits and hyphens");
    }
    if (reaction < 0) {
      throw InputException.of("'reaction' is %d but must be at least 0 milliseconds", reaction);
    }
  }
}
