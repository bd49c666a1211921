package io.lorweb.eval.judge;

import java.util.OptionalInt;

/**
 * Which of two candidates a judge prefers.
 *
 * @param better 1 or 2, in the order shown
 * @param explanation in the judge's words
 */
public record Choice(int better, String explanation) {

  /** Reads the answer to {@link Prompt#CHOICE}. */
  public static Outcome<Choice> parse(String text) {
    return StrictJson.object(text)
        .then(
            json -> {
              OptionalInt better = StrictJson.integer(json.path("better"), 1, 2);
              return better.isPresent()
                  ? new Outcome.Given<>(
                      new Choice(better.getAsInt(), json.get("explanation").textValue()))
                  : StrictJson.malformed(text);
            });
  }
}
