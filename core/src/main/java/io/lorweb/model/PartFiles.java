package io.lorweb.model;

import io.lorweb.parts.Part;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Files or folders of single parts.
 *
 * @param transformer of any layout
 * @param t5 the second text encoder
 * @param clipText the first text encoder
 * @param vae the autoencoder
 * @param tokenizer a folder with the tokenizers of the text encoders, or one of them
 */
public record PartFiles(
    Optional<Path> transformer,
    Optional<Path> t5,
    Optional<Path> clipText,
    Optional<Path> vae,
    Optional<Path> tokenizer) {

  /** No file at all. */
  public static final PartFiles NONE =
      new PartFiles(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public PartFiles {
    Objects.requireNonNull(transformer, "transformer");
    Objects.requireNonNull(t5, "t5");
    Objects.requireNonNull(clipText, "clipText");
    Objects.requireNonNull(vae, "vae");
    Objects.requireNonNull(tokenizer, "tokenizer");
  }

  /** The file of {@code part}, if one is named. */
  public Optional<Path> of(Part part) {
    return switch (part) {
      case TRANSFORMER -> transformer;
      case T5 -> t5;
      case CLIP -> clipText;
      case VAE -> vae;
      case VISION -> Optional.empty(); // an adapter's, named beside it
    };
  }

  /** These with {@code others} where none is named. */
  PartFiles or(PartFiles others) {
    return new PartFiles(
        transformer.or(others::transformer),
        t5.or(others::t5),
        clipText.or(others::clipText),
        vae.or(others::vae),
        tokenizer.or(others::tokenizer));
  }

  /** These with {@code file} as {@code part}. */
  PartFiles with(Part part, Path file) {
    Optional<Path> own = Optional.of(file);
    return new PartFiles(
        part == Part.TRANSFORMER ? own : transformer,
        part == Part.T5 ? own : t5,
        part == Part.CLIP ? own : clipText,
        part == Part.VAE ? own : vae,
        tokenizer);
  }
}
