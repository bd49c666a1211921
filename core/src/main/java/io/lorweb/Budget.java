package io.lorweb;

import io.lorweb.Planner.Planned;
import io.lorweb.analogy.Composer;
import io.lorweb.analogy.Layout;
import io.lorweb.error.InputException;
import io.lorweb.flux.FluxConfig;
import io.lorweb.image.Size;
import io.lorweb.model.KontextModel;
import io.lorweb.pipeline.Plan;
import io.lorweb.pipeline.Session;
import io.lorweb.sample.Saving.KnownCells;
import io.lorweb.vae.Tiling;
import io.lorweb.vae.VaeConfig;

/**
 * What runs cost, and whether that is allowed.
 *
 * @param session what is loaded
 * @param limits on a run
 */
record Budget(Session session, LoadOptions.Limits limits) {

  /** Rows of hidden width that a block holds at once, for each token. */
  private static final int BLOCK_ROWS = 20;

  /** The same while a block's backward pass is made, for one question. */
  private static final int FIT_ROWS = 160;

  /** Maps of the finest resolution that a convolution of the VAE holds at once. */
  private static final int VAE_MAPS = 6;

  /** Of one question in one step of a fit: forward, again, and twice that much backward. */
  private static final int FIT_PASSES = 4;

  /** Questions in one step of a fit. */
  private static final int FIT_BATCH = 2;

  /** Pictures as samples, and as numbers on their way to and from the engine, for each pixel. */
  private static final int HEAP_PER_PIXEL = 48;

  /** Of the free memory that one run may take: others run beside it. */
  private static final double SHARE = 0.9;

  /** What an analogy or an edit with {@code planned} costs for a picture of size {@code b}. */
  Estimate estimate(Planned planned, Size b) {
    Plan plan = planned.plan();
    Plan.Draft draft = plan.draftOf(b);
    Composer composer = draft.composer();
    Size canvas = composer.canvas(b);
    int contexts = composer.layout() == Layout.SEPARATE ? 3 : 1;
    KontextModel model = session.model();
    FluxConfig flux = model.transformer().config();
    long image = canvas.area() / ((long) composer.multiple() * composer.multiple());
    long tokens = plan.wording().textLength() + image * (1 + contexts);
    long free = composer.layout() == Layout.GRID ? image / 4 : image;
    int prompts = plan.wording().cfg() > 1 ? 2 : 1;
    double steps = steps(plan.sampling(), flux, tokens, plan.wording().textLength() + free);
    double fit = (double) plan.fit() * FIT_BATCH * FIT_PASSES * forward(flux, tokens, tokens);
    long heap =
        canvas.area() * (HEAP_PER_PIXEL + 3L * contexts)
            + draft.finished().map(size -> size.area() * HEAP_PER_PIXEL).orElse(0L);
    long type = model.type().bytes();
    long recalled =
        plan.sampling().saving() instanceof KnownCells known && known.every() > 1
            ? image * contexts + image - free
            : 0;
    int together = model.transformer().streamedWide() ? prompts : 1;
    long held = together * blocks(flux, tokens, plan.fit() > 0) + prompts * cached(flux, recalled);
    long engine = type * Math.max(held, maps(model.vae().config(), canvas));
    return new Estimate(canvas, tokens, steps * prompts + fit, heap + engine, heap);
  }

  /**
   * Of one prompt in all steps.
   *
   * @param others tokens that are computed where the known ones are recalled
   */
  private static double steps(Plan.Sampling sampling, FluxConfig flux, long tokens, long others) {
    int full = sampling.saving().full(sampling.steps());
    double rest = sampling.saving() instanceof KnownCells ? forward(flux, others, tokens) : 0;
    return full * forward(flux, tokens, tokens) + (sampling.steps() - full) * rest;
  }

  /**
   * Both kinds of blocks have Linears of 12 D^2 weights for every token.
   *
   * @param queries tokens that are computed
   * @param keys tokens that they attend to
   */
  private static double forward(FluxConfig flux, double queries, double keys) {
    double blocks = flux.doubleBlocks() + flux.singleBlocks();
    double width = flux.hidden();
    return blocks * (12 * queries * width * width + 2 * queries * keys * width);
  }

  /** Keys and values of {@code tokens} in every block. */
  private static long cached(FluxConfig flux, long tokens) {
    return 2L * (flux.doubleBlocks() + flux.singleBlocks()) * tokens * flux.hidden();
  }

  /** Numbers that the transformer holds at once; a fit keeps what goes into every block. */
  private static long blocks(FluxConfig flux, long tokens, boolean fitted) {
    long row = tokens * flux.hidden();
    long kept = flux.doubleBlocks() + flux.singleBlocks();
    return row * (fitted ? FIT_BATCH * (kept + FIT_ROWS) : BLOCK_ROWS);
  }

  /** Numbers that the VAE holds at once: it encodes whole pictures and decodes tiles. */
  private static long maps(VaeConfig vae, Size canvas) {
    long side = (long) Tiling.DEFAULT.tile() * vae.factor();
    long coarser = vae.channels().get(Math.min(1, vae.channels().size() - 1));
    return VAE_MAPS
        * Math.max(
            canvas.area() * vae.channels().get(0), Math.min(canvas.area(), side * side) * coarser);
  }

  /**
   * Lets a run pass.
   *
   * @throws InputException when it costs more than the limits allow
   */
  void require(Planned planned, Size b) {
    require(estimate(planned, b), planned);
  }

  /** As above, where {@code planned} costs what {@code estimate} says. */
  void require(Estimate estimate, Planned planned) {
    long memory = limits.memory().orElseGet(this::free);
    if (estimate.memory() > memory) {
      throw refused(estimate, mib(estimate.memory()), mib(memory) + " of memory");
    }
    long heap = Runtime.getRuntime().maxMemory();
    if (limits.memory().isEmpty() && estimate.heap() > heap) {
      throw refused(estimate, mib(estimate.heap()), "a Java heap of " + mib(heap) + " (-Xmx)");
    }
    if (estimate.canvas().area() > limits.area()) {
      throw InputException.of(
          "the generated picture would be %s, which is more than the %d pixels that limit 'area'"
              + " allows: choose a smaller setting 'size', or lift that limit",
          estimate.canvas(), limits.area());
    }
    int steps = planned.plan().sampling().steps();
    if (steps > limits.steps()) {
      throw InputException.of(
          "setting 'steps' %d is more than the %d that limit 'steps' allows: choose fewer, or lift"
              + " that limit",
          steps, limits.steps());
    }
  }

  private long free() {
    return (long) (SHARE * session.model().placement().freeBytes());
  }

  private static InputException refused(Estimate estimate, String needed, String there) {
    return InputException.of(
        "the generated picture would be %s and need about %s, but there are %s: choose a smaller"
            + " setting 'size', or lift limit 'memory'",
        estimate.canvas(), needed, there);
  }

  private static String mib(long bytes) {
    return (bytes >> 20) + " MiB";
  }
}
