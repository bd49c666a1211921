package io.lorweb.model;

import io.lorweb.error.InputException;
import io.lorweb.text.ClipTokenizer;
import io.lorweb.text.T5Tokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the tokenizers come from: what is named, the model's folder, then what files bring. */
final class Tokenizers {

  /** Tokens of CLIP-L, whose vocabulary comes with the program. */
  private static final int CLIP_L = 49_408;

  private Tokenizers() {}

  /**
   * CLIP's tokenizer.
   *
   * @param vocabulary of the encoder
   */
  static ClipTokenizer clip(ModelFolder folder, int vocabulary) {
    Optional<Path> found =
        Stream.concat(
                folder.files().tokenizer().stream()
                    .flatMap(named -> Stream.of(named, named.resolve("tokenizer"))),
                Stream.of(folder.path().resolve("tokenizer")))
            .filter(place -> Files.exists(place.resolve("vocab.json")))
            .findFirst();
    if (found.isPresent()) {
      return ClipTokenizer.load(found.get());
    }
    if (vocabulary != CLIP_L) {
      throw InputException.of(
          "the tokenizer of a CLIP text encoder with %d tokens is not known: give a folder with its"
              + " vocab.json and merges.txt with setting 'tokenizer'",
          vocabulary);
    }
    return ClipTokenizer.standard();
  }

  /**
   * T5's tokenizer.
   *
   * @param brought by the encoder's file, as in a tokenizer.json
   */
  static T5Tokenizer t5(ModelFolder folder, Optional<String> brought) {
    Optional<Path> named =
        folder.files().tokenizer().stream()
            .flatMap(
                place ->
                    Files.exists(place.resolve("vocab.json")) // then its tokenizer.json is CLIP's
                        ? Stream.of(place.resolve("tokenizer_2"))
                        : Stream.of(place.resolve("tokenizer_2"), place))
            .filter(place -> Files.exists(place.resolve("tokenizer.json")))
            .findFirst();
    if (named.isPresent()) {
      return T5Tokenizer.load(named.get());
    }
    if (brought.isPresent() && folder.files().t5().isPresent()) {
      return T5Tokenizer.parse(folder.files().t5().get(), brought.get());
    }
    if (Files.isDirectory(folder.path().resolve("tokenizer_2"))) {
      return T5Tokenizer.load(folder.path().resolve("tokenizer_2"));
    }
    throw InputException.of(
        "no tokenizer of T5 was found: its safetensors files bring none. Give a folder with"
            + " tokenizer.json (tokenizer_2 of a diffusers folder) with setting 'tokenizer', or take"
            + " T5 as GGUF, which brings one");
  }
}
