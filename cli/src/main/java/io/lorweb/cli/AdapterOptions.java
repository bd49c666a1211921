package io.lorweb.cli;

import io.lorweb.LoadOptions;
import io.lorweb.analogy.Layout;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say which adapter routes, and what becomes of its mixing coefficients. */
final class AdapterOptions {

  @Mixin AdapterFiles from;

  @Option(
      order = Sections.EDIT,
      names = "--layout",
      paramLabel = "LAYOUT[,..]",
      converter = Values.Layouts.class,
      completionCandidates = Candidates.Layouts.class,
      description =
          "grid, separate or query (default: the model's for a b unlike all of its training, else the adapter's, the model's, grid).")
  Values<Layout> layout;

  @Option(
      order = Sections.EDIT,
      names = "--strength",
      paramLabel = "FACTOR[,..]",
      converter = Values.Decimals.class,
      description = "Factor on the mixing coefficients (default: 1).")
  Values<Double> strength;

  @Option(
      order = Sections.EDIT,
      names = "--fit",
      paramLabel = "STEPS[,..]",
      converter = Values.Integers.class,
      description =
          "Fit the mixing coefficients to the demonstration in N steps (default: the model's,"
              + " else 0).")
  Values<Integer> fit;

  /** Files that are read. */
  List<Path> files() {
    return from.files();
  }

  LoadOptions load(LoadOptions load) {
    return from.load(load);
  }

  /** Options that may have several values. */
  List<Axis> axes() {
    return Axis.given(
        Axis.of("--layout", layout, (s, chosen) -> s.canvas(c -> c.layout(chosen))),
        Axis.of("--strength", strength, (s, factor) -> s.mixing(m -> m.strength(factor))),
        Axis.of("--fit", fit, (s, steps) -> s.mixing(m -> m.fit(steps))));
  }
}
