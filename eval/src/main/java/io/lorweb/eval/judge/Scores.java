package io.lorweb.eval.judge;

import java.util.OptionalInt;

/**
 * What a judge thinks of b'.
 *
 * @param accuracy how exactly the edit was made, 1 to 10
 * @param consistency how well the rest of b was kept, 1 to 10
 * @param explanation in the judge's words
 */
public record Scores(int accuracy, int consistency, String explanation) {

  private static final int WORST = 1;
  private static final int BEST = 10;

  /** Reads the answer to {@link Prompt#SCORES}. */
  public static Outcome<Scores> parse(String text) {
    return StrictJson.object(text)
        .then(
            json -> {
              OptionalInt accuracy = StrictJson.integer(json.at("/metrics/accuracy"), WORST, BEST);
              OptionalInt consistency =
                  StrictJson.integer(json.at("/metrics/consistency"), WORST, BEST);
              return accuracy.isPresent() && consistency.isPresent()
                  ? new Outcome.Given<>(
                      new Scores(
                          accuracy.getAsInt(),
                          consistency.getAsInt(),
                          json.get("explanation").textValue()))
                  : StrictJson.malformed(text);
            });
  }
}
