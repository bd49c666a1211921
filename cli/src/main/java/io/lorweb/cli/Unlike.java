package io.lorweb.cli;

import io.lorweb.Result;
import io.lorweb.analogy.Layout;
import io.lorweb.basis.Span;
import java.util.Locale;
import java.util.Optional;

/** Says why a result may fail, and what may be better for pictures or edits like these. */
final class Unlike {

  private Unlike() {}

  /** Nothing when b and the edit are like those that the model has seen. */
  static Optional<String> reason(Result result) {
    return result
        .spans()
        .picture()
        .filter(Span.Score::beyond)
        .map(score -> picture(result, score))
        .or(() -> result.spans().edit().filter(Span.Score::outside).map(Unlike::edit));
  }

  private static String picture(Result result, Span.Score score) {
    boolean alone =
        result.run().settings().canvas().layout().filter(Layout.QUERY::equals).isPresent();
    return String.format(
        Locale.ROOT,
        "b is unlike every picture that the model has seen (distance %.2f); %s (docs/apply.md)",
        score.distance(),
        alone
            ? "it was made with --layout query, and 'lorweb edit' with words may do better still"
            : "--layout query, or 'lorweb edit' with words, may do better");
  }

  private static String edit(Span.Score score) {
    return String.format(
        Locale.ROOT,
        "the model has seen few edits like this one (it is farther from them than %.0f %% of its own"
            + " are, distance %.2f); docs/apply.md says what may help",
        100 * score.rank(),
        score.distance());
  }
}
