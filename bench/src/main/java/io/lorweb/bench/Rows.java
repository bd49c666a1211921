package io.lorweb.bench;

import io.lorweb.tensor.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleSupplier;

/** The rows so far, each named on stderr before it is measured. */
final class Rows {

  private final BenchPlan plan;
  private final List<Row> rows = new ArrayList<>();
  private final List<Comparison> overheads = new ArrayList<>();
  private final List<Comparison> batches = new ArrayList<>();

  Rows(BenchPlan plan) {
    this.plan = plan;
  }

  BenchPlan plan() {
    return plan;
  }

  List<Row> all() {
    return List.copyOf(rows);
  }

  /** Measures products, which can be compared with the peak. */
  void computing(Group group, String name, int rounds, double flop, Runnable work) {
    say(name);
    Timing timing = Timing.of(rounds, work);
    rows.add(new Row(group, name, Engine.currentThreads(), timing, OptionalDouble.of(flop)));
  }

  /** Measures what does many things. */
  void whole(Group group, String name, Runnable work) {
    say(name);
    Timing timing = Timing.of(plan.rounds(), work);
    rows.add(new Row(group, name, Engine.currentThreads(), timing, OptionalDouble.empty()));
  }

  /** Measures what prepares itself: {@code once} returns the seconds that count. */
  void prepared(Group group, String name, DoubleSupplier once) {
    say(name);
    Timing timing = Timing.measured(plan.rounds(), once);
    rows.add(new Row(group, name, Engine.currentThreads(), timing, OptionalDouble.empty()));
  }

  /** A process of its own. */
  void process(String name, Timing timing) {
    rows.add(new Row(Group.START, name, 0, timing, OptionalDouble.empty()));
  }

  /** A mixture's step over the bare one's, from pairs of both. */
  void overhead(String name, Pairs pairs) {
    overheads.add(new Comparison(name, Engine.currentThreads(), pairs));
  }

  /** A picture's share of a batch over a picture alone, from pairs of both. */
  void batch(String name, Pairs pairs) {
    batches.add(new Comparison(name, Engine.currentThreads(), pairs));
  }

  List<Comparison> batches() {
    return List.copyOf(batches);
  }

  List<Comparison> overheads() {
    return List.copyOf(overheads);
  }

  /** Says on stderr what is measured now. */
  static void say(String name) {
    System.err.println("measuring: " + name);
  }
}
