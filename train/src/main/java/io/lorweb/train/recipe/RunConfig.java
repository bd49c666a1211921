package io.lorweb.train.recipe;

import io.lorweb.error.InputException;
import io.lorweb.files.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** The configurations that a run's folder keeps, so that the run can be repeated from them. */
public final class RunConfig {

  /** The resolved recipe in the short form. */
  public static final String RESOLVED = "config.yaml";

  /**
   * The file as it was given, without changes by {@code --set}; {@code lorweb apply -c} reads it.
   */
  public static final String GIVEN = "config.reference.yaml";

  private RunConfig() {}

  /**
   * Keeps a raw copy of a file in the reference's form in the recipe's folder.
   *
   * @param given the file that the recipe was read from
   */
  public static void keep(Path given, Recipe recipe) {
    try {
      byte[] bytes = Files.readAllBytes(given);
      if (RecipeFile.isReference(given)) {
        AtomicFile.write(
            recipe.out().resolve(GIVEN), channel -> channel.write(ByteBuffer.wrap(bytes)));
      }
    } catch (IOException e) {
      throw new InputException(given + " cannot be read: " + e.getMessage(), e);
    }
  }
}
