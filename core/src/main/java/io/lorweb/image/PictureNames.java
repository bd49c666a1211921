package io.lorweb.image;

import io.lorweb.error.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Which files of a folder are pictures, by their endings; always in sorted order. */
public final class PictureNames {

  /** The reference's. */
  private static final List<String> ENDINGS = List.of("jpg", "jpeg", "png", "webp");

  /** What {@link PictureReader} reads beside them. */
  private static final List<String> MORE = List.of("jfif", "jpe", "bmp", "gif");

  /** What cameras and other programs write and {@link PictureReader} does not read. */
  private static final List<String> UNREAD =
      List.of("tif", "tiff", "heic", "heif", "avif", "jxl", "jp2", "ico", "svg", "psd", "dng");

  private PictureNames() {}

  /** All pictures below {@code folder}, but for folders called {@code _controls}. */
  public static List<Path> below(Path folder) {
    try (Stream<Path> files = Files.walk(requireFolder(folder))) {
      return files
          .filter(file -> isPicture(file) && !inControls(folder.relativize(file)))
          .sorted()
          .toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      throw unreadable(folder, e);
    }
  }

  /** The pictures of {@code folder} itself. */
  public static List<Path> in(Path folder) {
    return children(folder).stream().filter(PictureNames::isPicture).toList();
  }

  /**
   * The pictures of {@code folder} itself with any ending that is read, not only the reference's.
   */
  public static List<Path> readable(Path folder) {
    return children(folder).stream()
        .filter(file -> isPicture(file) || ends(file, MORE))
        .filter(PictureNames::shown)
        .toList();
  }

  /** The pictures of {@code folder} itself of kinds that are not read. */
  public static List<Path> unread(Path folder) {
    return children(folder).stream()
        .filter(file -> ends(file, UNREAD))
        .filter(PictureNames::shown)
        .toList();
  }

  /** Not one of the files in which a system keeps what belongs to another. */
  private static boolean shown(Path file) {
    return !file.getFileName().toString().startsWith("._");
  }

  /** The folders in {@code folder}. */
  public static List<Path> folders(Path folder) {
    return children(folder).stream().filter(Files::isDirectory).toList();
  }

  private static List<Path> children(Path folder) {
    try (Stream<Path> files = Files.list(requireFolder(folder))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  /** The picture called {@code stem} in {@code folder}, whatever its ending. */
  public static Optional<Path> find(Path folder, String stem) {
    for (String ending : ENDINGS) {
      for (String spelling : List.of(ending, ending.toUpperCase(Locale.ROOT))) {
        Path file = folder.resolve(stem + "." + spelling);
        if (Files.isRegularFile(file)) {
          return Optional.of(file);
        }
      }
    }
    return Optional.empty();
  }

  /** Whether {@code file} is there and ends as a picture does. */
  public static boolean isPicture(Path file) {
    return ends(file, ENDINGS);
  }

  private static boolean ends(Path file, List<String> endings) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0
        && endings.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT))
        && Files.isRegularFile(file);
  }

  /** The name without its ending. */
  public static String stem(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private static boolean inControls(Path relative) {
    for (Path part : relative) {
      if (part.toString().equals("_controls")) {
        return true;
      }
    }
    return false;
  }

  private static Path requireFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw InputException.of("%s is not a folder; give a folder of pictures", folder);
    }
    return folder;
  }

  private static InputException unreadable(Path folder, Exception e) {
    return new InputException("the folder " + folder + " cannot be read: " + e.getMessage(), e);
  }
}
