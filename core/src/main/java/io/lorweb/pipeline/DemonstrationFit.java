package io.lorweb.pipeline;

import io.lorweb.analogy.Composer;
import io.lorweb.analogy.Demonstration;
import io.lorweb.basis.Mixture;
import io.lorweb.fit.FitExamples;
import io.lorweb.fit.Fitting;
import io.lorweb.image.Picture;
import io.lorweb.pipeline.AnalogyRouter.Layouts;
import io.lorweb.sample.Conditioning;
import io.lorweb.tensor.Scope;
import io.lorweb.work.Progress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a fit to the demonstration adds to the coefficients, whatever b is: once for all b. */
record DemonstrationFit(Session session, AnalogyRouter router) {

  /** Empty where nothing is fitted. */
  Optional<Mixture> change(AnalogySource source, Plan plan, Progress progress) {
    if (source instanceof AnalogySource.Saved saved) {
      return saved.file().fitted();
    }
    AnalogySource.Shown shown = (AnalogySource.Shown) source;
    if (plan.fit() == 0) {
      return Optional.empty();
    }
    List<String> pictures =
        shown.demonstrations().stream()
            .flatMap(pair -> Stream.of(pair.a().sha256(), pair.a2().sha256()))
            .toList();
    Fits.Key key =
        new Fits.Key(
            pictures,
            plan.wording().prompt(),
            plan.wording().textLength(),
            router.composer(),
            plan.fit());
    return Optional.of(session.fits().get(key, () -> fit(shown, plan, progress), progress));
  }

  /** Starts from what the keys say with the first demonstration's own a in the place of b. */
  private Mixture fit(AnalogySource.Shown shown, Plan plan, Progress progress) {
    Picture a = shown.demonstrations().get(0).a();
    Layouts layouts = AnalogyRouter.layOut(shown, router.composer(), a);
    Mixture start = router.mixture(shown, router.query(shown, layouts), layouts, a);
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
      return fitting.run(start, examples(shown.demonstrations()), progress).plus(start.scaled(-1));
    }
  }

  private FitExamples examples(List<Demonstration> shown) {
    Composer composer = router.composer();
    return shown.size() == 1
        ? FitExamples.ofPair(composer, shown.get(0).a(), shown.get(0).a2())
        : FitExamples.ofPairs(
            composer,
            shown.stream().map(Demonstration::a).toList(),
            shown.stream().map(Demonstration::a2).toList());
  }
}
