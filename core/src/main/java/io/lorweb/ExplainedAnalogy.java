package io.lorweb;

import io.lorweb.Planner.Planned;
import io.lorweb.analogy.Subject;
import io.lorweb.error.InputException;
import io.lorweb.explain.Explaining;
import io.lorweb.explain.Explanation;
import io.lorweb.explain.Instructions;
import io.lorweb.flux.FluxConfig;
import io.lorweb.image.Picture;
import io.lorweb.pipeline.AnalogyPipeline;
import io.lorweb.pipeline.AnalogySource;
import io.lorweb.pipeline.Generated;
import io.lorweb.work.Progress;
import java.util.OptionalInt;

/**
 * A demonstration said in words, and the words followed: the base edits b by the first instruction,
 * what it made by the second, and so on, as {@link LoRWeB#edit} would.
 *
 * @param source the analogy
 */
record ExplainedAnalogy(LoRWeB lorweb, AnalogySource source) {

  /**
   * Which of the model's instructions make a' of a.
   *
   * @throws InputException when there is no a, nothing to choose from, or a prompt beside it
   */
  Explanation explanation(Settings settings, AnalogyPipeline pipeline, Progress progress) {
    String usual = lorweb.model().folder().defaults().prompt();
    if (!settings.wording().prompt().orElse(usual).equals(usual)) {
      throw new InputException(
          "setting 'explain' finds the prompt: leave one out, it or setting 'prompt'");
    }
    AnalogySource.Shown shown = shown();
    Instructions instructions = lorweb.instructions();
    Planned planned = lorweb.planner().edit(onePass(settings));
    lorweb.budget().require(pass(planned), planned);
    return pipeline.explain(shown, instructions, most(settings), planned.plan(), progress);
  }

  /** What it costs to follow one instruction while all are at hand. */
  private Estimate pass(Planned planned) {
    Estimate one = lorweb.budget().estimate(planned, first(shown()).size());
    FluxConfig flux = lorweb.model().transformer().config();
    long states = (long) planned.plan().wording().textLength() * flux.jointDim();
    long prompts = lorweb.instructions().all().size() * (states + flux.pooledDim()) * Float.BYTES;
    return new Estimate(
        one.canvas(), one.tokens(), one.multiplyAdds(), one.memory() + prompts, one.heap());
  }

  /** {@code mixing} with what the search costs. */
  Estimate with(Estimate mixing, Settings settings) {
    Estimate pass = pass(lorweb.planner().edit(onePass(settings)));
    int passes = Explaining.passes(lorweb.instructions().all().size(), most(settings));
    return new Estimate(
        mixing.canvas(),
        mixing.tokens(),
        mixing.multiplyAdds() + passes * pass.multiplyAdds(),
        Math.max(mixing.memory(), pass.memory()),
        Math.max(mixing.heap(), pass.heap()));
  }

  private AnalogySource.Shown shown() {
    if (source instanceof AnalogySource.Shown shown) {
      return shown;
    }
    throw new InputException(
        "a saved analogy cannot be explained: setting 'explain' needs a and a'");
  }

  private static Picture first(AnalogySource.Shown shown) {
    return shown.demonstrations().get(0).a();
  }

  private static int most(Settings settings) {
    return settings.mixing().explain().orElseThrow();
  }

  /** Every instruction is followed with as many tokens, in one step without a negative prompt. */
  private static Settings onePass(Settings settings) {
    OptionalInt length = settings.wording().textLength();
    Settings one =
        Settings.defaults()
            .wording(w -> w.textLength(length))
            .sampling(s -> s.steps(1).guidance(settings.sampling().guidance()));
    return new Settings(one.wording(), one.sampling(), settings.canvas(), one.mixing());
  }

  /** Makes b' by {@code explanation}'s instructions. */
  Generated follow(
      Explanation explanation,
      Subject subject,
      Settings settings,
      AnalogyPipeline pipeline,
      Progress progress) {
    Subject now = subject;
    Generated made = null;
    int steps = explanation.instructions().size();
    for (int step = 0; step < steps; step++) {
      String instruction = explanation.instructions().get(step);
      Settings told = Planner.beside(now, settings.wording(w -> w.prompt(instruction)));
      Planned planned = lorweb.planner().edit(told);
      lorweb.budget().require(planned, now.b().size());
      made = pipeline.edit(now, planned.plan(), progress.part(step, steps));
      now = new Subject(made.picture(), subject.mask(), subject.latents());
    }
    return made;
  }
}
