package io.lorweb.model;

import io.lorweb.error.InputException;
import io.lorweb.parts.Part;
import io.lorweb.parts.PartFile;
import io.lorweb.parts.PartNames;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * The parts of a model in single files: of one file, or of a tree such as ComfyUI's {@code models}.
 *
 * @param files what was chosen
 * @param choices one line for each part: what was chosen out of how many
 */
record FoundParts(PartFiles files, List<String> choices) {

  private static final List<String> FOLDERS =
      List.of("diffusion_models", "unet", "text_encoders", "clip", "checkpoints");
  private static final List<String> ENDINGS = List.of(".safetensors", ".sft", ".gguf");
  private static final int DEPTH = 4;

  /** Whether a folder is such a tree. */
  static boolean isTree(Path folder) {
    return FOLDERS.stream().anyMatch(name -> Files.isDirectory(folder.resolve(name)));
  }

  /** The parts in one file. */
  static FoundParts of(Path file) {
    PartFiles files = PartFiles.NONE;
    List<String> choices = new ArrayList<>();
    for (Part part : ofModel(file)) {
      files = files.with(part, file);
      choices.add(part.id() + ": " + file);
    }
    if (files.transformer().isEmpty()) {
      PartFile.open(file, Part.TRANSFORMER).close(); // says what the file is instead
    }
    return new FoundParts(files, choices);
  }

  private static List<Part> ofModel(Path file) {
    return PartNames.in(file).stream().filter(Part.OF_MODEL::contains).toList();
  }

  /**
   * The parts in a tree; names that say "kontext" come first, then large files.
   *
   * @param opening opens a file as a part, or refuses it
   */
  static FoundParts inTree(Path folder, BiFunction<Part, Path, PartFile<?>> opening) {
    Map<Part, List<Path>> candidates = new EnumMap<>(Part.class);
    List<String> choices = new ArrayList<>();
    for (Path file : files(folder)) {
      try {
        for (Part part : ofModel(file)) {
          opening.apply(part, file).close();
          candidates.computeIfAbsent(part, p -> new ArrayList<>()).add(file);
        }
      } catch (InputException e) {
        choices.add("passed over: " + e.getMessage());
      }
    }
    PartFiles chosen = PartFiles.NONE;
    for (Map.Entry<Part, List<Path>> found : candidates.entrySet()) {
      List<Path> files = found.getValue();
      files.sort(ORDER);
      chosen = chosen.with(found.getKey(), files.get(0));
      choices.add(
          found.getKey().id()
              + ": "
              + files.get(0)
              + (files.size() == 1 ? "" : ", one of " + files.size() + " that were found"));
    }
    return new FoundParts(chosen, choices);
  }

  private static final Comparator<Path> ORDER =
      Comparator.comparing((Path file) -> !says(file))
          .thenComparing(file -> -size(file))
          .thenComparing(Path::toString);

  private static boolean says(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT).contains("kontext");
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }

  static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
      return all.filter(Files::isRegularFile)
          .filter(
              file -> {
                String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
                return ENDINGS.stream().anyMatch(name::endsWith);
              })
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new InputException("cannot read folder " + folder + ": " + e.getMessage(), e);
    }
  }
}
