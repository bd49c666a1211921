package io.lorweb.cli;

import io.lorweb.LoadOptions;
import io.lorweb.model.PartFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Options that name single parts of a model. */
final class PartOptions {

  @Option(
      order = Sections.MODEL,
      names = "--transformer",
      paramLabel = "FILE",
      description = "The transformer, of any layout: safetensors, fp8, GGUF, bitsandbytes.")
  Path transformer;

  @Option(
      order = Sections.MODEL,
      names = "--t5",
      paramLabel = "FILE",
      description = "The T5 encoder; as GGUF it brings its tokenizer.")
  Path t5;

  @Option(
      order = Sections.MODEL,
      names = "--clip-text",
      paramLabel = "FILE",
      description = "The CLIP text encoder.")
  Path clipText;

  @Option(order = Sections.MODEL, names = "--vae", paramLabel = "FILE", description = "The VAE.")
  Path vae;

  @Option(
      order = Sections.MODEL,
      names = "--tokenizer",
      paramLabel = "DIR",
      description = "A folder with the text encoders' tokenizers, or with T5's tokenizer.json.")
  Path tokenizer;

  LoadOptions load(LoadOptions options) {
    return options.parts(
        p -> {
          if (transformer != null) {
            p.transformer(transformer);
          }
          if (t5 != null) {
            p.t5(t5);
          }
          if (clipText != null) {
            p.clipText(clipText);
          }
          if (vae != null) {
            p.vae(vae);
          }
          if (tokenizer != null) {
            p.tokenizer(tokenizer);
          }
        });
  }

  /** Those that are named, for what takes no load options. */
  PartFiles named() {
    return new PartFiles(
        Optional.ofNullable(transformer),
        Optional.ofNullable(t5),
        Optional.ofNullable(clipText),
        Optional.ofNullable(vae),
        Optional.ofNullable(tokenizer));
  }

  /** Files that are read. */
  List<Path> files() {
    return Stream.of(transformer, t5, clipText, vae).filter(Objects::nonNull).toList();
  }
}
