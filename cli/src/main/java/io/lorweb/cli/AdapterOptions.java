package io.lorweb.cli;

import io.lorweb.LoadOptions;
import io.lorweb.analogy.Layout;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Options that say which adapter routes, and what becomes of its mixing coefficients. */
final class AdapterOptions {

  @Option(
      order = Sections.MODEL,
      names = {"-w", "--adapter"},
      paramLabel = "FILE",
      description = "LoRWeB checkpoint (default: the model folder's own).")
  Path adapter;

  @Option(
      order = Sections.MODEL,
      names = {"-c", "--config"},
      paramLabel = "YAML",
      description = "The reference's training configuration of the adapter.")
  Path config;

  @Option(
      order = Sections.MODEL,
      names = "--encoder",
      paramLabel = "DIR",
      description = "The query's image encoder.")
  String encoder;

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
    return Stream.of(adapter, config).filter(Objects::nonNull).toList();
  }

  LoadOptions load(LoadOptions load) {
    load = adapter == null ? load : load.parts(p -> p.adapter(adapter));
    load = config == null ? load : load.parts(p -> p.config(config));
    return encoder == null ? load : load.parts(p -> p.encoder(encoder));
  }

  /** Options that may have several values. */
  List<Axis> axes() {
    return Axis.given(
        Axis.of("--layout", layout, (s, chosen) -> s.canvas(c -> c.layout(chosen))),
        Axis.of("--strength", strength, (s, factor) -> s.mixing(m -> m.strength(factor))),
        Axis.of("--fit", fit, (s, steps) -> s.mixing(m -> m.fit(steps))));
  }
}
