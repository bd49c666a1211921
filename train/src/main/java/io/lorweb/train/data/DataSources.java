package io.lorweb.train.data;

import io.lorweb.error.InputException;
import io.lorweb.train.recipe.DataSource.Source;
import java.nio.file.Files;
import java.nio.file.Path;

/** What kind of data a path given on the command line holds. */
final class DataSources {

  private DataSources() {}

  /**
   * Prepared folders, a manifest or pairs.
   *
   * @throws InputException when it is none of these, or Relation252K as it was downloaded
   */
  static Source detect(Path path) {
    Path target = path.resolve("target");
    Path control = path.resolve("control");
    if (Files.isDirectory(target) && Files.isDirectory(control)) {
      boolean metadata = Files.exists(path.resolve(StripFolder.METADATA));
      return new Source.Strips(target, control, "txt", metadata);
    }
    if (!Files.exists(path)) {
      throw InputException.of(
          "%s does not exist; give a prepared folder, a manifest (.jsonl) or a folder of pairs",
          path);
    }
    if (RelationFolder.is(path)) {
      throw InputException.of(
          "%s holds Relation252K as it was downloaded; run lorweb data prepare on it first", path);
    }
    return Manifest.all(path);
  }
}
