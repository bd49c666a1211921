package io.lorweb.model;

import io.lorweb.error.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A model in the diffusers folder layout (docs/spec/FLUX_KONTEXT.md section 2), found on this
 * machine.
 *
 * @param path the folder
 * @param defaults from its lorweb.json, or FLUX.1-Kontext-dev's
 */
public record ModelFolder(Path path, ModelDefaults defaults) {

  /** The name of the model that ships with the program. */
  public static final String EMBEDDED = "tiny-kontext";

  public static ModelFolder of(Path path) {
    if (!Files.isDirectory(path)) {
      throw InputException.of("model folder %s does not exist", path);
    }
    for (String part : new String[] {"transformer", "vae"}) {
      if (!Files.exists(path.resolve(part).resolve("config.json"))) {
        throw InputException.of(
            "%s is not a FLUX.1-Kontext folder: it lacks %s/config.json", path, part);
      }
    }
    return new ModelFolder(path, ModelDefaults.of(path));
  }

  /**
   * Finds a model: a folder, else a hub id such as {@code black-forest-labs/FLUX.1-Kontext-dev} in
   * the local hub cache, else the embedded model by its name. Nothing is downloaded.
   */
  public static ModelFolder find(String nameOrPath) {
    Path local = Path.of(nameOrPath);
    if (Files.exists(local)) {
      return of(local);
    }
    if (nameOrPath.equals(EMBEDDED)) {
      return of(EmbeddedModel.folder(EMBEDDED));
    }
    Optional<Path> cached = HubCache.find(nameOrPath);
    if (cached.isPresent()) {
      return of(cached.get());
    }
    throw InputException.of(
        "model '%s' is neither a folder nor in the hub cache (%s) nor '%s', the embedded one",
        nameOrPath, HubCache.root(), EMBEDDED);
  }

  /** The folder of one part, such as {@code text_encoder_2}. */
  public Path part(String name) {
    Path part = path.resolve(name);
    if (!Files.isDirectory(part)) {
      throw InputException.of("%s lacks the folder %s", path, name);
    }
    return part;
  }

  /** The adapter that the folder itself brings along. */
  public Optional<Path> adapter() {
    return defaults.adapter().map(path::resolve);
  }

  /**
   * The query encoder's folder: {@code wanted} as a folder or hub id if given, else the folder's
   * own image_encoder, else what the adapter names, in the hub cache.
   */
  public Path imageEncoder(Optional<String> wanted, String named) {
    if (wanted.isPresent()) {
      return findEncoder(wanted.get(), "setting 'encoder'");
    }
    Path own = path.resolve(defaults.imageEncoder().orElse("image_encoder"));
    if (Files.isDirectory(own)) {
      return own;
    }
    return findEncoder(named, "the adapter's image encoder");
  }

  private static Path findEncoder(String nameOrPath, String what) {
    Path local = Path.of(nameOrPath);
    if (Files.isDirectory(local)) {
      return local;
    }
    return HubCache.find(nameOrPath)
        .orElseThrow(
            () ->
                InputException.of(
                    "%s '%s' is neither a folder nor in the hub cache (%s): give its folder with"
                        + " setting 'encoder'",
                    what, nameOrPath, HubCache.root()));
  }
}
