package io.lorweb.train.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.error.InputException;
import io.lorweb.files.AtomicFile;
import io.lorweb.files.Hash;
import io.lorweb.image.ColourProfiles;
import io.lorweb.image.PictureReader;
import io.lorweb.work.Parallel;
import io.lorweb.work.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Checks own data and writes their manifest: pictures stay where they are and are named by paths
 * from the manifest's folder.
 *
 * @param source manifest or folder of pairs
 * @param out folder that gets {@code manifest.jsonl}
 * @param testShare share of entries that go into the split "test", by a hash of the picture that is
 *     edited; the others go into "train". 0 leaves splits as they are; entries that have one keep
 *     it
 * @param threads pictures decoded at once
 */
public record ManifestPreparer(Path source, Path out, double testShare, int threads) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public ManifestPreparer {
    if (!(testShare >= 0 && testShare < 1)) {
      throw InputException.of("setting 'test-share' is %s but must lie in [0, 1)", testShare);
    }
  }

  /** Writes the manifest of all entries whose pictures are sound; the others are listed. */
  public Prepared run(Progress progress) {
    Path manifest = out.resolve(Manifest.NAME);
    Set<String> failures = new LinkedHashSet<>();
    List<Entry> entries =
        Manifest.read(Manifest.all(source), finding -> failures.add(finding.sentence()));
    int refused = failures.size();
    List<List<String>> faults = Parallel.map(entries, threads, ManifestPreparer::faults, progress);
    List<Entry> sound = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      if (faults.get(i).isEmpty()) {
        sound.add(entries.get(i));
      }
      failures.addAll(faults.get(i));
    }
    if (sound.isEmpty()) {
      throw InputException.of(
          "%s has no valid entry: %s", source, failures.stream().findFirst().orElse("it is empty"));
    }
    write(manifest, sound);
    Map<String, Long> perTask = new TreeMap<>();
    sound.forEach(entry -> perTask.merge(entry.labels().task(), 1L, Long::sum));
    return new Prepared(
        sound.size(),
        sound.size(),
        0,
        refused + (long) entries.size() - sound.size(),
        perTask,
        List.copyOf(failures));
  }

  private static List<String> faults(Entry entry) {
    List<String> faults = new ArrayList<>();
    for (Path file : entry.files()) {
      Inspected inspected = Inspected.of(file, ColourProfiles.CONVERTED);
      if (inspected instanceof Inspected.Missing) {
        faults.add(entry.id() + ": the picture " + file + " does not exist");
      } else if (inspected instanceof Inspected.Unreadable unreadable) {
        faults.add(entry.id() + ": " + unreadable.why());
      }
    }
    return faults;
  }

  private void write(Path manifest, List<Entry> entries) {
    StringBuilder lines = new StringBuilder();
    for (Entry entry : entries) {
      lines.append(line(entry)).append('\n');
    }
    AtomicFile.write(manifest, lines.toString());
  }

  private String line(Entry entry) {
    ObjectNode json = JSON.createObjectNode();
    json.put("id", entry.id());
    if (entry instanceof Entry.Quad quad) {
      path(json, "a", quad.a());
      path(json, "a2", quad.a2());
      path(json, "b", quad.b());
      path(json, "b2", quad.b2());
    } else if (entry instanceof Entry.Open open) {
      path(json, "a", open.a());
      path(json, "a2", open.a2());
      path(json, "b", open.b());
    } else if (entry instanceof Entry.Pair pair) {
      path(json, "before", pair.before());
      path(json, "after", pair.after());
    } else {
      throw new IllegalStateException("strips stand in no manifest");
    }
    Entry.Labels labels = entry.labels();
    text(json, "prompt", labels.prompt());
    text(json, "reverse_prompt", labels.reversePrompt());
    text(json, "task", labels.task());
    text(json, "split", labels.split().orElse(testShare > 0 ? split(entry) : ""));
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts cannot be written as JSON", e);
    }
  }

  /** By the picture that is edited, so that all its edits fall on one side, whatever the task. */
  private String split(Entry entry) {
    Path edited = entry.files().get(entry instanceof Entry.Pair ? 0 : 2);
    String key = Hash.of(PictureReader.read(edited).sha256());
    long hash = Long.parseLong(key.substring(0, 8), 16);
    return hash < testShare * (1L << 32) ? "test" : "train";
  }

  private static void text(ObjectNode json, String key, String value) {
    if (!value.isEmpty()) {
      json.put(key, value);
    }
  }

  /** Relative to the manifest, so that both may be moved together; absolute on another drive. */
  private void path(ObjectNode json, String key, Path file) {
    Path folder = out.toAbsolutePath().normalize();
    Path absolute = file.toAbsolutePath().normalize();
    boolean reachable = Objects.equals(folder.getRoot(), absolute.getRoot());
    json.put(key, reachable ? slashes(folder.relativize(absolute)) : absolute.toString());
  }

  private static String slashes(Path relative) {
    return relative.toString().replace('\\', '/');
  }
}
