package io.lorweb.model;

import io.lorweb.config.JsonFile;
import io.lorweb.flux.FluxConfig;
import io.lorweb.tensor.Engine;
import io.lorweb.tensor.ThreadCount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** Threads of the engine by the model: the transformer's width stands for all of its parts. */
public final class Threading {

  private Threading() {}

  /** Gives the engine as many threads as suit a model, unless somebody has said a number. */
  public static void suit(ModelFolder folder) {
    width(folder).ifPresent(Engine::suit);
  }

  /** How many those are; empty when the folder has no transformer. */
  public static Optional<ThreadCount> suited(ModelFolder folder) {
    OptionalInt width = width(folder);
    return width.isPresent() ? Optional.of(Engine.suited(width.getAsInt())) : Optional.empty();
  }

  private static OptionalInt width(ModelFolder folder) {
    Path config = folder.path().resolve("transformer").resolve("config.json");
    return Files.isRegularFile(config)
        ? OptionalInt.of(FluxConfig.read(JsonFile.read(config)).hidden())
        : OptionalInt.empty();
  }
}
