package io.lorweb.bench;

import io.lorweb.adapt.MountedBasis;
import io.lorweb.basis.BasisAdapter;
import io.lorweb.basis.Mixture;
import io.lorweb.basis.Router;
import io.lorweb.files.TemporaryFolder;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.synth.SyntheticAdapter;
import io.lorweb.tensor.Arena;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.pytorch.NoGradGuard;

/** One denoising step of a bare transformer, and with a mixture on it in three ways. */
final class StepRows {

  static final String TINY = "denoising step, embedded model, 64 px";
  static final String WIDE = "double and single block of FLUX width";

  /** Pairs of short steps for each that was asked for. */
  private static final int MORE = 20;

  private StepRows() {}

  static void measure(Rows rows) {
    BenchPlan plan = rows.plan();
    measure(rows, TINY, StepShape.TINY, plan.rounds(), MORE * plan.rounds());
    measure(rows, WIDE, plan.wide(), plan.wideRounds(), plan.wideRounds());
  }

  private static void measure(Rows rows, String name, StepShape shape, int rounds, int pairs) {
    try (Denoising step = new Denoising(shape, rows.plan().type())) {
      FluxTransformer bare = step.bare();
      if (rows.plan().groups().contains(Group.STEP)) {
        rows.computing(Group.STEP, name, rounds, Flops.forward(shape), () -> step.run(bare));
      }
      if (rows.plan().groups().contains(Group.ADAPTER)) {
        adapted(rows, name, shape, pairs, step);
      }
    }
  }

  private static void adapted(Rows rows, String name, StepShape shape, int pairs, Denoising step) {
    try (TemporaryFolder folder = TemporaryFolder.create("lorweb-bench")) {
      Path file = folder.path().resolve("adapter.safetensors");
      SyntheticAdapter.write(file, step.bare(), shape.basis(), shape.query());
      try (BasisAdapter adapter = BasisAdapter.open(file, Optional.empty());
          MountedBasis mounted = MountedBasis.on(step.bare(), adapter);
          Router router = adapter.router()) {
        Mixture mixture = router.route(new float[shape.query()]);
        for (Way way : Way.values()) {
          try (Arena owner = new Arena();
              NoGradGuard guard = new NoGradGuard()) {
            FluxTransformer view = step.bare().adapted(way.on(mounted, mixture, owner));
            Rows.say(name + ", " + way);
            rows.overhead(
                name + ", " + way + " / bare",
                Pairs.measure(pairs, () -> step.run(step.bare()), () -> step.run(view)));
          }
        }
      }
    }
  }
}
