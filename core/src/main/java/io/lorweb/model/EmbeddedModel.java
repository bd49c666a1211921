package io.lorweb.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lorweb.error.InputException;
import io.lorweb.files.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Models that ship on the class path, found by name alone: {@code /io/lorweb/models/NAME/} with a
 * list of its files, sizes and a fingerprint in {@code files.json}. Weights are mapped from files,
 * so a model inside a jar is unpacked once into the user's cache.
 */
public final class EmbeddedModel {

  private static final String ROOT = "/io/lorweb/models/";

  private EmbeddedModel() {}

  /** Whether a model of this name is on the class path. */
  public static boolean exists(String name) {
    return EmbeddedModel.class.getResource(ROOT + name + "/files.json") != null;
  }

  /**
   * The model's folder, unpacked if need be.
   *
   * @throws InputException when it is not on the class path or the cache cannot be written
   */
  public static Path folder(String name) {
    URL list = EmbeddedModel.class.getResource(ROOT + name + "/files.json");
    if (list == null) {
      throw InputException.of(
          "the embedded model '%s' is not on the class path: add the artifact lorweb-tiny", name);
    }
    return onDisk(list).orElseGet(() -> unpacked(name, list));
  }

  private static Optional<Path> onDisk(URL list) {
    try {
      return list.getProtocol().equals("file")
          ? Optional.of(Path.of(list.toURI()).getParent())
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static Path unpacked(String name, URL list) {
    try (InputStream in = list.openStream()) {
      JsonNode json = new ObjectMapper().readTree(in);
      Path folder = cache().resolve(name + "-" + json.get("fingerprint").asText());
      for (JsonNode file : json.get("files")) {
        String path = file.get("path").asText();
        Path target = folder.resolve(path);
        if (!Files.exists(target) || Files.size(target) != file.get("bytes").asLong()) {
          unpack(name, path, target);
        }
      }
      return folder;
    } catch (IOException e) {
      throw new InputException(
          "the embedded model '" + name + "' cannot be unpacked: " + e.getMessage(), e);
    }
  }

  private static void unpack(String name, String path, Path target) {
    AtomicFile.write(
        target,
        channel -> {
          try (InputStream in = EmbeddedModel.class.getResourceAsStream(ROOT + name + "/" + path)) {
            in.transferTo(Channels.newOutputStream(channel));
          }
        });
  }

  /** LORWEB_CACHE, else XDG_CACHE_HOME/lorweb, else ~/.cache/lorweb. */
  public static Path cache() {
    String own = System.getenv("LORWEB_CACHE");
    if (own != null) {
      return Path.of(own);
    }
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path caches = xdg != null ? Path.of(xdg) : Path.of(System.getProperty("user.home"), ".cache");
    return caches.resolve("lorweb");
  }
}
