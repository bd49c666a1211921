package io.lorweb.tiny.stages;

import io.lorweb.files.AtomicFile;
import io.lorweb.files.AtomicFolder;
import io.lorweb.model.ModelFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A family in the making: {@code model/}, a whole model folder whose parts are replaced as stages
 * finish; {@code runs/STAGE}, the stages' training runs; {@code recipes/}, their configurations.
 *
 * @param path the folder
 */
public record FamilyFolder(Path path) {

  /** Gives a new folder a copy of {@code like}: its architecture, tokenizers and weights. */
  public void begin(String like) {
    if (!Files.exists(model())) {
      copy(ModelFolder.find(like).path(), model());
    }
    ModelFolder.of(model());
  }

  /** The model as it is so far. */
  public Path model() {
    return path.resolve("model");
  }

  /** The run of a stage. */
  public Path run(FamilyStage stage) {
    return path.resolve("runs").resolve(stage.id());
  }

  /** The configuration of a stage, written on first use; an edited one stays. */
  public Path recipe(FamilyStage stage) {
    Path file = path.resolve("recipes").resolve(stage.recipe());
    if (!Files.exists(file)) {
      AtomicFile.write(file, ByteBuffer.wrap(shipped(stage)));
    }
    return file;
  }

  private static byte[] shipped(FamilyStage stage) {
    try (InputStream in = FamilyFolder.class.getResourceAsStream(stage.recipe())) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the recipe of " + stage.id() + " cannot be read", e);
    }
  }

  /** What ties a stage's configuration to this folder, as changes of keys ({@code --set}). */
  public List<String> settings(FamilyStage stage, LearningData data) {
    return List.of("model=" + model(), "out=" + run(stage), data.of(recipe(stage)));
  }

  private static void copy(Path from, Path to) {
    AtomicFolder.make(
        to,
        folder -> {
          try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
              Path target = folder.resolve(from.relativize(file).toString());
              Files.createDirectories(target.getParent());
              Files.write(target, Files.readAllBytes(file));
            }
          }
        });
  }
}
