package io.lorweb.cli;

import io.lorweb.LoadOptions;
import io.lorweb.Settings;
import io.lorweb.analogy.Layout;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options that say which adapter routes, and what becomes of its mixing coefficients. */
final class AdapterOptions {

  @Option(
      names = {"-w", "--adapter"},
      paramLabel = "FILE",
      description = "LoRWeB checkpoint (default: the model folder's own).")
  Path adapter;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "YAML",
      description = "The reference's training configuration of the adapter.")
  Path config;

  @Option(names = "--encoder", paramLabel = "DIR", description = "The query's image encoder.")
  String encoder;

  @Option(
      names = "--layout",
      paramLabel = "LAYOUT",
      description =
          "grid, separate or query (default: the adapter's, else the model's, else grid).")
  Layout layout;

  @Option(
      names = "--strength",
      paramLabel = "FACTOR",
      description = "Factor on the mixing coefficients (default: ${DEFAULT-VALUE}).")
  double strength = 1;

  @Option(
      names = "--fit",
      paramLabel = "STEPS",
      description =
          "Fit the mixing coefficients to the demonstration in N steps (default: the model's,"
              + " else 0).")
  Integer fit;

  LoadOptions load(LoadOptions load) {
    load = adapter == null ? load : load.parts(p -> p.adapter(adapter));
    load = config == null ? load : load.parts(p -> p.config(config));
    return encoder == null ? load : load.parts(p -> p.encoder(encoder));
  }

  Settings settings(Settings settings) {
    settings = settings.mixing(m -> m.strength(strength));
    settings = layout == null ? settings : settings.canvas(c -> c.layout(layout));
    return fit == null ? settings : settings.mixing(m -> m.fit(fit));
  }
}
