package io.lorweb.bench;

import io.lorweb.tensor.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Measures what a plan asks for: the peak first, as all shares rest on it. */
final class Instrument {

  private Instrument() {}

  /**
   * Measures.
   *
   * @param python the program that runs the PyTorch twins; empty: without them
   */
  static Report measure(BenchPlan plan, Optional<String> python) {
    Launcher launcher = Launcher.find();
    // Refused before anything is measured.
    try (Twin twin = python.map(name -> new Twin(name, launcher.twin(), plan)).orElse(null)) {
      Optional<ColdTwin> cold =
          python
              .filter(name -> plan.groups().contains(Group.START))
              .map(name -> new ColdTwin(name, launcher));
      Machine machine = Machine.here();
      machine.warning().ifPresent(said -> System.err.println("warning: " + said));
      plan.threads().ifPresent(Engine::threads);
      Rows.say("the machine's peak");
      Peak peak =
          Peak.measure(
              plan.type(),
              plan.peakSide(),
              plan.rounds(),
              StepShape.TINY.model().hidden(),
              plan.wide().model().hidden());
      Rows rows = new Rows(plan);
      measure(rows, launcher);
      List<Comparison> against = new ArrayList<>();
      if (twin != null) {
        against.addAll(Against.measure(plan, twin));
      }
      cold.ifPresent(started -> against.addAll(started.measure(plan.rounds())));
      String torch = twin == null ? "" : twin.version();
      return new Report(
          machine, peak, rows.all(), rows.overheads(), rows.batches(), against, torch);
    }
  }

  private static void measure(Rows rows, Launcher launcher) {
    Set<Group> groups = rows.plan().groups();
    if (groups.contains(Group.START)) {
      StartRows.measure(rows, launcher);
    }
    if (groups.contains(Group.LOAD)) {
      LoadRows.measure(rows);
    }
    if (groups.contains(Group.ENCODERS)) {
      EncoderRows.measure(rows);
    }
    if (groups.contains(Group.STEP) || groups.contains(Group.ADAPTER)) {
      StepRows.measure(rows);
    }
    if (groups.contains(Group.BATCH)) {
      BatchRows.measure(rows);
    }
    if (groups.contains(Group.APPLY)) {
      ApplyRows.measure(rows, launcher);
    }
    if (groups.contains(Group.TRAIN)) {
      TrainRows.measure(rows);
    }
  }
}
