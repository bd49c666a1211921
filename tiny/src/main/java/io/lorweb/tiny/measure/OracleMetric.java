package io.lorweb.tiny.measure;

import io.lorweb.eval.suite.Answer;
import io.lorweb.eval.suite.Measure;
import io.lorweb.eval.suite.Metric;
import io.lorweb.image.Size;
import io.lorweb.tiny.drawings.Pool;
import io.lorweb.tiny.tasks.Catalogue;
import io.lorweb.tiny.tasks.EditTask;
import io.lorweb.tiny.tasks.Layers;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * {@link Oracle} as a metric of suites: their questions must be pairs that {@code lorweb tiny data}
 * has written, whose ids name task, hand and subject.
 */
public final class OracleMetric {

  /** Its name in suites. */
  public static final String ID = "oracle";

  private final Pool pool;
  private final Catalogue catalogue;
  private final Oracle oracle;

  OracleMetric(Pool pool, Catalogue catalogue) {
    this.pool = pool;
    this.catalogue = catalogue;
    this.oracle = new Oracle(pool, catalogue.edits());
  }

  /**
   * 1 where the output is nearest to the true task's result, else 0; nothing for questions that are
   * no edits by rule of a drawing in the pool, a scene or a photograph, or of another size.
   */
  public static Measure of(Pool pool, Catalogue catalogue) {
    OracleMetric metric = new OracleMetric(pool, catalogue);
    return new Measure(
        new Metric(ID, "true task, share", true, 2),
        answer -> metric.nearest(answer, answer.question().id().split("/")[0]));
  }

  /** 1 where the output is nearest to what {@code task} makes of b; nothing as above. */
  OptionalDouble nearest(Answer answer, String task) {
    String[] parts = answer.question().id().split("/");
    if (parts.length < 3 || !answer.b().size().equals(new Size(pool.size(), pool.size()))) {
      return OptionalDouble.empty();
    }
    Optional<Layers> before = oracle.before(parts[1], parts[2]);
    if (before.isEmpty() || !(catalogue.task(parts[0]).orElse(null) instanceof EditTask asked)) {
      return OptionalDouble.empty();
    }
    boolean right = oracle.results(before.get(), asked).nearest(task, answer.output());
    return OptionalDouble.of(share(right));
  }

  /** 1 for yes, 0 for no. */
  static double share(boolean yes) {
    return yes ? 1 : 0;
  }
}
