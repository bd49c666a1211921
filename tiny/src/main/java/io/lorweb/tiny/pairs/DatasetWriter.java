package io.lorweb.tiny.pairs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.error.InputException;
import io.lorweb.files.AtomicFile;
import io.lorweb.tiny.drawings.Pool;
import io.lorweb.tiny.drawings.Split;
import io.lorweb.tiny.tasks.Catalogue;
import io.lorweb.tiny.tasks.EditTask;
import io.lorweb.tiny.tasks.FreeTasks;
import io.lorweb.tiny.tasks.Levels;
import io.lorweb.tiny.tasks.Selection;
import io.lorweb.tiny.tasks.Task;
import io.lorweb.work.Parallel;
import io.lorweb.work.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Writes training and test data of the tiny family in the manifest format (docs/data.md):
 * base.jsonl, slow.jsonl, adapter.jsonl, free.jsonl, test.jsonl, pictures/. The manifests come
 * last: where they are, everything is.
 *
 * @param pool the drawings
 * @param out folder to write; holds nothing made with other options
 */
public record DatasetWriter(Pool pool, Path out, DatasetOptions options) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The manifest that gets all pairs of a task; adapter.jsonl and slow.jsonl are parts of BASE. */
  private enum Manifest {
    BASE,
    FREE,
    TEST
  }

  /** A task to show. */
  private record Job(Task task, Manifest manifest, int pairs, boolean adapter, boolean slow) {

    Split split() {
      return manifest == Manifest.TEST ? Split.TEST : Split.TRAIN;
    }
  }

  /** One line of a manifest, with hashes of its pictures. */
  private record Line(String text, String before, String after) {}

  /**
   * What was written.
   *
   * @param base entries of base.jsonl
   * @param slow those of them that take longer to learn, in slow.jsonl
   * @param adapter entries of adapter.jsonl
   * @param free entries of free.jsonl
   * @param test entries of test.jsonl
   * @param tasks tasks, variants and compositions in base.jsonl
   * @param adapterTasks those in adapter.jsonl
   * @param testTasks those in test.jsonl
   * @param pictures files
   */
  public record Written(
      int base,
      int slow,
      int adapter,
      int free,
      int test,
      int tasks,
      int adapterTasks,
      int testTasks,
      int pictures) {}

  /** Makes what is missing. */
  public Written write(Catalogue catalogue, Levels levels, Progress progress) {
    claim();
    List<Job> jobs = jobs(catalogue, levels);
    PictureFiles files = new PictureFiles(out);
    Subjects draw = options.subjects().draw(pool, options.seed());
    List<List<Line>> made =
        Parallel.map(jobs, options.threads(), job -> write(job, draw, files), progress);
    Lines base = new Lines();
    Lines slow = new Lines();
    Lines adapter = new Lines();
    Lines free = new Lines();
    Set<String> trained = new HashSet<>();
    for (int i = 0; i < jobs.size(); i++) {
      Job job = jobs.get(i);
      if (job.split() == Split.TRAIN) {
        Lines first = job.manifest() == Manifest.FREE ? free : base;
        List<Line> fresh = first.add(made.get(i), line -> true);
        if (job.adapter()) {
          adapter.add(fresh, line -> true);
        }
        if (job.slow()) {
          slow.add(fresh, line -> true);
        }
        fresh.forEach(line -> trained.addAll(List.of(line.before(), line.after())));
      }
    }
    Lines test = new Lines();
    for (int i = 0; i < jobs.size(); i++) {
      if (jobs.get(i).manifest() == Manifest.TEST) {
        test.add(
            made.get(i),
            line -> !trained.contains(line.before()) && !trained.contains(line.after()));
      }
    }
    if (options.subjects() != SubjectKind.PHOTOGRAPHS) {
      manifest("base.jsonl", base.texts);
      manifest("slow.jsonl", slow.texts);
      manifest("adapter.jsonl", adapter.texts);
    }
    if (options.free() > 0) {
      manifest("free.jsonl", free.texts);
    }
    manifest("test.jsonl", test.texts);
    return new Written(
        base.texts.size(),
        slow.texts.size(),
        adapter.texts.size(),
        free.texts.size(),
        test.texts.size(),
        base.tasks,
        adapter.tasks,
        test.tasks,
        files.count());
  }

  /** A manifest as it grows: pairs of pictures that it has already are left out. */
  private static final class Lines {
    private final List<String> texts = new ArrayList<>();
    private final Set<String> pairs = new HashSet<>();
    private int tasks;

    /** Adds a task's lines, unless fewer than two are left: an analogy needs as many. */
    private List<Line> add(List<Line> lines, Predicate<Line> wanted) {
      List<Line> fresh =
          lines.stream()
              .filter(wanted)
              .filter(line -> !pairs.contains(line.before() + line.after()))
              .toList();
      if (fresh.size() < 2) {
        return List.of();
      }
      tasks++;
      fresh.forEach(
          line -> {
            texts.add(line.text());
            pairs.add(line.before() + line.after());
          });
      return fresh;
    }
  }

  private List<Job> jobs(Catalogue catalogue, Levels levels) {
    List<Job> jobs = new ArrayList<>();
    for (Task task : catalogue.tasks()) {
      if (levels.baseMay(task)) {
        jobs.add(training(task, options.pairs(), levels));
      }
      jobs.add(test(task));
    }
    List<EditTask> variants =
        new Selection(catalogue, levels).take(options.variants(), options.seed());
    int every = Math.max(1, variants.size() / DatasetOptions.TESTED_VARIANTS);
    for (int i = 0; i < variants.size(); i++) {
      jobs.add(training(variants.get(i), options.variantPairs(), levels));
      if (i % every == 0 && i / every < DatasetOptions.TESTED_VARIANTS) {
        jobs.add(test(variants.get(i)));
      }
    }
    for (EditTask task : new FreeTasks(levels).take(options.free(), options.seed())) {
      jobs.add(new Job(task, Manifest.FREE, options.freePairs(), false, false));
    }
    return jobs;
  }

  private static Job training(Task task, int pairs, Levels levels) {
    return new Job(task, Manifest.BASE, pairs, levels.adapterMay(task), levels.slow(task));
  }

  private Job test(Task task) {
    return new Job(task, Manifest.TEST, options.testPairs(), false, false);
  }

  private static List<Line> write(Job job, Subjects draw, PictureFiles files) {
    List<Line> lines = new ArrayList<>();
    for (Pair pair : draw.draw(job.task(), job.split(), job.pairs())) {
      files.write(pair.beforeFile(), pair.before());
      files.write(pair.afterFile(), pair.after());
      String text = line(pair, job, lines.size());
      lines.add(new Line(text, pair.before().sha256(), pair.after().sha256()));
    }
    return lines;
  }

  private static String line(Pair pair, Job job, int number) {
    ObjectNode json = JSON.createObjectNode();
    json.put("id", pair.id());
    json.put("before", pair.beforeFile());
    json.put("after", pair.afterFile());
    json.put("task", job.task().name());
    String phrase = job.task().phrases().get(number % 2);
    if (!phrase.isEmpty()) {
      json.put("prompt", phrase);
    }
    json.put("split", job.split().id());
    return text(json);
  }

  private void manifest(String name, List<String> lines) {
    byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(out.resolve(name), ByteBuffer.wrap(bytes));
  }

  /** A folder is for one set of options: pictures of others would be taken for its own. */
  private void claim() {
    ObjectNode json = JSON.createObjectNode();
    json.put("size", pool.size());
    json.put("pairs", options.pairs());
    json.put("variants", options.variants());
    json.put("variant_pairs", options.variantPairs());
    if (options.free() > 0) {
      // Folders from before there were free tasks do not name them.
      json.put("free", options.free());
      json.put("free_pairs", options.freePairs());
    }
    json.put("test_pairs", options.testPairs());
    if (options.subjects() != SubjectKind.DRAWINGS) {
      json.put(options.subjects().name().toLowerCase(Locale.ROOT), true);
    }
    json.put("seed", options.seed());
    String wanted = text(json) + "\n";
    Path file = out.resolve("options.json");
    try {
      if (Files.exists(file)) {
        if (!Files.readString(file).equals(wanted)) {
          throw InputException.of(
              "%s holds data made with other options (%s); give another folder", out, file);
        }
        return;
      }
    } catch (IOException e) {
      throw new InputException(file + " cannot be read: " + e.getMessage(), e);
    }
    AtomicFile.write(file, wanted);
  }

  private static String text(ObjectNode json) {
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts cannot be written as JSON", e);
    }
  }
}
