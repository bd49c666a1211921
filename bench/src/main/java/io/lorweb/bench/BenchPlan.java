package io.lorweb.bench;

import io.lorweb.error.InputException;
import io.lorweb.tensor.ComputeType;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What {@code lorweb bench all} measures.
 *
 * @param groups rows that are wanted
 * @param rounds runs of each row, at least 1
 * @param wideRounds runs of what is of FLUX width, at least 1
 * @param threads of the engine, at least 1; empty: what the program chooses for each width
 * @param type the format of transformers that compute; the whole program's rows choose their own
 * @param peakSide side of the square matrices whose product is the machine's peak
 * @param wide the shape of FLUX width
 */
record BenchPlan(
    Set<Group> groups,
    int rounds,
    int wideRounds,
    OptionalInt threads,
    ComputeType type,
    int peakSide,
    StepShape wide) {

  BenchPlan {
    if (groups.isEmpty()) {
      throw InputException.of("--only names no group: give at least one of %s", all());
    }
    groups = EnumSet.copyOf(groups);
    atLeastOne("--rounds", rounds);
    atLeastOne("--wide-rounds", wideRounds);
    threads.ifPresent(count -> atLeastOne("--threads", count));
    atLeastOne("--peak-side", peakSide);
  }

  static Set<Group> all() {
    return EnumSet.allOf(Group.class);
  }

  private static void atLeastOne(String option, int value) {
    if (value < 1) {
      throw InputException.of("%s is %d but must be at least 1", option, value);
    }
  }
}
