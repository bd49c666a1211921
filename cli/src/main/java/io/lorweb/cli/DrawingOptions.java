package io.lorweb.cli;

import io.lorweb.files.Cache;
import io.lorweb.tiny.drawings.Packages;
import io.lorweb.tiny.drawings.PoolMaker;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options that say where the drawings come from. */
final class DrawingOptions {

  @Option(
      names = "--packages",
      paramLabel = "DIR",
      description = "Folder with the .tgz files of the drawings; nothing is downloaded.")
  Path packages;

  /**
   * The drawings, painted when that has not been done for this size.
   *
   * @param size of a drawing's side in pixels
   * @param threads drawings painted at once
   */
  PoolMaker.Made make(int size, int threads, Console console) {
    Path cache = Cache.LORWEB.folder().resolve("drawings");
    Packages from =
        packages == null
            ? new Packages(cache.resolve("packages"), true)
            : new Packages(packages, false);
    try (WorkBar progress = console.progress("drawings")) {
      return new PoolMaker(from, cache, size, threads).make(progress);
    }
  }
}
