package io.lorweb.train.data;

import io.lorweb.error.InputException;
import io.lorweb.work.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Which items come together, and when. Every item comes once in an epoch; a batch holds items of
 * one bucket; the last batch of a bucket may be short. Items and batches are shuffled anew for each
 * epoch, from the seed and the epoch's number alone: the same batch number gives the same batch in
 * every process, so that a run goes on where it stopped. Safe for several threads.
 */
public final class Order {

  private final TrainingSet set;
  private final int batch;
  private final long seed;
  private final List<List<Integer>> buckets;
  private final long batchesPerEpoch;
  private long epoch = -1;
  private List<List<Integer>> batches = List.of();

  /**
   * @param batch items of a batch, at least 1
   * @param seed of the run
   */
  public Order(TrainingSet set, int batch, long seed) {
    if (batch < 1) {
      throw InputException.of("batch_size is %d but must be at least 1", batch);
    }
    this.set = set;
    this.batch = batch;
    this.seed = seed;
    Map<Bucket, List<Integer>> alike = new LinkedHashMap<>();
    for (int i = 0; i < set.size(); i++) {
      alike.computeIfAbsent(set.bucket(i), bucket -> new ArrayList<>()).add(i);
    }
    buckets = List.copyOf(alike.values());
    batchesPerEpoch = buckets.stream().mapToLong(b -> (b.size() + batch - 1) / batch).sum();
  }

  /** How many batches visit every item once. */
  public long batchesPerEpoch() {
    return batchesPerEpoch;
  }

  /** How many items each bucket has. */
  public Map<Bucket, Integer> buckets() {
    Map<Bucket, Integer> counts = new LinkedHashMap<>();
    buckets.forEach(items -> counts.put(set.bucket(items.get(0)), items.size()));
    return counts;
  }

  /**
   * A batch, with all that is left to chance drawn.
   *
   * @param index counted from 0 over all epochs
   */
  public List<Draw> batch(long index) {
    List<Integer> items = epoch(index / batchesPerEpoch).get((int) (index % batchesPerEpoch));
    List<Draw> draws = new ArrayList<>();
    for (int slot = 0; slot < items.size(); slot++) {
      draws.add(set.draw(items.get(slot), Seeds.DRAW.random(seed, index, slot)));
    }
    return List.copyOf(draws);
  }

  private synchronized List<List<Integer>> epoch(long wanted) {
    if (wanted != epoch) {
      batches = shuffled(Seeds.ORDER.random(seed, wanted));
      epoch = wanted;
    }
    return batches;
  }

  private List<List<Integer>> shuffled(Random random) {
    List<List<Integer>> all = new ArrayList<>();
    for (List<Integer> bucket : buckets) {
      List<Integer> items = new ArrayList<>(bucket);
      Collections.shuffle(items, random);
      for (int from = 0; from < items.size(); from += batch) {
        all.add(List.copyOf(items.subList(from, Math.min(from + batch, items.size()))));
      }
    }
    Collections.shuffle(all, random);
    return List.copyOf(all);
  }
}
