package io.lorweb.image;

import io.lorweb.error.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What was done about the colour profile of a picture file, for who gave it.
 *
 * @param converted whether it was applied; else it could not be used and was ignored
 * @param name of the file
 * @param what was done, in words that follow its name and a colon
 */
public record ProfileNote(boolean converted, String name, String what) {

  /** Profiles stand before the pixels, announced by a word of their format: PNG, JPEG, WebP. */
  private static final List<String> MARKS = List.of("iCCP", "ICC_PROFILE", "ICCP");

  /** Camera data come first and may be this long, in bytes. */
  private static final int BEGINNING = 1 << 18;

  /**
   * Empty where the stored numbers are sRGB, or nothing says that they are not.
   *
   * @throws io.lorweb.error.InputException when the file is missing or its parts are damaged
   */
  public static Optional<ProfileNote> of(Path file) {
    return of(PictureFile.bytes(file, PictureReader.MAX_FILE_BYTES), file.toString());
  }

  /**
   * The same of a file that is in memory.
   *
   * @param name what the file is called
   */
  public static Optional<ProfileNote> of(byte[] bytes, String name) {
    Colours colours = PictureReader.colours(bytes, name);
    if (colours instanceof Colours.Converted converted) {
      String what = "colours converted from " + converted.name() + " to " + Colours.SRGB;
      return Optional.of(new ProfileNote(true, name, what));
    }
    return colours instanceof Colours.Unusable unusable
        ? Optional.of(
            new ProfileNote(
                false, name, "its colour profile " + unusable.why() + " and is ignored"))
        : Optional.empty();
  }

  /**
   * Of a file that may have a profile which is applied; the beginnings of files tell most of them
   * apart, so that many can be asked.
   *
   * @throws io.lorweb.error.InputException when the file is missing or its parts are damaged
   */
  public static boolean converts(Path file) {
    String start = new String(beginning(file), StandardCharsets.ISO_8859_1);
    return MARKS.stream().anyMatch(start::contains)
        && of(file).filter(ProfileNote::converted).isPresent();
  }

  private static byte[] beginning(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(BEGINNING);
    } catch (IOException e) {
      throw new InputException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** What was done about the profiles of many files, in at most two sentences. */
  public static List<String> summary(Collection<Path> files) {
    List<ProfileNote> notes =
        files.stream().distinct().map(ProfileNote::readable).flatMap(Optional::stream).toList();
    long converted = notes.stream().filter(ProfileNote::converted).count();
    List<ProfileNote> unusable = notes.stream().filter(note -> !note.converted()).toList();
    List<String> sentences = new ArrayList<>();
    if (converted == 1) {
      sentences.add("1 picture has another colour profile: it is read as sRGB");
    } else if (converted > 1) {
      sentences.add(converted + " pictures have other colour profiles: they are read as sRGB");
    }
    if (!unusable.isEmpty()) {
      sentences.add(
          unusable.get(0).line()
              + (unusable.size() == 1
                  ? ""
                  : ", as are those of " + (unusable.size() - 1) + " more"));
    }
    return sentences;
  }

  /** What cannot be read is for others to tell. */
  private static Optional<ProfileNote> readable(Path file) {
    try {
      return of(file);
    } catch (InputException e) {
      return Optional.empty();
    }
  }

  /** One line. */
  public String line() {
    return name + ": " + what;
  }
}
