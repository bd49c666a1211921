package io.lorweb.train.data;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The results used last, up to a number of bytes. Safe for several threads. */
final class MemoryCache {

  private final long limit;
  private final Map<String, List<CachedArray>> entries = new LinkedHashMap<>(64, 0.75f, true);
  private long bytes;

  /**
   * @param limit in bytes; a single larger entry is not kept
   */
  MemoryCache(long limit) {
    this.limit = limit;
  }

  synchronized Optional<List<CachedArray>> get(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  synchronized void put(String key, List<CachedArray> arrays) {
    List<CachedArray> old = entries.put(key, arrays);
    bytes += size(arrays) - (old == null ? 0 : size(old));
    Iterator<List<CachedArray>> eldest = entries.values().iterator();
    while (bytes > limit) {
      bytes -= size(eldest.next());
      eldest.remove();
    }
  }

  synchronized void clear() {
    entries.clear();
    bytes = 0;
  }

  private static long size(List<CachedArray> arrays) {
    return arrays.stream().mapToLong(CachedArray::bytes).sum();
  }
}
