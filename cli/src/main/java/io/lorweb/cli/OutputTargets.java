package io.lorweb.cli;

import io.lorweb.error.InputException;
import io.lorweb.image.PictureWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Files that results go to. They are checked before the work begins: a full-size model works for an
 * hour, and only then would it find that there is no place for the picture.
 */
final class OutputTargets {

  private static final List<String> OTHER_FORMATS =
      List.of(".webp", ".bmp", ".gif", ".tif", ".tiff", ".avif", ".heic");

  private OutputTargets() {}

  /** Whether {@code out} means one picture; else it means a folder. */
  static boolean isPicture(Path out) {
    return PictureWriter.writes(out);
  }

  /**
   * The file of each picture to be made.
   *
   * @param out as the user gave it
   * @param sources the pictures to be edited, whose names the results take in a folder; of two with
   *     one name the second is numbered
   */
  static List<Path> of(Path out, List<Path> sources) {
    if (isPicture(out)) {
      if (sources.size() > 1) {
        throw InputException.of(
            "-o %s is one picture but %d are to be made: give a folder", out, sources.size());
      }
      return List.of(out);
    }
    format("-o", out);
    noPipe(out);
    List<Path> targets = new ArrayList<>();
    for (Path source : sources) {
      String stem = stem(source);
      Path target = out.resolve(stem + ".png");
      for (int i = 2; targets.contains(target); i++) {
        target = out.resolve(stem + "-" + i + ".png");
      }
      targets.add(target);
    }
    return targets;
  }

  /**
   * Where results go if nobody says it: beside one another in the working folder, under names that
   * are free.
   */
  static Path free(List<Path> sources) {
    String name = sources.size() == 1 ? stem(sources.get(0)) + "-edited" : "edited";
    String ending = sources.size() == 1 ? ".png" : "";
    Path target = Path.of(name + ending);
    for (int i = 2; Files.exists(target); i++) {
      target = Path.of(name + "-" + i + ending);
    }
    return target;
  }

  /** {@code a.png} for picture {@code b} of several: {@code a-b.png}. */
  static Path each(Path file, String picture) {
    String name = file.getFileName().toString();
    String stem = stem(file);
    return file.resolveSibling(stem + "-" + picture + name.substring(stem.length()));
  }

  /** The name without folder and ending. */
  static String stem(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /** Refuses the endings of formats that are read but not written. */
  private static void format(String option, Path out) {
    if (OTHER_FORMATS.stream().anyMatch(lower(out)::endsWith)) {
      throw InputException.of(
          "%s %s: pictures are written as PNG or JPEG; give a name ending in .png or .jpg",
          option, out);
    }
  }

  /** Standard output has no room for a picture. */
  static void noPipe(Path file) {
    if (file.startsWith("-")) {
      throw InputException.of(
          "'-' is no file: pictures are not written to standard output; give a name ending in .png"
              + " or .jpg, or a folder");
    }
  }

  /** The files that one call writes: none of them twice, and none that it reads. */
  static final class Distinct {
    private final List<Path> inputs;
    private final Map<Path, String> options = new HashMap<>();

    Distinct(List<Path> inputs) {
      this.inputs = inputs;
    }

    /** A picture. */
    void picture(String option, Path file) {
      format(option, file);
      add(option, file);
    }

    /** Any file. */
    void add(String option, Path file) {
      check(file, inputs);
      String earlier = options.putIfAbsent(file.toAbsolutePath().normalize(), option);
      if (earlier != null) {
        throw InputException.of(
            "%s would be written twice (by %s): give each a name of its own",
            file, earlier.equals(option) ? option : earlier + " and " + option);
      }
    }
  }

  /** Refuses a file that cannot be written or would overwrite one of {@code inputs}. */
  static void check(Path file, List<Path> inputs) {
    noPipe(file);
    if (Files.isDirectory(file)) {
      throw InputException.of("cannot write %s: it is a folder", file);
    }
    Path folder = file.toAbsolutePath().getParent();
    while (folder.getParent() != null && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    if (!Files.isDirectory(folder)) {
      throw InputException.of("cannot write %s: %s is a file, not a folder", file, folder);
    }
    if (!Files.isWritable(folder)) {
      throw InputException.of("cannot write %s: no permission to write in %s", file, folder);
    }
    for (Path input : inputs) {
      if (same(file, input)) {
        throw InputException.of("%s would overwrite the input: give another name or folder", file);
      }
    }
  }

  private static boolean same(Path file, Path input) {
    try {
      return Files.exists(file) && Files.exists(input) && Files.isSameFile(file, input);
    } catch (IOException e) {
      return false;
    }
  }

  private static String lower(Path path) {
    return path.toString().toLowerCase(Locale.ROOT);
  }
}
