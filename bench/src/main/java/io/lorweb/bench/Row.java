package io.lorweb.bench;

import java.util.OptionalDouble;

/**
 * One row of the table.
 *
 * @param group it belongs to
 * @param name what ran
 * @param threads of the engine; 0: a process of its own, which chooses them
 * @param timing its runs
 * @param flop floating-point operations of one run, a multiply-add being two; empty where they say
 *     nothing
 */
record Row(Group group, String name, int threads, Timing timing, OptionalDouble flop) {

  Row {
    if (name.isBlank() || threads < 0 || flop.isPresent() && !(flop.getAsDouble() > 0)) {
      throw new IllegalArgumentException("row '" + name + "', " + threads + " threads, " + flop);
    }
  }

  /** 10^9 operations a second without other programs' turns. */
  OptionalDouble gflops() {
    return flop.isPresent()
        ? OptionalDouble.of(flop.getAsDouble() / timing.undisturbed(threads) / 1e9)
        : OptionalDouble.empty();
  }
}
