package io.lorweb.cli;

import io.lorweb.LoadOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that let a demonstration be said in words. */
final class ExplainOptions {

  @Option(
      order = Sections.EDIT,
      names = "--explain",
      paramLabel = "N[,..]",
      converter = Values.Integers.class,
      description =
          "Look for up to N of the model's instructions that make a' of a, one after the other, and"
              + " where they do, follow them instead of mixing (default: 0).")
  Values<Integer> explain;

  @Mixin InstructionsOption from;

  /** Refuses a list from which nothing is chosen. */
  void check() {
    from.check(explain != null);
  }

  /** Files that are read. */
  Optional<Path> file() {
    return from.given();
  }

  LoadOptions load(LoadOptions load) {
    return from.load(load);
  }

  /** Options that may have several values. */
  List<Axis> axes() {
    return Axis.given(Axis.of("--explain", explain, (s, most) -> s.mixing(m -> m.explain(most))));
  }
}
