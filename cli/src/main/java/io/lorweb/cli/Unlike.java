package io.lorweb.cli;

import io.lorweb.Result;
import io.lorweb.analogy.Layout;
import io.lorweb.basis.Span;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Says of a result that it may fail, and what is better for pictures or edits like these. */
final class Unlike {

  private Unlike() {}

  /** One sentence; none when b and the edit are like those that the model has seen. */
  static Optional<String> of(Path target, Run run, Result result) {
    Optional<String> picture =
        result
            .spans()
            .picture()
            .filter(Span.Score::beyond)
            .map(score -> picture(run, result, score));
    return picture
        .or(() -> result.spans().edit().filter(Span.Score::outside).map(Unlike::edit))
        .map(reason -> target + " may fail: " + reason);
  }

  private static String picture(Run run, Result result, Span.Score score) {
    Optional<Layout> used = result.run().settings().canvas().layout();
    String made =
        run.settings().canvas().layout().isEmpty() && used.filter(Layout.QUERY::equals).isPresent()
            ? " a and a' were left out of its sight (--layout query), which is better then;"
            : "";
    return String.format(
        Locale.ROOT,
        "b is unlike every picture that the model has seen (distance %.2f);%s 'lorweb edit' with words"
            + " may do better (docs/apply.md)",
        score.distance(),
        made);
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
