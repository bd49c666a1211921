package io.lorweb.record;

import io.lorweb.Settings;
import io.lorweb.config.JsonFile;
import io.lorweb.config.JsonLines;
import io.lorweb.error.InputException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One line of a batch file.
 *
 * @param a before; paths are relative to the batch file
 * @param a2 after
 * @param b to edit
 * @param mask where b may change
 * @param out name of the result in the output folder
 * @param prompt instead of the batch's
 * @param seed instead of the batch's
 */
public record BatchItem(
    Path a,
    Path a2,
    Path b,
    Optional<Path> mask,
    String out,
    Optional<String> prompt,
    OptionalLong seed) {

  private static final List<String> KEYS = List.of("a", "a2", "b", "mask", "out", "prompt", "seed");

  /** Reads all lines before any work begins; blank lines are skipped. */
  public static List<BatchItem> read(Path file) {
    List<BatchItem> items = new ArrayList<>();
    Set<String> names = new HashSet<>();
    JsonLines.read(
        file,
        json -> {
          BatchItem item = parse(file, json.only(KEYS));
          if (!names.add(item.out)) {
            throw InputException.of("%s: 'out' %s is used twice", json.where(), item.out);
          }
          items.add(item);
        },
        wrong -> {
          throw wrong;
        });
    return items;
  }

  private static BatchItem parse(Path file, JsonFile json) {
    Path folder = file.toAbsolutePath().getParent();
    String out = json.text("out");
    Path target = path(json, "out").normalize();
    if (target.isAbsolute()
        || target.startsWith("..")
        || !target.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
      throw InputException.of(
          "%s: 'out' is '%s' but must be a .png inside the output folder", json.where(), out);
    }
    return new BatchItem(
        folder.resolve(path(json, "a")),
        folder.resolve(path(json, "a2")),
        folder.resolve(path(json, "b")),
        json.has("mask") ? Optional.of(folder.resolve(path(json, "mask"))) : Optional.empty(),
        target.toString(),
        json.optionalText("prompt"),
        json.has("seed") ? OptionalLong.of(json.whole("seed")) : OptionalLong.empty());
  }

  private static Path path(JsonFile json, String key) {
    try {
      return Path.of(json.text(key));
    } catch (InvalidPathException e) {
      throw InputException.of("%s: '%s' is not a path: %s", json.where(), key, e.getReason());
    }
  }

  /** {@code settings} with what this item says itself. */
  public Settings over(Settings settings) {
    Settings own = prompt.map(text -> settings.wording(w -> w.prompt(text))).orElse(settings);
    return seed.isPresent() ? own.sampling(s -> s.seed(seed.getAsLong())) : own;
  }
}
