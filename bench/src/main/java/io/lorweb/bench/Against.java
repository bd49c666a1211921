package io.lorweb.bench;

import io.lorweb.tensor.Engine;
import java.util.ArrayList;
import java.util.List;

/** This program and its PyTorch twin in turn, so that the machine's drift hits both. */
final class Against {

  /** Short work runs this often in one turn. */
  private static final int SHORT = 10;

  /** Pairs of short work for each that was asked for. */
  private static final int MORE = 10;

  private final BenchPlan plan;
  private final Twin twin;
  private final List<Comparison> comparisons = new ArrayList<>();

  private Against(BenchPlan plan, Twin twin) {
    this.plan = plan;
    this.twin = twin;
  }

  /** PyTorch first, this program second in each pair. */
  static List<Comparison> measure(BenchPlan plan, Twin twin) {
    Against against = new Against(plan, twin);
    against.product();
    if (plan.groups().contains(Group.STEP)) {
      against.step("step", StepRows.TINY, StepShape.TINY, MORE * plan.rounds(), SHORT);
      against.step("block", StepRows.WIDE, plan.wide(), plan.wideRounds(), 1);
    }
    if (plan.groups().contains(Group.TRAIN)) {
      against.training("train", TrainRows.TINY, StepShape.TINY, plan.rounds(), 2);
      against.training("train-wide", TrainRows.WIDE, plan.wide(), plan.wideRounds(), 1);
    }
    return List.copyOf(against.comparisons);
  }

  private void product() {
    Engine.suit(plan.wide().model().hidden());
    try (Peak.Product product = new Peak.Product(plan.type(), plan.peakSide())) {
      pair("product", "product, side " + plan.peakSide(), plan.rounds(), 1, product::run);
    }
  }

  private void step(String what, String name, StepShape shape, int rounds, int runs) {
    try (Denoising step = new Denoising(shape, plan.type())) {
      pair(what, name, rounds, runs, () -> step.run(step.bare()));
    }
  }

  private void training(String what, String name, StepShape shape, int rounds, int runs) {
    Engine.suit(shape.model().hidden());
    try (TrainStep step = new TrainStep(shape, plan.type(), false)) {
      pair(what, name, rounds, runs, step::run);
    }
  }

  private void pair(String what, String name, int rounds, int runs, Runnable ours) {
    Rows.say(name + ", in turn with PyTorch");
    int threads = Engine.currentThreads();
    Pairs pairs =
        Pairs.measured(
            rounds,
            () -> twin.seconds(what, threads, runs),
            () ->
                Pairs.seconds(
                        () -> {
                          for (int i = 0; i < runs; i++) {
                            ours.run();
                          }
                        })
                    / runs);
    comparisons.add(new Comparison(name, threads, pairs));
  }
}
