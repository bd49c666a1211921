package io.lorweb.train.loop;

import io.lorweb.error.InputException;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.train.recipe.TargetLinears;
import java.util.Map;
import java.util.TreeMap;

/** The Linears of a transformer that carry an adapter, sorted by path. */
public final class AdaptedLinears {

  /** Widths of one Linear. */
  public record Widths(long in, long out) {}

  private AdaptedLinears() {}

  /**
   * @throws InputException when {@code targets} leave none
   */
  public static Map<String, Widths> of(FluxTransformer transformer, TargetLinears targets) {
    Map<String, Widths> found = new TreeMap<>();
    transformer.adapted(
        (path, linear) -> {
          if (targets.contains(path)) {
            found.put(path, new Widths(linear.in(), linear.out()));
          }
          return linear;
        });
    if (found.isEmpty()) {
      throw InputException.of(
          "no Linear is left to adapt: only_if_contains %s and ignore_if_contains %s exclude all",
          targets.onlyIfContains(), targets.ignoreIfContains());
    }
    return found;
  }
}
