package io.lorweb.pairs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.data.Parallel;
import io.lorweb.data.ProgressListener;
import io.lorweb.error.InputException;
import io.lorweb.files.AtomicFile;
import io.lorweb.pool.Pool;
import io.lorweb.pool.Split;
import io.lorweb.tasks.Catalogue;
import io.lorweb.tasks.EditTask;
import io.lorweb.tasks.Levels;
import io.lorweb.tasks.Selection;
import io.lorweb.tasks.Task;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes training and test data of the tiny family in the manifest format (docs/data.md):
 * base.jsonl, adapter.jsonl, test.jsonl, pictures/. The manifests come last: where they are,
 * everything is.
 *
 * @param pool the drawings
 * @param out folder to write; holds nothing made with other options
 */
public record Dataset(Pool pool, Path out, DatasetOptions options) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Whose drawings a job shows of a task, and for whom. */
  private record Job(Task task, Split split, int pairs, boolean base, boolean adapter) {}

  private record Lines(List<String> lines) {}

  /**
   * What was written.
   *
   * @param base entries of base.jsonl
   * @param adapter entries of adapter.jsonl
   * @param test entries of test.jsonl
   * @param tasks tasks, variants and compositions in base.jsonl
   * @param adapterTasks those in adapter.jsonl
   * @param testTasks those in test.jsonl
   * @param pictures files
   */
  public record Written(
      int base, int adapter, int test, int tasks, int adapterTasks, int testTasks, int pictures) {}

  /** Makes what is missing. */
  public Written write(Catalogue catalogue, Levels levels, ProgressListener listener) {
    claim();
    List<Job> jobs = jobs(catalogue, levels);
    PictureFiles files = new PictureFiles(out);
    PairDraw draw = new PairDraw(pool, options.seed());
    List<Lines> made =
        Parallel.map(jobs, options.threads(), job -> write(job, draw, files), listener);
    List<String> base = new ArrayList<>();
    List<String> adapter = new ArrayList<>();
    List<String> test = new ArrayList<>();
    int[] tasks = new int[3];
    for (int i = 0; i < jobs.size(); i++) {
      Job job = jobs.get(i);
      List<String> lines = made.get(i).lines();
      // An analogy needs two pairs.
      if (lines.size() < 2) {
        continue;
      }
      if (job.split() == Split.TEST) {
        test.addAll(lines);
        tasks[2]++;
        continue;
      }
      if (job.base()) {
        base.addAll(lines);
        tasks[0]++;
      }
      if (job.adapter()) {
        adapter.addAll(lines);
        tasks[1]++;
      }
    }
    manifest("base.jsonl", base);
    manifest("adapter.jsonl", adapter);
    manifest("test.jsonl", test);
    return new Written(
        base.size(), adapter.size(), test.size(), tasks[0], tasks[1], tasks[2], files.count());
  }

  private List<Job> jobs(Catalogue catalogue, Levels levels) {
    List<Job> jobs = new ArrayList<>();
    for (Task task : catalogue.tasks()) {
      boolean base = levels.baseMay(task);
      boolean adapter = levels.adapterMay(task);
      if (base || adapter) {
        jobs.add(new Job(task, Split.TRAIN, options.pairs(), base, adapter));
      }
      jobs.add(new Job(task, Split.TEST, options.testPairs(), false, false));
    }
    List<EditTask> variants =
        new Selection(catalogue, levels).take(options.variants(), options.seed());
    int every = Math.max(1, variants.size() / DatasetOptions.TESTED_VARIANTS);
    for (int i = 0; i < variants.size(); i++) {
      EditTask variant = variants.get(i);
      jobs.add(
          new Job(variant, Split.TRAIN, options.variantPairs(), true, levels.adapterMay(variant)));
      if (i % every == 0 && i / every < DatasetOptions.TESTED_VARIANTS) {
        jobs.add(new Job(variant, Split.TEST, options.testPairs(), false, false));
      }
    }
    return jobs;
  }

  private Lines write(Job job, PairDraw draw, PictureFiles files) {
    List<Pair> pairs = draw.draw(job.task(), job.split(), job.pairs());
    List<String> lines = new ArrayList<>();
    for (Pair pair : pairs) {
      files.write(pair.beforeFile(), pair.before());
      files.write(pair.afterFile(), pair.after());
      lines.add(line(pair, job, lines.size()));
    }
    return new Lines(lines);
  }

  private static String line(Pair pair, Job job, int number) {
    ObjectNode json = JSON.createObjectNode();
    json.put("id", pair.id());
    json.put("before", pair.beforeFile());
    json.put("after", pair.afterFile());
    json.put("task", job.task().name());
    json.put("prompt", job.task().phrases().get(number % 2));
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
    json.put("test_pairs", options.testPairs());
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
    AtomicFile.write(file, ByteBuffer.wrap(wanted.getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(ObjectNode json) {
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts cannot be written as JSON", e);
    }
  }
}
