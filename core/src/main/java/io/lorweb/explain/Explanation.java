package io.lorweb.explain;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What instructions make of a demonstration's a.
 *
 * @param instructions followed one after the other; none where each leads away from a'
 * @param share of the change from a to a' that they make, in mean squared latents: 1 all of it, 0
 *     none
 */
public record Explanation(List<String> instructions, double share) {

  /** From so large a share on they say what the demonstration shows. */
  public static final double ENOUGH = 0.7;

  public Explanation {
    instructions = List.copyOf(instructions);
  }

  /** Whether they say what the demonstration shows. */
  public boolean holds() {
    return !instructions.isEmpty() && share >= ENOUGH;
  }

  /** Such as {@code "mirror it", then "turn it gray"}. */
  public String words() {
    return instructions.stream().map(one -> '"' + one + '"').collect(Collectors.joining(", then "));
  }

  /** Such as {@code 92 %}. */
  public String percent() {
    return String.format(Locale.ROOT, "%.0f %%", 100 * Math.max(0, share));
  }
}
