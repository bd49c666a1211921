package io.lorweb.model;

import io.lorweb.error.InputException;
import io.lorweb.parts.Part;
import io.lorweb.parts.PartFile;
import io.lorweb.parts.PartNames;
import io.lorweb.vision.VisionConfig;
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
 * @param scan what there was to choose from
 */
record FoundParts(PartFiles files, TreeScan scan) {

  private static final List<String> FOLDERS =
      List.of("diffusion_models", "unet", "text_encoders", "clip", "checkpoints");

  /** Where image encoders lie: elsewhere, a whole CLIP is there for its text. */
  private static final String ENCODERS = "clip_vision";

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
    return new FoundParts(files, new TreeScan(choices, List.of(), List.of()));
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
    List<TreeScan.Encoder> encoders = new ArrayList<>();
    List<String> passedOver = new ArrayList<>();
    for (Path file : files(folder).stream().sorted(ORDER).toList()) {
      try {
        for (Part part : parts(folder, file)) {
          try (PartFile<?> opened = opening.apply(part, file)) {
            if (opened.config() instanceof VisionConfig vision) {
              encoders.add(new TreeScan.Encoder(file, vision));
            } else {
              candidates.computeIfAbsent(part, p -> new ArrayList<>()).add(file);
            }
          }
        }
      } catch (InputException e) {
        passedOver.add("passed over: " + e.getMessage());
      }
    }
    PartFiles files = PartFiles.NONE;
    List<String> chosen = new ArrayList<>();
    for (Map.Entry<Part, List<Path>> found : candidates.entrySet()) {
      Path first = found.getValue().get(0);
      files = files.with(found.getKey(), first);
      chosen.add(line(found.getKey().id(), first, found.getValue().size()));
    }
    return new FoundParts(files, new TreeScan(chosen, passedOver, encoders));
  }

  private static List<Part> parts(Path folder, Path file) {
    return folder.relativize(file).startsWith(ENCODERS)
        ? PartNames.in(file).stream().filter(part -> part == Part.VISION).toList()
        : ofModel(file);
  }

  /** What was chosen, out of how many. */
  static String line(String part, Path file, int found) {
    return part + ": " + file + (found == 1 ? "" : ", one of " + found + " that were found");
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
