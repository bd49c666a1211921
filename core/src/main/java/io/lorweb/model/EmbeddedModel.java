package io.lorweb.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lorweb.error.InputException;
import io.lorweb.files.AtomicFile;
import io.lorweb.files.Cache;
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

  private static final String ROOT = "io/lorweb/models/";

  /** Finds models in other modules, too, which the class itself would not. */
  private static final ClassLoader LOADER = EmbeddedModel.class.getClassLoader();

  private EmbeddedModel() {}

  /** Whether a model of this name is on the class path. */
  public static boolean exists(String name) {
    return LOADER.getResource(ROOT + name + "/files.json") != null;
  }

  /**
   * The model's folder, unpacked if need be.
   *
   * @throws InputException when it is not on the class path or the cache cannot be written
   */
  public static Path folder(String name) {
    URL list = LOADER.getResource(ROOT + name + "/files.json");
    if (list == null) {
      throw InputException.of(
          "the embedded model '%s' is not on the class path: add the artifact lorweb-tiny-model",
          name);
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
      Path folder = Cache.LORWEB.folder().resolve(name + "-" + json.get("fingerprint").asText());
      for (JsonNode file : json.get("files")) {
        String path = file.get("path").asText();
        Path target = folder.resolve(path);
        if (!Files.exists(target) || Files.size(target) != file.get("bytes").asLong()) {
          unpack(name, path, target);
        }
      }
      return folder;
    } catch (IOException | InputException e) {
      throw new InputException(
          "the embedded model '"
              + name
              + "' cannot be unpacked: "
              + e.getMessage()
              + "; another folder is named by "
              + Cache.LORWEB.setting(),
          e);
    }
  }

  private static void unpack(String name, String path, Path target) {
    AtomicFile.write(
        target,
        channel -> {
          try (InputStream in = LOADER.getResourceAsStream(ROOT + name + "/" + path)) {
            in.transferTo(Channels.newOutputStream(channel));
          }
        });
  }
}
