package io.lorweb.train.data;

import io.lorweb.config.JsonFile;
import io.lorweb.config.JsonLines;
import io.lorweb.error.InputException;
import io.lorweb.train.recipe.DataSource.Source;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads JSON lines of analogies or pairs (docs/data.md), and whatever else a folder may hold. */
public final class Manifest {

  /** The name that a folder's manifest has. */
  static final String NAME = "manifest.jsonl";

  private static final List<String> QUAD = List.of("a", "a2", "b", "b2");
  private static final List<String> OPEN = QUAD.subList(0, 3);
  private static final List<String> PAIR = List.of("before", "after");
  private static final List<String> WORDS =
      List.of("prompt", "reverse_prompt", "task", "split", "id");

  private Manifest() {}

  /** The entries of a source; the first thing wrong with it is thrown. */
  static List<Entry> read(Source source) {
    return read(source, Finding::refuse);
  }

  /**
   * The entries of a source.
   *
   * @param refused is told what is wrong with the others
   */
  public static List<Entry> read(Source source, Consumer<Finding> refused) {
    if (source instanceof Source.Strips strips) {
      return StripFolder.read(strips, refused);
    }
    Source.Manifest manifest = (Source.Manifest) source;
    List<Entry> all = read(manifest.path(), refused);
    if (manifest.split().isEmpty()) {
      return all;
    }
    List<Entry> chosen =
        all.stream().filter(e -> e.labels().split().equals(manifest.split())).toList();
    if (chosen.isEmpty()) {
      refused.accept(
          new Finding(
              Finding.Kind.ENTRY,
              manifest.path().toString(),
              "has no entry of the split '" + manifest.split().get() + "'",
              "its splits are " + splits(all)));
    }
    return chosen;
  }

  private static List<String> splits(List<Entry> entries) {
    return entries.stream()
        .map(e -> e.labels().split().orElse("(none)"))
        .distinct()
        .sorted()
        .toList();
  }

  private static List<Entry> read(Path path, Consumer<Finding> refused) {
    if (Files.isDirectory(path)) {
      Path inside = path.resolve(NAME);
      return Files.isRegularFile(inside) ? lines(inside, refused) : PairFolder.read(path, refused);
    }
    if (!Files.isRegularFile(path)) {
      throw InputException.of(
          "%s does not exist; give a manifest (.jsonl) or a folder of pairs", path);
    }
    return lines(path, refused);
  }

  private static List<Entry> lines(Path file, Consumer<Finding> refused) {
    List<Entry> entries = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    JsonLines.read(
        file,
        json -> {
          Entry entry = parse(file, json);
          if (!ids.add(entry.id())) {
            throw InputException.of("%s: id '%s' is used twice", json.where(), entry.id());
          }
          entries.add(entry);
        },
        wrong -> refused.accept(fault(file, wrong.getMessage())));
    if (entries.isEmpty()) {
      refused.accept(
          new Finding(
              Finding.Kind.ENTRY,
              file.toString(),
              "holds no entry",
              "docs/data.md shows its lines"));
    }
    return entries;
  }

  /** The message begins with the file and its line. */
  private static Finding fault(Path file, String message) {
    Matcher line = Pattern.compile(" line \\d+").matcher(message);
    int end = line.find(file.toString().length()) ? line.end() : 0;
    return new Finding(
        Finding.Kind.ENTRY,
        message.substring(0, end) + ":",
        message.substring(end).replaceFirst("^:? ", ""),
        "fix or remove the line (docs/data.md)");
  }

  private static Entry parse(Path file, JsonFile json) {
    boolean pair = json.has("before") || json.has("after");
    boolean open = !pair && !json.has("b2");
    List<String> pictures = pair ? PAIR : open ? OPEN : QUAD;
    List<String> known = new ArrayList<>(pair ? PAIR : QUAD);
    known.addAll(WORDS);
    json.only(known);
    Path folder = file.toAbsolutePath().normalize().getParent();
    List<Path> paths = pictures.stream().map(key -> path(folder, json, key)).toList();
    Entry.Labels labels =
        new Entry.Labels(
            json.text("prompt", "").strip(),
            json.text("reverse_prompt", "").strip(),
            json.text("task", ""),
            json.optionalText("split"));
    String id = json.text("id", json.where().substring(file.toString().length() + 1));
    if (pair) {
      return new Entry.Pair(id, paths.get(0), paths.get(1), labels);
    }
    return open
        ? new Entry.Open(id, paths.get(0), paths.get(1), paths.get(2), labels)
        : new Entry.Quad(id, paths.get(0), paths.get(1), paths.get(2), paths.get(3), labels);
  }

  private static Path path(Path folder, JsonFile json, String key) {
    String text = json.text(key);
    Path path;
    try {
      path = Path.of(text);
    } catch (InvalidPathException e) {
      throw InputException.of("%s: '%s' is not a path: %s", json.where(), key, e.getReason());
    }
    if (text.isBlank()) {
      throw InputException.of(
          "%s: '%s' is empty but must name a file, relative to the manifest's folder or absolute",
          json.where(), key);
    }
    return folder.resolve(path).normalize();
  }

  /** The folder or file as a source of all its entries. */
  static Source.Manifest all(Path path) {
    return new Source.Manifest(path, Optional.empty());
  }
}
