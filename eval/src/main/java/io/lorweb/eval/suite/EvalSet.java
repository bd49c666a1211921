package io.lorweb.eval.suite;

import io.lorweb.error.InputException;
import io.lorweb.image.PictureNames;
import io.lorweb.image.PictureSize;
import io.lorweb.image.Size;
import io.lorweb.work.Seeds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * LoRWeB's own evaluation set as a source of questions (docs/spec/LORWEB.md section 10.1): an
 * original photograph is a, an edited one a', two others of the same category are b. Nobody knows
 * b'.
 *
 * <pre>
 * original/unsplash_CATEGORY/PHOTO.jpg
 * decoded_random_inference_set/SET/CATEGORY/Prompt_with_underscores/PHOTO_K.png
 * </pre>
 */
final class EvalSet {

  /** Questions for each edited picture. */
  private static final int QUESTIONS = 2;

  /** The width divided by the height of b may differ by so much from that of a. */
  private static final double RATIO = 0.15;

  /** The longer side of every picture, in pixels, at most. */
  private static final int SIDE = 512;

  private static final String ORIGINAL = "original";
  private static final String EDITED = "decoded_random_inference_set";
  private static final Pattern NUMBERED = Pattern.compile("(.+)_\\d+");

  private final Path root;
  private final long seed;
  private final Consumer<String> refused;
  private final List<Item> drafts = new ArrayList<>();

  private EvalSet(Path root, long seed, Consumer<String> refused) {
    this.root = root;
    this.seed = seed;
    this.refused = refused;
  }

  /**
   * All questions, tasks being CATEGORY/Prompt_with_underscores.
   *
   * @param seed decides what becomes b
   * @param refused is told what pictures belong to nothing
   * @throws InputException when the folder is laid out otherwise
   */
  static List<Item> read(Suite.Data data, long seed, Consumer<String> refused) {
    EvalSet set = new EvalSet(root(data.path()), seed, refused);
    List<Path> sets = folders(set.root.resolve(EDITED));
    data.split()
        .ifPresent(
            name -> {
              if (sets.stream().noneMatch(folder -> name(folder).equals(name))) {
                throw InputException.of(
                    "%s has no set '%s'; it has %s",
                    set.root.resolve(EDITED), name, sets.stream().map(EvalSet::name).toList());
              }
            });
    for (Path folder : sets) {
      if (data.split().isEmpty() || data.split().get().equals(name(folder))) {
        folders(folder).forEach(category -> set.category(name(folder), category));
      }
    }
    return set.drafts;
  }

  private static Path root(Path path) {
    for (Path root : List.of(path, path.resolve("data"))) {
      if (Files.isDirectory(root.resolve(ORIGINAL)) && Files.isDirectory(root.resolve(EDITED))) {
        return root;
      }
    }
    throw InputException.of(
        "%s is not LoRWeB's evaluation set: it must hold %s/unsplash_CATEGORY/PHOTO.jpg and"
            + " %s/SET/CATEGORY/Prompt_with_underscores/PHOTO_1.png, by itself or in a folder"
            + " 'data'",
        path, ORIGINAL, EDITED);
  }

  private void category(String set, Path category) {
    Path folder = root.resolve(ORIGINAL).resolve("unsplash_" + name(category));
    if (!Files.isDirectory(folder)) {
      refused.accept(category + " has no originals: there is no folder " + folder);
      return;
    }
    Map<Path, Size> originals = new LinkedHashMap<>();
    for (Path photo : PictureNames.in(folder)) {
      try {
        originals.put(photo, PictureSize.of(photo));
      } catch (InputException e) {
        refused.accept(e.getMessage());
      }
    }
    for (Path prompt : folders(category)) {
      List<Path> edited = PictureNames.in(prompt);
      if (edited.isEmpty()) {
        refused.accept(prompt + " holds no pictures; it must hold edited ones, PHOTO_1.png");
      }
      for (Path picture : edited) {
        ask(set, name(category) + "/" + name(prompt), picture, folder, originals);
      }
    }
  }

  private void ask(String set, String task, Path picture, Path folder, Map<Path, Size> originals) {
    Matcher numbered = NUMBERED.matcher(PictureNames.stem(picture));
    Optional<Path> a =
        numbered.matches() ? PictureNames.find(folder, numbered.group(1)) : Optional.empty();
    Optional<Size> size = a.map(originals::get);
    if (size.isEmpty()) {
      refused.accept(
          a.isEmpty()
              ? picture
                  + " belongs to no original: it must be named PHOTO_1.png after one in "
                  + folder
              : picture + " cannot be asked: its original " + a.get() + " is not a valid picture");
      return;
    }
    String id = set + "/" + task + "/" + name(picture);
    List<Path> others = others(a.get(), size.get(), originals);
    if (others.size() < QUESTIONS) {
      refused.accept(
          String.format(
              Locale.ROOT,
              "%s has %d questions instead of %d: no more pictures in %s have an aspect ratio"
                  + " within %s of %s",
              picture,
              others.size(),
              QUESTIONS,
              folder,
              RATIO,
              a.get().getFileName()));
    }
    Collections.shuffle(others, Seeds.DRAW.random(seed, Questions.hash(id)));
    Size shown = shown(size.get());
    for (int i = 0; i < Math.min(QUESTIONS, others.size()); i++) {
      drafts.add(
          new QuestionDraft(
              id + "/" + (i + 1),
              task,
              new View(a.get(), new PictureCut.Stretched(shown)),
              // Kontext stretches what it edits to one of its own sizes: this undoes it.
              new View(picture, new PictureCut.Stretched(shown)),
              new View(others.get(i), new PictureCut.Fitted(shown)),
              Optional.empty(),
              task.substring(task.indexOf('/') + 1).replace('_', ' ')));
    }
  }

  private static List<Path> others(Path a, Size size, Map<Path, Size> originals) {
    List<Path> others = new ArrayList<>();
    originals.forEach(
        (photo, other) -> {
          if (!photo.equals(a) && Math.abs(ratio(other) - ratio(size)) <= RATIO) {
            others.add(photo);
          }
        });
    return others;
  }

  private static double ratio(Size size) {
    return (double) size.width() / size.height();
  }

  /** The size of a, made smaller where it is too large. */
  private static Size shown(Size size) {
    double scale = Math.min(1, (double) SIDE / Math.max(size.width(), size.height()));
    return new Size(
        (int) Math.max(1, Math.round(scale * size.width())),
        (int) Math.max(1, Math.round(scale * size.height())));
  }

  /** Without what operating systems and other programs hide in folders. */
  private static List<Path> folders(Path folder) {
    return PictureNames.folders(folder).stream().filter(f -> !name(f).startsWith(".")).toList();
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
