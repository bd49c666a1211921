package io.lorweb.train.data;

import io.lorweb.image.PictureNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads plain folders of pairs: {@code before/X.EXT} with {@code after/X.EXT}, or {@code
 * X_before.EXT} beside {@code X_after.EXT}, with an optional caption {@code X.txt}. Folders in it
 * are tasks of their own.
 */
final class PairFolder {

  private static final String BEFORE = "before";
  private static final String AFTER = "after";

  private PairFolder() {}

  /**
   * All pairs of all tasks.
   *
   * @param refused is told of each picture without its other half; the others are still returned
   */
  static List<Entry> read(Path folder, Consumer<Finding> refused) {
    List<Entry> entries = new ArrayList<>();
    task(folder, "", entries, refused);
    for (Path inner : PictureNames.folders(folder)) {
      String name = inner.getFileName().toString();
      if (!name.equals(BEFORE) && !name.equals(AFTER) && !name.startsWith(".")) {
        task(inner, name, entries, refused);
      }
    }
    if (entries.isEmpty()) {
      refused.accept(
          new Finding(
              Finding.Kind.ENTRY,
              folder.toString(),
              "holds no pairs",
              "give folders before/ and after/ with pictures of the same names, or pictures"
                  + " X_before.png and X_after.png, or a manifest.jsonl"));
    }
    return entries;
  }

  private static void task(
      Path folder, String task, List<Entry> entries, Consumer<Finding> refused) {
    Path before = folder.resolve(BEFORE);
    Path after = folder.resolve(AFTER);
    if (Files.isDirectory(before) || Files.isDirectory(after)) {
      for (Path picture : PictureNames.in(before)) {
        String stem = PictureNames.stem(picture);
        Optional<Path> other = PictureNames.find(after, stem);
        add(folder, task, stem, Optional.of(picture), other, entries, refused);
      }
      for (Path picture : PictureNames.in(after)) {
        String stem = PictureNames.stem(picture);
        if (PictureNames.find(before, stem).isEmpty()) {
          add(folder, task, stem, Optional.empty(), Optional.of(picture), entries, refused);
        }
      }
    }
    for (Path picture : PictureNames.in(folder)) {
      String stem = PictureNames.stem(picture);
      if (stem.endsWith("_" + BEFORE)) {
        String name = stem.substring(0, stem.length() - BEFORE.length() - 1);
        Optional<Path> other = PictureNames.find(folder, name + "_" + AFTER);
        add(folder, task, name, Optional.of(picture), other, entries, refused);
      } else if (stem.endsWith("_" + AFTER)) {
        String name = stem.substring(0, stem.length() - AFTER.length() - 1);
        if (PictureNames.find(folder, name + "_" + BEFORE).isEmpty()) {
          add(folder, task, name, Optional.empty(), Optional.of(picture), entries, refused);
        }
      }
    }
  }

  private static void add(
      Path folder,
      String task,
      String name,
      Optional<Path> before,
      Optional<Path> after,
      List<Entry> entries,
      Consumer<Finding> refused) {
    if (before.isEmpty() || after.isEmpty()) {
      refused.accept(
          new Finding(
              Finding.Kind.MISSING,
              before.or(() -> after).orElseThrow().toString(),
              "has no picture " + (before.isEmpty() ? BEFORE : AFTER) + " the edit",
              "add it or remove this one"));
      return;
    }
    String caption = Captions.read(folder.resolve(name + ".txt"));
    if (caption.isEmpty()) {
      caption = Captions.read(after.get().resolveSibling(name + ".txt"));
    }
    String id = task.isEmpty() ? name : task + "/" + name;
    entries.add(
        new Entry.Pair(
            id, before.get(), after.get(), new Entry.Labels(caption, "", task, Optional.empty())));
  }
}
