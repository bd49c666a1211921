package io.lorweb.cli;

import io.lorweb.LoadOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Options that say where the adapter and what it needs lie. */
final class AdapterFiles {

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
      paramLabel = "DIR|FILE",
      description =
          "The query's image encoder: a folder, a hub id, or a single file of CLIP"
              + " (default: the model's own, else what the adapter names).")
  String encoder;

  /** Files that are read. */
  List<Path> files() {
    return Stream.of(adapter, config).filter(Objects::nonNull).toList();
  }

  LoadOptions load(LoadOptions load) {
    load = adapter == null ? load : load.parts(p -> p.adapter(adapter));
    load = config == null ? load : load.parts(p -> p.config(config));
    return encoder == null ? load : load.parts(p -> p.encoder(encoder));
  }
}
