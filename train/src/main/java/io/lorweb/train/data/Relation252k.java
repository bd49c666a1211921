package io.lorweb.train.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.lorweb.error.InputException;
import io.lorweb.files.AtomicFile;
import io.lorweb.work.Parallel;
import io.lorweb.work.Progress;
import io.lorweb.work.Seeds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * Makes analogies of Relation252K as the reference's preparation does (docs/spec/LORWEB.md section
 * 8.1): every two pairs of a category, captions of the first. The same options give the same files,
 * whatever the number of threads; what an earlier run has finished is not made again.
 *
 * @param source folder of categories
 * @param out folder that gets {@code control}, {@code target}, {@code analogy_metadata.json} and
 *     {@code analogy_dataset_summary.txt}
 * @param options what is made
 */
public record Relation252k(Path source, Path out, RelationOptions options) {

  private static final String SUMMARY = "analogy_dataset_summary.txt";

  private enum Outcome {
    MADE,
    SKIPPED,
    FAILED
  }

  /** Whether {@code folder} looks like Relation252K. */
  public static boolean is(Path folder) {
    return RelationFolder.is(folder);
  }

  /**
   * The pairs of every category, by its name. Whether their pictures are there is not looked at.
   *
   * @param refused is told, in a sentence, what had to be left out
   * @throws InputException when {@code folder} holds no category
   */
  public static Map<String, List<RelationPair>> pairs(Path folder, Consumer<String> refused) {
    if (!is(folder)) {
      throw InputException.of(
          "%s is not Relation252K as it was downloaded: no folder in it has Group1/labels.json;"
              + " give the folder of the categories",
          folder);
    }
    return RelationFolder.read(
        folder, RelationOptions.all(1), refusal -> refused.accept(refusal.getMessage()));
  }

  /**
   * Prepares everything. What cannot be read is left out and listed.
   *
   * @throws InputException when nothing can be made of the source, or nothing be written
   * @throws CancellationException when the progress asks to end; the metadata are written before
   */
  public Prepared run(Progress progress) {
    Set<String> failures = Collections.synchronizedSet(new LinkedHashSet<>());
    List<RelationAnalogy> plan =
        plan(RelationFolder.read(source, options, e -> failures.add(e.getMessage())), failures);
    List<Outcome> outcomes;
    try {
      outcomes =
          Parallel.map(plan, options.threads(), analogy -> prepare(analogy, failures), progress);
    } catch (CancellationException e) {
      conclude(plan, List.of());
      throw e;
    }
    List<String> told = failures.stream().sorted().toList();
    Map<String, Long> perCategory = conclude(plan, told);
    return new Prepared(
        perCategory.values().stream().mapToLong(Long::longValue).sum(),
        count(outcomes, Outcome.MADE),
        count(outcomes, Outcome.SKIPPED),
        count(outcomes, Outcome.FAILED),
        perCategory,
        told);
  }

  private static long count(List<Outcome> outcomes, Outcome wanted) {
    return outcomes.stream().filter(outcome -> outcome == wanted).count();
  }

  private List<RelationAnalogy> plan(
      Map<String, List<RelationPair>> categories, Set<String> failures) {
    List<RelationAnalogy> forward = new ArrayList<>();
    for (List<RelationPair> pairs : categories.values()) {
      int index = 0;
      for (int i = 0; pairs.size() >= options.minPairs() && i < pairs.size(); i++) {
        for (int j = i + 1; j < pairs.size(); j++) {
          forward.add(new RelationAnalogy(pairs.get(i), pairs.get(j), index++, false));
        }
      }
    }
    if (forward.isEmpty()) {
      throw InputException.of(
          "%s yields no analogy: none of its %d categories has %d usable pairs%s",
          source,
          categories.size(),
          options.minPairs(),
          failures.isEmpty() ? "" : " (" + failures.iterator().next() + ")");
    }
    List<RelationAnalogy> plan = new ArrayList<>();
    for (RelationAnalogy analogy : sample(forward)) {
      plan.add(analogy);
      if (options.reverse()) {
        plan.add(new RelationAnalogy(analogy.a(), analogy.c(), analogy.index(), true));
      }
    }
    return plan;
  }

  /** At most the wanted number, in their old order. */
  private List<RelationAnalogy> sample(List<RelationAnalogy> all) {
    int wanted = options.maxAnalogies().orElse(Integer.MAX_VALUE);
    if (wanted >= all.size()) {
      return all;
    }
    List<Integer> indices = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      indices.add(i);
    }
    Collections.shuffle(indices, Seeds.ORDER.random(options.seed()));
    return indices.subList(0, wanted).stream().sorted().map(all::get).toList();
  }

  private Outcome prepare(RelationAnalogy analogy, Set<String> failures) {
    if (analogy.done(out)) {
      return Outcome.SKIPPED;
    }
    try {
      analogy.write(out);
      return Outcome.MADE;
    } catch (InputException e) {
      failures.add(e.getMessage());
      return Outcome.FAILED;
    }
  }

  /** Writes metadata and summary of all that is there; returns the number of each category. */
  private Map<String, Long> conclude(List<RelationAnalogy> plan, List<String> failures) {
    Set<String> planned = new HashSet<>();
    plan.forEach(analogy -> planned.add(analogy.id()));
    Path metadata = out.resolve(StripFolder.METADATA);
    AnalogyCounts counts = new AnalogyCounts();
    AnalogyMetadata.write(
        metadata,
        entries -> {
          Consumer<JsonNode> counted = entries.andThen(counts::add);
          if (Files.exists(metadata)) {
            // Earlier runs may have prepared other categories.
            AnalogyMetadata.read(
                metadata,
                entry -> {
                  if (!planned.contains(AnalogyMetadata.id(entry))) {
                    counted.accept(entry);
                  }
                });
          }
          plan.stream()
              .filter(analogy -> analogy.done(out))
              .forEach(analogy -> counted.accept(analogy.json()));
        });
    AtomicFile.write(out.resolve(SUMMARY), counts.summary(failures));
    return counts.perCategory();
  }
}
