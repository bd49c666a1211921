package io.lorweb.pipeline;

import io.lorweb.analogy.Composer;
import io.lorweb.analogy.Demonstration;
import io.lorweb.analogy.Subject;
import io.lorweb.basis.Mixture;
import io.lorweb.fit.FitExamples;
import io.lorweb.fit.Fitting;
import io.lorweb.sample.Conditioning;
import io.lorweb.tensor.Scope;
import io.lorweb.work.Progress;
import java.util.List;
import java.util.Optional;

/** What a fit to the demonstration adds to the coefficients, whatever b is: once for all b. */
record DemonstrationFit(Session session, AnalogyRouter router) {

  /**
   * All that decides a fit.
   *
   * @param pictures hashes of a, a' of every demonstration
   * @param prompt what the model is told
   * @param textLength T5 tokens
   * @param composer lays out the examples
   * @param steps of gradient descent
   */
  record Key(List<String> pictures, String prompt, int textLength, Composer composer, int steps) {}

  /** Empty where nothing is fitted. */
  Optional<Mixture> change(LaidOut laidOut, Plan plan, Progress progress) {
    if (laidOut.source() instanceof AnalogySource.Saved saved) {
      return saved.file().fitted();
    }
    AnalogySource.Shown shown = (AnalogySource.Shown) laidOut.source();
    if (plan.fit() == 0) {
      return Optional.empty();
    }
    Key key =
        new Key(
            shown.hashes(),
            plan.wording().prompt(),
            plan.wording().textLength(),
            laidOut.draft().composer(),
            plan.fit());
    return Optional.of(
        session.fits().get(key, () -> fit(shown, laidOut.draft(), plan, progress), progress));
  }

  /** Starts from what the keys say with the first demonstration's own a in the place of b. */
  private Mixture fit(AnalogySource.Shown shown, Plan.Draft draft, Plan plan, Progress progress) {
    LaidOut laidOut = LaidOut.of(shown, Subject.of(shown.demonstrations().get(0).a()), draft);
    Mixture start = router.mixture(laidOut, router.query(laidOut));
    try (Scope scope = new Scope()) {
      Conditioning.Prompt prompt =
          session.model().prompts().encode(plan.wording().prompt(), plan.wording().textLength());
      Fitting fitting =
          new Fitting(
              session.model(),
              session.adapter().orElseThrow().basis(),
              session::transformer,
              prompt,
              plan.fit());
      FitExamples examples = examples(draft.composer(), shown.demonstrations());
      return fitting.run(start, examples, progress).plus(start.scaled(-1));
    }
  }

  private static FitExamples examples(Composer composer, List<Demonstration> shown) {
    return shown.size() == 1
        ? FitExamples.ofPair(composer, shown.get(0).a(), shown.get(0).a2())
        : FitExamples.ofPairs(
            composer,
            shown.stream().map(Demonstration::a).toList(),
            shown.stream().map(Demonstration::a2).toList());
  }
}
