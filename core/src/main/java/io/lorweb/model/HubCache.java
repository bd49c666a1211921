package io.lorweb.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The standard cache of the Hugging Face hub on this machine, read only: {@code
 * models--owner--name/snapshots/revision}, the revision named by {@code refs/main}.
 */
public final class HubCache {

  private HubCache() {}

  /** HF_HUB_CACHE, else HF_HOME/hub, else XDG_CACHE_HOME/huggingface/hub, else under ~/.cache. */
  public static Path root() {
    String cache = System.getenv("HF_HUB_CACHE");
    if (cache != null) {
      return Path.of(cache);
    }
    String home = System.getenv("HF_HOME");
    if (home != null) {
      return Path.of(home, "hub");
    }
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path caches = xdg != null ? Path.of(xdg) : Path.of(System.getProperty("user.home"), ".cache");
    return caches.resolve("huggingface").resolve("hub");
  }

  /** The snapshot of {@code owner/name}, if it has been downloaded. */
  public static Optional<Path> find(String id) {
    return find(root(), id);
  }

  static Optional<Path> find(Path root, String id) {
    if (!id.matches("[\\w.-]+/[\\w.-]+")) {
      return Optional.empty();
    }
    Path repository = root.resolve("models--" + id.replace("/", "--"));
    Path snapshots = repository.resolve("snapshots");
    Path ref = repository.resolve("refs").resolve("main");
    try {
      if (Files.isRegularFile(ref)) {
        Path main = snapshots.resolve(Files.readString(ref).strip());
        if (Files.isDirectory(main)) {
          return Optional.of(main);
        }
      }
      if (Files.isDirectory(snapshots)) {
        try (Stream<Path> all = Files.list(snapshots)) {
          return all.filter(Files::isDirectory).sorted().findFirst();
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  /** Ids of all models in the cache. */
  public static List<String> ids() {
    return ids(root());
  }

  static List<String> ids(Path root) {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(root)) {
      List<String> ids = new ArrayList<>();
      entries
          .map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith("models--"))
          .forEach(name -> ids.add(name.substring("models--".length()).replace("--", "/")));
      Collections.sort(ids);
      return ids;
    } catch (IOException e) {
      return List.of();
    }
  }
}
