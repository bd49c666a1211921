package io.lorweb.pipeline;

import io.lorweb.analogy.Composite;
import io.lorweb.analogy.Scene;
import io.lorweb.analogy.Subject;
import io.lorweb.basis.Mixture;
import io.lorweb.basis.Span;
import io.lorweb.explain.Explanation;
import io.lorweb.explain.Instructions;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.image.GuidedUpscaler;
import io.lorweb.image.Mask;
import io.lorweb.image.Part;
import io.lorweb.image.Picture;
import io.lorweb.image.Resampling;
import io.lorweb.image.Seam;
import io.lorweb.layer.ActivationListener;
import io.lorweb.layer.Adapter;
import io.lorweb.tensor.Arena;
import io.lorweb.tensor.Turn;
import io.lorweb.work.Progress;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Figure 2 of the paper: from a, a' and b to b'.
 *
 * <p>{@link #route} is the upper half, pictures to mixing coefficients; {@link #generate} the lower
 * one, coefficients to picture. docs/ARCHITECTURE.md draws the same eight steps.
 */
public final class AnalogyPipeline {

  private final Session session;
  private final ActivationListener residuals;

  public AnalogyPipeline(Session session) {
    this(session, ActivationListener.NONE);
  }

  /**
   * @param residuals is shown what the transformer's blocks add in every step
   */
  public AnalogyPipeline(Session session, ActivationListener residuals) {
    this.session = session;
    this.residuals = residuals;
  }

  /**
   * Step 1.
   *
   * @param source the analogy
   * @param subject the picture to edit
   */
  public LaidOut layOut(AnalogySource source, Subject subject, Plan plan) {
    // 1  Lay out [a, a'; b, .], small if b' is to be enlarged afterwards.
    return LaidOut.of(source, subject, plan.draftOf(subject.b().size()));
  }

  /**
   * Whether b is unlike every picture that the adapter was trained on, as far as it tells.
   *
   * @throws io.lorweb.error.InputException when the adapter routes by each layer's own input
   */
  public boolean unlike(LaidOut laidOut) {
    return router(laidOut).picture(laidOut.scene()).filter(Span.Score::beyond).isPresent();
  }

  private AnalogyRouter router(LaidOut laidOut) {
    return new AnalogyRouter(session.adapter().orElseThrow(), laidOut.draft().composer());
  }

  /**
   * Steps 2 to 4, for adapters that route by pictures.
   *
   * @throws io.lorweb.error.InputException when the adapter routes by each layer's own input
   * @throws java.util.concurrent.CancellationException when {@code progress} says so
   */
  public Routed route(LaidOut laidOut, Plan plan, Progress progress) {
    return inTurn(() -> routed(laidOut, plan, progress));
  }

  private Routed routed(LaidOut laidOut, Plan plan, Progress progress) {
    // 2  The image encoder looks at a, a' and b: the query.
    AnalogyRouter router = router(laidOut);
    AnalogyRouter.Query query = router.query(laidOut);

    // 3  Keys are compared with the query: one mixing coefficient per LoRA and Linear.
    Mixture keys = router.mixture(laidOut, query);

    // 4  If asked for, the coefficients are fitted to the demonstration.
    Optional<Mixture> fitted =
        new DemonstrationFit(session, router).change(laidOut, plan, progress);
    Mixture mixture = fitted.map(keys::plus).orElse(keys);

    return new Routed(
        plan,
        laidOut.subject(),
        laidOut.draft(),
        laidOut.scene(),
        mixture,
        fitted,
        query.partialLogits(),
        router.spans(laidOut));
  }

  /**
   * Steps 5 to 8.
   *
   * @throws java.util.concurrent.CancellationException when {@code progress} says so
   */
  public Generated generate(Routed routed, Progress progress) {
    MountedAdapter adapter = session.adapter().orElseThrow();
    try (Arena owner = new Arena()) {
      // 5  The weighted sum of the LoRAs is one point in their space: a view of the transformer.
      Adapter mixed = session.applied(adapter, routed.scaled(), owner);
      return generate(
          routed.scene(), routed.draft(), routed.subject(), mixed, routed.plan(), progress);
    }
  }

  /** Adapters with internal queries: steps 2 to 4 happen inside every Linear at every call. */
  public Generated generateInternal(
      AnalogySource source, Subject subject, Plan plan, Progress progress) {
    LaidOut laidOut = layOut(source, subject, plan);
    Adapter internal = session.adapter().orElseThrow().basis().internal();
    return generate(laidOut.scene(), laidOut.draft(), subject, internal, plan, progress);
  }

  /**
   * Which instructions make a' of a, whatever b is.
   *
   * @param most of them, one after the other
   * @throws java.util.concurrent.CancellationException when {@code progress} says so
   */
  public Explanation explain(
      AnalogySource.Shown shown,
      Instructions instructions,
      int most,
      Plan plan,
      Progress progress) {
    return inTurn(
        () -> new DemonstrationWords(session, instructions, most).of(shown, plan, progress));
  }

  /** The base alone, by instruction: plain Kontext. */
  public Generated edit(Subject subject, Plan plan, Progress progress) {
    Plan.Draft draft = plan.draftOf(subject.b().size());
    Scene scene = draft.composer().alone(subject.b());
    return generate(scene, draft, subject, Adapter.NONE, plan, progress);
  }

  private Generated generate(
      Scene scene, Plan.Draft draft, Subject subject, Adapter mixed, Plan plan, Progress progress) {
    FluxTransformer view = session.transformer(mixed);

    // 6  The view walks the sigmas from noise, with the scene and the prompt beside it.
    // 7  The VAE decodes; b' is cut out.
    Generation generation =
        new Generation(
            session.model(),
            view,
            plan.wording(),
            plan.sampling(),
            subject.latents(),
            subject.mask(),
            residuals);
    Picture canvas = inTurn(() -> generation.run(scene, progress));
    Picture cell = scene.cut(canvas);

    // 8  A draft is enlarged with the detail of b; what the mask keeps is b itself.
    Picture b = subject.b();
    Picture finished =
        draft
            .finished()
            .map(size -> GuidedUpscaler.of(cell, Composite.cell(b, size.width(), size.height())))
            .orElse(cell);
    return new Generated(
        subject.mask().map(mask -> within(mask, b, finished, plan)).orElse(finished), canvas);
  }

  /** What computes on the CPU has its cores for itself. */
  private <T> T inTurn(Supplier<T> work) {
    return session.model().transformer().weights().placement().device().isCpu()
        ? Turn.take(work)
        : work.get();
  }

  private static Picture within(Mask mask, Picture b, Picture edited, Plan plan) {
    if (mask.everything()) {
      return edited.resize(b.width(), b.height(), Resampling.LANCZOS);
    }
    Part seen = Composite.shaped(b.size(), edited.width(), edited.height());
    return new Seam(mask, plan.feather().orElse(Seam.featherFor(b.size())))
        .blend(b, edited.resize(seen.width(), seen.height(), Resampling.LANCZOS), seen);
  }
}
