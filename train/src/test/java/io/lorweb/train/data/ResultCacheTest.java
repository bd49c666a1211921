package io.lorweb.train.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.files.Hash;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultCacheTest {

  @TempDir Path folder;

  @Test
  void aResultIsComputedOnceAndComesFromDiskAfterwards() {
    String key = Hash.of("a");
    List<CachedArray> arrays = List.of(new CachedArray(new float[] {1, 2}, 2));
    ResultCache cache = new ResultCache(folder);
    assertThat(cache.get(key, () -> arrays)).isSameAs(arrays);
    assertThat(cache.get(key, ResultCacheTest::again)).isSameAs(arrays);
    cache.forget();
    List<CachedArray> read = cache.get(key, ResultCacheTest::again);
    assertThat(read).isNotSameAs(arrays);
    assertThat(read.get(0).values()).containsExactly(1, 2);
  }

  private static List<CachedArray> again() {
    throw new AssertionError("computed a second time");
  }

  @Test
  void theMemoryHoldsNoMoreBytesThanItMay() {
    var memory = ResultCache.memory(100);
    for (int i = 0; i < 10; i++) {
      memory.put(
          "forty" + i, List.of(new CachedArray(new float[5], 5), new CachedArray(new float[5], 5)));
      assertThat(memory.estimatedSize()).isEqualTo(Math.min(2, i + 1));
    }
    memory.put("huge", List.of(new CachedArray(new float[26], 26)));
    assertThat(memory.getIfPresent("huge")).isNull();
    assertThat(memory.estimatedSize()).isEqualTo(2);
  }
}
