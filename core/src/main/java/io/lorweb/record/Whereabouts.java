package io.lorweb.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.lorweb.model.ModelFolder;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Files and folders as a picture names them: relative to the working folder. Of an absolute path
 * that leads elsewhere only the last name is kept: pictures are passed on, and nobody wants to tell
 * how their folders are called.
 */
final class Whereabouts {

  private static final List<String> FILES =
      List.of(
          "model",
          "transformer",
          "t5",
          "clip_text",
          "vae",
          "tokenizer",
          "adapter",
          "config",
          "encoder");
  private static final String LORAS = "lora_files";

  private Whereabouts() {}

  /** What a picture says of the file at {@code path}. */
  static String of(String path) {
    try {
      Path file = Path.of(path);
      if (!file.isAbsolute() || file.getFileName() == null) {
        return path;
      }
      Path here = Path.of("").toAbsolutePath();
      Path normal = file.normalize();
      return (normal.startsWith(here) ? here.relativize(normal) : file.getFileName()).toString();
    } catch (InvalidPathException e) {
      return path; // such as a hub id on Windows
    }
  }

  /** {@link #of(String)} for all files of load options as {@link RunJson#load} writes them. */
  static ObjectNode of(ObjectNode load) {
    return each(load, Whereabouts::of);
  }

  /**
   * Where a file is now: where it was, else at the same place as seen from the picture, else beside
   * it.
   *
   * @return {@code recorded} itself where it is nowhere
   */
  static String find(String recorded, Path picture) {
    if (recorded.equals(ModelFolder.EMBEDDED)) {
      return recorded;
    }
    try {
      return candidates(recorded, picture).stream()
          .filter(Files::exists)
          .findFirst()
          .map(Path::toString)
          .orElse(recorded);
    } catch (InvalidPathException e) {
      return recorded;
    }
  }

  /** {@link #find(String, Path)} for all files of load options. */
  static ObjectNode find(ObjectNode load, Path picture) {
    return each(load, name -> find(name, picture));
  }

  /** The places where a file may be, the likeliest first. */
  static List<Path> candidates(String recorded, Path picture) {
    Path file = Path.of(recorded);
    Path beside = picture.toAbsolutePath().getParent();
    return file.getFileName() == null
        ? List.of(file)
        : List.of(file, beside.resolve(file), beside.resolve(file.getFileName()));
  }

  private static ObjectNode each(ObjectNode load, UnaryOperator<String> change) {
    for (String key : FILES) {
      if (load.path(key).isTextual()) {
        load.put(key, change.apply(load.get(key).asText()));
      }
    }
    JsonNode loras = load.path(LORAS);
    if (loras instanceof ArrayNode files) {
      for (int i = 0; i < files.size(); i++) {
        files.set(i, TextNode.valueOf(change.apply(files.get(i).asText())));
      }
    }
    return load;
  }
}
