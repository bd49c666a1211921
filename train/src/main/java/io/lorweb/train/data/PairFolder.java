package io.lorweb.train.data;

import io.lorweb.image.PictureNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads plain folders of pairs: {@code before/X.EXT} with {@code after/X.EXT}, or {@code
 * X_before.EXT} beside {@code X_after.EXT}, each with an optional caption ({@link
 * Captions#beside}). Folders in it are tasks of their own. Every picture is part of a pair or named
 * in a finding.
 */
final class PairFolder {

  private static final String BEFORE = "before";
  private static final String AFTER = "after";
  private static final Pattern SUFFIX =
      Pattern.compile("(.+)[ _.-](before|after)", Pattern.CASE_INSENSITIVE);

  private final List<Entry> entries = new ArrayList<>();
  private final Consumer<Finding> refused;

  private PairFolder(Consumer<Finding> refused) {
    this.refused = refused;
  }

  /**
   * All pairs of all tasks.
   *
   * @param refused is told of each picture that is not part of a pair; the others are still
   *     returned
   */
  static List<Entry> read(Path folder, Consumer<Finding> refused) {
    PairFolder reader = new PairFolder(refused);
    reader.task(folder, "");
    for (Path inner : tasks(folder)) {
      reader.task(inner, inner.getFileName().toString());
      for (Path deep : tasks(inner)) {
        reader.tooDeep(deep);
      }
    }
    if (reader.entries.isEmpty()) {
      refused.accept(
          new Finding(
              Finding.Kind.ENTRY,
              folder.toString(),
              "holds no pairs",
              "give folders before/ and after/ with pictures of the same names, or pictures"
                  + " X_before.png and X_after.png, or a manifest.jsonl"));
    }
    return reader.entries;
  }

  private static List<Path> tasks(Path folder) {
    return PictureNames.folders(folder).stream()
        .filter(inner -> !inner.getFileName().toString().matches("before|after|\\..*|__MACOSX"))
        .toList();
  }

  private void tooDeep(Path folder) {
    if (!PictureNames.readable(folder).isEmpty()
        || !tasks(folder).isEmpty()
        || Files.isDirectory(folder.resolve(BEFORE))) {
      refused.accept(
          new Finding(
              Finding.Kind.ENTRY,
              folder.toString(),
              "lies too deep to be a task",
              "move it up: tasks are folders of the data's own folder"));
    }
  }

  /** The pictures of one task by their names without ending, those before and those after. */
  private void task(Path folder, String task) {
    Map<String, List<Path>> before = new TreeMap<>();
    Map<String, List<Path>> after = new TreeMap<>();
    side(folder.resolve(BEFORE), before);
    side(folder.resolve(AFTER), after);
    unread(folder);
    for (Path picture : PictureNames.readable(folder)) {
      Matcher name = SUFFIX.matcher(PictureNames.stem(picture));
      if (name.matches()) {
        boolean edited = name.group(2).toLowerCase(Locale.ROOT).equals(AFTER);
        add(edited ? after : before, name.group(1), picture);
      }
    }
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      pair(folder, task, name, before.getOrDefault(name, List.of()), after.get(name));
    }
  }

  private void side(Path folder, Map<String, List<Path>> pictures) {
    if (Files.isDirectory(folder)) {
      unread(folder);
      PictureNames.readable(folder)
          .forEach(picture -> add(pictures, PictureNames.stem(picture), picture));
    }
  }

  private static void add(Map<String, List<Path>> pictures, String name, Path picture) {
    pictures.computeIfAbsent(name, n -> new ArrayList<>()).add(picture);
  }

  private void unread(Path folder) {
    for (Path picture : PictureNames.unread(folder)) {
      refused.accept(
          new Finding(
              Finding.Kind.UNREADABLE,
              picture.toString(),
              "is of a kind that is not read",
              "save it as PNG or JPEG, or remove it"));
    }
  }

  private void pair(Path folder, String task, String name, List<Path> before, List<Path> after) {
    List<Path> edited = after == null ? List.of() : after;
    if (before.isEmpty() || edited.isEmpty()) {
      List<Path> alone = before.isEmpty() ? edited : before;
      alone.forEach(picture -> half(picture, before.isEmpty() ? BEFORE : AFTER));
      return;
    }
    String id = task.isEmpty() ? name : task + "/" + name;
    if (before.size() == 1 && edited.size() == 1) {
      entries.add(entry(folder, task, name, id, before.get(0), edited.get(0)));
      return;
    }
    refused.accept(
        new Finding(
            Finding.Kind.ENTRY,
            id,
            "stands for "
                + before.size()
                + " pictures before and "
                + edited.size()
                + " after the edit, with different endings",
            "give each picture a name of its own"));
    for (Path one : before) {
      String ending = ending(one);
      edited.stream()
          .filter(other -> ending(other).equals(ending))
          .findFirst()
          .ifPresent(other -> entries.add(entry(folder, task, name, id + ending, one, other)));
    }
  }

  private static String ending(Path picture) {
    String name = picture.getFileName().toString();
    return name.substring(name.lastIndexOf('.')).toLowerCase(Locale.ROOT);
  }

  private void half(Path picture, String missing) {
    refused.accept(
        new Finding(
            Finding.Kind.MISSING,
            picture.toString(),
            "has no picture " + missing + " the edit",
            "add it or remove this one"));
  }

  private Entry entry(Path folder, String task, String name, String id, Path before, Path after) {
    Optional<String> caption = Captions.beside(folder, name, before, after, refused);
    return new Entry.Pair(
        id, before, after, new Entry.Labels(caption.orElse(""), "", task, Optional.empty()));
  }
}
