package io.lorweb.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The folders that are filled behind the user's back, and the setting that moves each. */
public enum Cache {
  /** Embedded models, encoded training pictures, fetched drawings. */
  LORWEB("LORWEB_CACHE"),
  /** The tensor engine's native libraries. */
  ENGINE("the Java property org.bytedeco.javacpp.cachedir"),
  /** The tokenizer library's native library. */
  TOKENIZERS("LORWEB_CACHE, or ENGINE_CACHE_DIR for this cache alone");

  private static final String OWN = "LORWEB_CACHE";
  private static final String JAVACPP = "org.bytedeco.javacpp.cachedir";

  /** The tokenizer library's own settings, as variables or Java properties, the first one first. */
  private static final String DJL = "ENGINE_CACHE_DIR";

  private static final String DJL_ALL = "DJL_CACHE_DIR";

  private final String setting;

  Cache(String setting) {
    this.setting = setting;
  }

  /** What names another folder, as the end of a sentence. */
  public String setting() {
    return setting;
  }

  /** Where it lies. */
  public Path folder() {
    return switch (this) {
      case LORWEB -> own();
      case ENGINE ->
          property(JAVACPP).map(Path::of).orElseGet(() -> home().resolve(".javacpp/cache"));
      case TOKENIZERS -> tokenizers().resolve("tokenizers");
    };
  }

  /** LORWEB_CACHE, else XDG_CACHE_HOME/lorweb, else ~/.cache/lorweb. */
  private static Path own() {
    return variable(OWN)
        .map(Path::of)
        .orElseGet(
            () ->
                variable("XDG_CACHE_HOME")
                    .map(Path::of)
                    .orElseGet(() -> home().resolve(".cache"))
                    .resolve("lorweb"));
  }

  /** The library has a folder for everything of its makers, with one for tokenizers below. */
  private static Path tokenizers() {
    return Stream.of(DJL, DJL_ALL)
        .flatMap(name -> Stream.concat(variable(name).stream(), property(name).stream()))
        .findFirst()
        .map(Path::of)
        .orElseGet(() -> variable(OWN).isPresent() ? own() : home().resolve(".djl.ai"));
  }

  /** Tells the tokenizer library where its cache lies: it does not know LORWEB_CACHE. */
  public static void tellTokenizers() {
    if (Stream.of(DJL, DJL_ALL).allMatch(name -> variable(name).or(() -> property(name)).isEmpty())
        && variable(OWN).isPresent()) {
      System.setProperty(DJL, own().toString());
    }
  }

  /** The folder itself, or the nearest one above it that exists. */
  public Path nearest() {
    Path nearest = folder().toAbsolutePath();
    while (nearest.getParent() != null && !Files.exists(nearest)) {
      nearest = nearest.getParent();
    }
    return nearest;
  }

  /** Whether it can be written, made first where it does not exist. */
  public boolean writable() {
    return Files.isDirectory(nearest()) && Files.isWritable(nearest());
  }

  private static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(text -> !text.isEmpty());
  }

  private static Optional<String> property(String name) {
    return Optional.ofNullable(System.getProperty(name)).filter(text -> !text.isEmpty());
  }

  private static Path home() {
    return Path.of(System.getProperty("user.home"));
  }
}
