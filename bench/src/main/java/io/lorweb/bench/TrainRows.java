package io.lorweb.bench;

import io.lorweb.tensor.Engine;

/** A training step of each shape. */
final class TrainRows {

  static final String TINY = "training step, embedded model, batch 32";
  static final String WIDE = "training step, double and single block of FLUX width";

  private TrainRows() {}

  static void measure(Rows rows) {
    BenchPlan plan = rows.plan();
    measure(rows, TINY, StepShape.TINY, plan.rounds());
    measure(rows, WIDE, plan.wide(), plan.wideRounds());
  }

  private static void measure(Rows rows, String name, StepShape shape, int rounds) {
    Engine.suit(shape.model().hidden());
    try (TrainStep step = new TrainStep(shape, rows.plan().type(), false)) {
      rows.computing(Group.TRAIN, name, rounds, Flops.training(shape), step::run);
    }
  }
}
