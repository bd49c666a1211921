package io.lorweb.train.recipe;

import io.lorweb.error.InputException;

/**
 * How parameters follow the gradient.
 *
 * @param steps optimizer steps
 * @param batch examples of one forward pass; with workers, of each worker
 * @param accumulation forward passes per step, averaged
 * @param method which rule moves them
 * @param lr learning rate after warm-up
 * @param beta1 decay of AdamW's first moment
 * @param beta2 decay of AdamW's second moment
 * @param eps added to the root of AdamW's second moment
 * @param weightDecay decoupled, on everything
 * @param clip largest global norm of the gradient
 * @param schedule of the learning rate
 */
public record Optimization(
    int steps,
    int batch,
    int accumulation,
    Method method,
    double lr,
    double beta1,
    double beta2,
    double eps,
    double weightDecay,
    double clip,
    Schedule schedule) {

  /** The rule by which parameters move. */
  public enum Method {
    /** Moments in float32. */
    ADAMW,
    /** Moments in blocks of 256 in 8-bit dynamic quantisation: a quarter of the memory. */
    ADAMW8BIT,
    /** Orthogonalised momentum for matrices, ADAMW for everything else. */
    MUON
  }

  /**
   * The learning rate over the steps.
   *
   * @param shape of the curve after warm-up
   * @param warmup steps from 0 up to the full rate
   * @param cycles restarts of the cosine
   * @param stepSize steps between drops of STEP
   * @param gamma factor of each drop
   */
  public record Schedule(Shape shape, int warmup, int cycles, int stepSize, double gamma) {

    /** The curve after warm-up. */
    public enum Shape {
      CONSTANT,
      LINEAR,
      COSINE,
      COSINE_WITH_RESTARTS,
      STEP
    }

    /** The reference's: no warm-up, constant. */
    public static final Schedule CONSTANT = new Schedule(Shape.CONSTANT, 0, 1, 1, 0.1);

    public Schedule {
      if (warmup < 0 || cycles < 1 || stepSize < 1) {
        throw InputException.of(
            "warm-up %d, cycles %d and step size %d of the learning rate must be at least 0, 1, 1",
            warmup, cycles, stepSize);
      }
    }
  }

  /** The same with another number of examples of one forward pass. */
  public Optimization withBatch(int count) {
    return new Optimization(
        steps, count, accumulation, method, lr, beta1, beta2, eps, weightDecay, clip, schedule);
  }

  public Optimization {
    positive("steps", steps);
    positive("batch_size", batch);
    positive("gradient_accumulation", accumulation);
    if (!(lr >= 0 && Double.isFinite(lr)) || !(eps > 0) || !(weightDecay >= 0) || !(clip > 0)) {
      throw InputException.of(
          "lr %s, eps %s, weight_decay %s and max_grad_norm %s must be finite and positive",
          lr, eps, weightDecay, clip);
    }
    if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
      throw InputException.of("betas %s, %s must lie in [0, 1)", beta1, beta2);
    }
  }

  private static void positive(String key, int value) {
    if (value < 1) {
      throw InputException.of("%s is %d but must be at least 1", key, value);
    }
  }
}
