package io.lorweb.train.data;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the frozen models have computed, by key: all of it on disk, those used last in memory as
 * well. Each result is computed once, however many threads ask for it. Safe for several threads.
 */
final class ResultCache {

  /** An eighth of the heap, and half a gigabyte at least. */
  private static final long MEMORY_BYTES =
      Math.max(512L << 20, Runtime.getRuntime().maxMemory() / 8);

  private final DiskCache disk;
  private final Cache<String, List<CachedArray>> memory = memory(MEMORY_BYTES);

  ResultCache(Path folder) {
    this.disk = new DiskCache(folder);
  }

  /**
   * @param bytes of all arrays together; a single larger entry is not kept
   */
  static Cache<String, List<CachedArray>> memory(long bytes) {
    return Caffeine.newBuilder()
        .maximumWeight(bytes)
        .weigher(
            (String key, List<CachedArray> arrays) ->
                (int) Math.min(Integer.MAX_VALUE, bytes(arrays)))
        // What is too much goes at once, not when another thread finds time.
        .executor(Runnable::run)
        .build();
  }

  private static long bytes(List<CachedArray> arrays) {
    return arrays.stream().mapToLong(CachedArray::bytes).sum();
  }

  /** The arrays of {@code key}, remembered or computed now; shared, so nobody may change them. */
  List<CachedArray> get(String key, Supplier<List<CachedArray>> compute) {
    return memory.get(
        key,
        absent -> {
          Optional<List<CachedArray>> found = disk.read(key);
          if (found.isPresent()) {
            return found.get();
          }
          List<CachedArray> computed = compute.get();
          disk.write(key, computed);
          return computed;
        });
  }

  /** Whether the arrays of {@code key} are there; they are in memory then. */
  boolean has(String key) {
    return memory.get(key, absent -> disk.read(key).orElse(null)) != null;
  }

  /** Keeps several results, in the order of their keys. */
  void put(Collection<String> keys, List<List<CachedArray>> results) {
    Iterator<List<CachedArray>> next = results.iterator();
    for (String key : keys) {
      List<CachedArray> arrays = next.next();
      disk.write(key, arrays);
      memory.put(key, arrays);
    }
  }

  /** Frees the memory; what is on disk stays. */
  void forget() {
    memory.invalidateAll();
  }
}
