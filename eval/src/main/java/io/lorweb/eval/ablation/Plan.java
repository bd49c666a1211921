package io.lorweb.eval.ablation;

import io.lorweb.error.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An ablation: a recipe, what is changed in it, and the suite that measures what came out
 * (docs/eval.md).
 *
 * @param name of the ablation
 * @param recipe a training configuration
 * @param suite its first model says how pictures are made; its models answer beside the trials
 * @param sets changes for all
 * @param axes the grid; may be empty
 * @param named variants beside the grid
 * @param seeds of training, at least one: every variant is trained with each
 */
public record Plan(
    String name,
    Path recipe,
    Path suite,
    List<String> sets,
    List<Axis> axes,
    List<Variant> named,
    List<Long> seeds) {

  public Plan {
    sets = List.copyOf(sets);
    axes = List.copyOf(axes);
    named = List.copyOf(named);
    seeds = List.copyOf(seeds);
    if (axes.isEmpty() && named.isEmpty()) {
      throw new InputException("nothing varies: give 'vary' or 'variants'");
    }
    if (seeds.isEmpty()) {
      throw new InputException("seeds is empty: name at least one");
    }
    if (new HashSet<>(seeds).size() < seeds.size()) {
      throw new InputException("seeds lists one of them twice");
    }
    Set<String> names = new HashSet<>();
    for (Variant variant : all(axes, named)) {
      if (!names.add(variant.name())) {
        throw InputException.of("two variants are called '%s'", variant.name());
      }
    }
  }

  /** All variants, the grid's first: the first one of all is what others are compared with. */
  public List<Variant> variants() {
    return all(axes, named);
  }

  private static List<Variant> all(List<Axis> axes, List<Variant> named) {
    List<Variant> all = new ArrayList<>(Axis.grid(axes));
    all.addAll(named);
    return all;
  }

  /** Every variant with every seed, seed by seed: what a stopped ablation has is balanced. */
  public List<Trial> trials() {
    List<Trial> trials = new ArrayList<>();
    for (long seed : seeds) {
      for (Variant variant : variants()) {
        trials.add(new Trial(variant, seed));
      }
    }
    return trials;
  }
}
