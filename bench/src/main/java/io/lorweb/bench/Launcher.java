package io.lorweb.bench;

import io.lorweb.error.InputException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The program as a user starts it.
 *
 * @param root the project's folder
 */
record Launcher(Path root) {

  /** Finds the project that this class was built in. */
  static Launcher find() {
    try {
      Path here =
          Path.of(Launcher.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      for (Path folder = here; folder != null; folder = folder.getParent()) {
        if (Files.isRegularFile(folder.resolve("lorweb"))) {
          return new Launcher(folder);
        }
      }
      throw InputException.of("%s is in no folder with the launcher 'lorweb'", here);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** a, a' and b of an example. */
  List<Path> pictures() {
    Path folder = root.resolve("examples/analogies/sepia");
    return List.of(folder.resolve("a.png"), folder.resolve("a2.png"), folder.resolve("b.png"));
  }

  /** The optional PyTorch program that computes the same inside one process. */
  Path twin() {
    return root.resolve("bench/python/twin.py");
  }

  /** The optional PyTorch program that applies one analogy and ends. */
  Path coldTwin() {
    return root.resolve("bench/python/apply.py");
  }

  /** The embedded model's files, a folder in diffusers layout. */
  Path model() {
    return root.resolve("tiny-model/src/main/resources/io/lorweb/models/tiny-kontext");
  }

  /** The launcher, to be started anew. */
  Program program() {
    return new Program(List.of(root.resolve("lorweb").toString()));
  }
}
