package io.lorweb;

import io.lorweb.analogy.CanvasSize;
import io.lorweb.analogy.Composer;
import io.lorweb.analogy.Composer.Compatibility;
import io.lorweb.analogy.Layout;
import io.lorweb.analogy.Subject;
import io.lorweb.error.InputException;
import io.lorweb.model.LoadedFiles;
import io.lorweb.model.ModelDefaults;
import io.lorweb.pipeline.AnalogySource;
import io.lorweb.pipeline.Plan;
import io.lorweb.pipeline.Session;
import io.lorweb.sample.RatioTable;
import io.lorweb.sample.Saving;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Fills in every default: from the adapter, the model folder's {@code lorweb.json}, and Kontext.
 *
 * @param session what is loaded
 * @param files what its files hold
 */
record Planner(Session session, Supplier<LoadedFiles> files) {

  /** A text length that follows the prompt is a multiple of this. */
  private static final int TEXT_STEP = 8;

  /**
   * Settings and the plan made of them.
   *
   * @param filled the settings with every default filled in that does not concern the size
   * @param plan what is done
   */
  record Planned(Settings filled, Plan plan) {}

  /** For an analogy. */
  Planned analogy(Settings asked, AnalogySource source, boolean external) {
    Layout layout =
        source instanceof AnalogySource.Saved saved
            ? asked.canvas().layout().orElse(saved.file().layout())
            : layout(asked);
    return planned(asked, layout, fit(asked, source, external), true);
  }

  /** For an edit by instruction: nothing is mixed, so nothing is fitted or explained. */
  Planned edit(Settings asked) {
    return planned(asked, Layout.QUERY, 0, false);
  }

  /** Setting over adapter over model over grid. */
  private Layout layout(Settings asked) {
    return asked
        .canvas()
        .layout()
        .or(() -> trainedLayout())
        .or(() -> defaults().layout())
        .orElse(Layout.GRID);
  }

  /**
   * The model's layout for pictures unlike those it was trained on, unless another is asked for.
   */
  Optional<Layout> unlikeLayout(Settings asked, AnalogySource source) {
    boolean open =
        asked.canvas().layout().isEmpty()
            && asked.canvas().compatibility() == Compatibility.NONE
            && source instanceof AnalogySource.Shown;
    return defaults().unlikeLayout().filter(layout -> open);
  }

  private Optional<Layout> trainedLayout() {
    return session
        .adapter()
        .flatMap(adapter -> adapter.file().config().layout())
        .map(Layout::parse);
  }

  private int fit(Settings asked, AnalogySource source, boolean external) {
    int steps = asked.mixing().fit().orElse(0);
    if (!external) {
      require(steps == 0, "it cannot be fitted");
      require(asked.mixing().strength() == 1, "its strength cannot be set");
      return 0;
    }
    if (source instanceof AnalogySource.Saved) {
      if (steps != 0) {
        throw new InputException(
            "a saved analogy cannot be fitted again: setting 'fit' needs a and a'");
      }
      return 0;
    }
    // The reference fits nothing.
    boolean reference = asked.canvas().compatibility() != Compatibility.NONE;
    return asked.mixing().fit().orElse(reference ? 0 : defaults().fit());
  }

  private void require(boolean holds, String consequence) {
    if (!holds) {
      throw session.adapter().orElseThrow().internal(consequence);
    }
  }

  private Planned planned(Settings asked, Layout layout, int fit, boolean adapted) {
    ModelDefaults defaults = defaults();
    Settings.Canvas canvas = asked.canvas();
    int draft =
        canvas.compatibility() != Compatibility.NONE ? 0 : canvas.draft().orElse(defaults.draft());
    Plan.Wording wording =
        new Plan.Wording(
            asked.wording().prompt().orElse(defaults.prompt()),
            asked.wording().negativePrompt(),
            asked.wording().cfg(),
            asked.wording().textLength().orElseGet(() -> textLength(asked.wording())));
    int steps =
        asked
            .sampling()
            .sigmas()
            .map(List::size)
            .orElseGet(() -> asked.sampling().steps().orElse(defaults.steps()));
    Optional<List<Integer>> skipped = skipped(asked.sampling(), steps, adapted);
    Plan.Sampling sampling =
        new Plan.Sampling(
            steps,
            asked.sampling().sigmas().orElse(List.of()),
            asked.sampling().guidance().orElse(defaults.guidance()),
            asked.sampling().seed(),
            saving(asked.sampling(), skipped));
    CanvasSize size =
        new CanvasSize(canvas.size(), canvas.maxArea(), canvas.maxSize(), defaults.cell());
    Composer composer =
        new Composer(layout, size, canvas.compatibility(), session.model().pixelsPerToken());
    Settings filled =
        asked
            .wording(w -> w.prompt(wording.prompt()).textLength(wording.textLength()))
            .sampling(
                s -> s.steps(sampling.steps()).guidance(sampling.guidance()).skippedSteps(skipped))
            .canvas(c -> c.layout(layout).draft(draft))
            .mixing(m -> m.fit(fit));
    return new Planned(
        filled,
        new Plan(
            wording, sampling, composer, draft, asked.mixing().strength(), fit, canvas.feather()));
  }

  /** The model's, or what prompt and negative prompt need of it. */
  private int textLength(Settings.Wording asked) {
    int most = defaults().textLength();
    if (asked.textLengthAuto().isEmpty()) {
      return most;
    }
    int tokens = session.model().prompts().tokens(asked.prompt().orElse(defaults().prompt()));
    if (asked.negativePrompt().isPresent() && asked.cfg() > 1) {
      tokens = Math.max(tokens, session.model().prompts().tokens(asked.negativePrompt().get()));
    }
    return Math.min(most, (tokens + TEXT_STEP - 1) / TEXT_STEP * TEXT_STEP);
  }

  private static Saving saving(Settings.Sampling asked, Optional<List<Integer>> skipped) {
    return asked.knownCells().isPresent()
        ? new Saving.KnownCells(asked.knownCells().getAsInt())
        : new Saving.SkippedSteps(skipped.orElse(List.of()));
  }

  /** The steps that are skipped, if that was asked for. */
  private Optional<List<Integer>> skipped(Settings.Sampling asked, int steps, boolean adapted) {
    asked.stepCache().ifPresent(cache -> requireOwn(cache.table(), adapted));
    Optional<List<Integer>> skipped =
        asked.skippedSteps().or(() -> asked.stepCache().map(cache -> cache.skipped(steps)));
    for (int step : skipped.orElse(List.of())) {
      if (step > steps) {
        throw InputException.of(
            "setting 'skipped_steps' holds %d, but there are %d steps", step, steps);
      }
    }
    return skipped;
  }

  private void requireOwn(RatioTable table, boolean adapted) {
    LoadedFiles loaded = files.get();
    table.requireOf(
        defaults().name(), loaded.model(), loaded.adapter().filter(one -> adapted), loaded.loras());
  }

  private ModelDefaults defaults() {
    return session.model().folder().defaults();
  }

  /**
   * What is given beside the picture goes with the settings: given starting noise fits one canvas,
   * so no model's default may choose another; a mask needs a canvas that shows b undistorted.
   *
   * @throws InputException when they do not go together
   */
  static Settings beside(Subject subject, Settings asked) {
    Settings.Canvas canvas = asked.canvas();
    if (subject.mask().isEmpty() && canvas.feather().isPresent()) {
      throw new InputException(
          "setting 'feather' is the seam of a mask: give one, or leave it out");
    }
    if (subject.mask().isPresent() && canvas.compatibility() != Compatibility.NONE) {
      throw new InputException(
          "a mask needs a canvas that shows b undistorted: leave out setting 'compat'");
    }
    return subject.latents().isPresent() && canvas.draft().isEmpty()
        ? asked.canvas(c -> c.draft(0))
        : asked;
  }
}
