package io.lorweb.bench;

import io.lorweb.adapt.MountedBasis;
import io.lorweb.basis.BasisAdapter;
import io.lorweb.basis.Mixture;
import io.lorweb.basis.Router;
import io.lorweb.files.TemporaryFolder;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.synth.SyntheticAdapter;
import io.lorweb.tensor.Arena;
import io.lorweb.tensor.Engine;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.NoGradGuard;

/**
 * One denoising step of several pictures with a mixture each: as one batch, and one picture after
 * the other.
 */
final class BatchRows {

  private static final List<Integer> TINY = List.of(1, 2, 4, 8);
  private static final List<Integer> WIDE = List.of(2);

  /** Pairs of short steps for each that was asked for. */
  private static final int MORE = 10;

  private BatchRows() {}

  static void measure(Rows rows) {
    BenchPlan plan = rows.plan();
    TINY.forEach(n -> measure(rows, StepRows.TINY, StepShape.TINY, n, MORE * plan.rounds()));
    WIDE.forEach(n -> measure(rows, StepRows.WIDE, plan.wide(), n, plan.wideRounds()));
  }

  private static void measure(Rows rows, String name, StepShape shape, int batch, int pairs) {
    try (TemporaryFolder folder = TemporaryFolder.create("lorweb-bench");
        Denoising alone = new Denoising(shape, rows.plan().type());
        Denoising together = new Denoising(shape, rows.plan().type(), batch)) {
      Path file = folder.path().resolve("adapter.safetensors");
      SyntheticAdapter.write(file, alone.bare(), shape.basis(), shape.query());
      try (BasisAdapter adapter = BasisAdapter.open(file, Optional.empty());
          MountedBasis mounted = MountedBasis.on(alone.bare(), adapter);
          Router router = adapter.router();
          Arena owner = new Arena();
          NoGradGuard guard = new NoGradGuard()) {
        Mixture mixture = router.route(new float[shape.query()]);
        FluxTransformer one = alone.bare().adapted(mounted.folded(mixture, owner));
        FluxTransformer many =
            together.bare().adapted(mounted.perSample(Collections.nCopies(batch, mixture), owner));
        String what = name + ", batch of " + batch;
        Rows.say(what);
        rows.batch(
            what,
            Pairs.measured(
                pairs,
                () -> seconds(() -> times(batch, () -> alone.run(one))) / batch,
                () -> seconds(() -> together.run(many)) / batch));
      }
    }
  }

  private static void times(int count, Runnable work) {
    for (int i = 0; i < count; i++) {
      work.run();
    }
  }

  /** With one thread its processor time: other programs' turns do not count. */
  private static double seconds(Runnable work) {
    if (Engine.currentThreads() > 1) {
      return Pairs.seconds(work);
    }
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    work.run();
    return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
  }
}
