package io.lorweb.parts;

import io.lorweb.packed.StorageFormat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a part's file is, as the loader tells it.
 *
 * @param part of the model
 * @param format of its weights
 * @param prefix that its names have in the file
 * @param types how many of its tensors are stored as what, companions left out
 * @param ignored tensors left aside, by their names in the file
 * @param warnings what may be wrong
 * @param notes what is unusual
 * @param bytes of its tensors in the file
 * @param values of its tensors
 * @param tokenizer whether the file brings one
 */
public record PartReport(
    Part part,
    StorageFormat format,
    String prefix,
    Map<String, Integer> types,
    List<String> ignored,
    List<String> warnings,
    List<String> notes,
    long bytes,
    long values,
    boolean tokenizer) {

  public PartReport {
    types = Collections.unmodifiableMap(new TreeMap<>(types));
    ignored = List.copyOf(ignored);
    warnings = List.copyOf(warnings);
    notes = List.copyOf(notes);
  }

  /** What its user should know: warnings, what is unusual, what was left aside. */
  public List<String> notices() {
    List<String> notices = new ArrayList<>(warnings);
    notes.forEach(note -> notices.add(part.id() + ": " + note));
    if (!ignored.isEmpty()) {
      int shown = Math.min(3, ignored.size());
      notices.add(
          String.format(
              Locale.ROOT,
              "%s: %s left aside (%s%s)",
              part.id(),
              ignored.size() == 1 ? "1 tensor" : ignored.size() + " tensors",
              String.join(", ", ignored.subList(0, shown)),
              shown < ignored.size() ? ", ..." : ""));
    }
    return notices;
  }

  /**
   * The model that it is a part of; others that can be told from it by names or shapes are not
   * read.
   */
  public String base() {
    return switch (part) {
      case TRANSFORMER -> "FLUX.1-Kontext-dev or FLUX.1-dev";
      case T5 -> "T5 v1.1";
      case CLIP, VISION -> "CLIP";
      case VAE -> "FLUX.1";
    };
  }

  /** One line: "transformer, fp8 scaled (BF16 29, F8_E4M3 23), 1.0 MB". */
  public String line() {
    StringBuilder counts = new StringBuilder();
    types.forEach(
        (type, count) ->
            counts.append(counts.length() == 0 ? "" : ", ").append(type).append(' ').append(count));
    return String.format(
        Locale.ROOT, "%s, %s (%s), %,.1f MB", part.id(), format.label(), counts, bytes / 1e6);
  }
}
