package io.lorweb.train.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.files.Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskCacheTest {

  private static final String KEY = Hash.of("a", "b");

  @TempDir Path folder;

  private static List<CachedArray> arrays() {
    return List.of(
        new CachedArray(
            new float[] {1.1f, -0f, Float.NaN, Float.POSITIVE_INFINITY, 1e-40f, 3}, 2, 3),
        // bfloat16 numbers, which take two bytes.
        new CachedArray(new float[] {1, 0.5f, -2}, 3));
  }

  private static void assertSame(List<CachedArray> read) {
    assertThat(read).hasSize(2);
    for (int i = 0; i < 2; i++) {
      assertThat(read.get(i).shape()).isEqualTo(arrays().get(i).shape());
      for (int j = 0; j < read.get(i).values().length; j++) {
        assertThat(Float.floatToRawIntBits(read.get(i).values()[j]))
            .isEqualTo(Float.floatToRawIntBits(arrays().get(i).values()[j]));
      }
    }
  }

  @Test
  void whatIsReadEqualsWhatWasWrittenBitForBit() {
    DiskCache cache = new DiskCache(folder);
    assertThat(cache.read(KEY)).isEmpty();

    cache.write(KEY, arrays());

    assertSame(new DiskCache(folder).read(KEY).orElseThrow());
    assertThat(cache.read(Hash.of("ab", ""))).isEmpty();
  }

  @Test
  void anEntryCutShortAnywhereIsAbsent() throws IOException {
    DiskCache cache = new DiskCache(folder);
    cache.write(KEY, arrays());
    Path file = cache.file(KEY);
    byte[] whole = Files.readAllBytes(file);

    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThat(cache.read(KEY)).as("%d of %d bytes", length, whole.length).isEmpty();
    }
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));
    assertThat(cache.read(KEY)).isEmpty();
    cache.write(KEY, arrays());
    assertSame(cache.read(KEY).orElseThrow());
  }

  @Test
  void anyFlippedBitIsNoticed() throws IOException {
    DiskCache cache = new DiskCache(folder);
    cache.write(KEY, arrays());
    Path file = cache.file(KEY);
    byte[] whole = Files.readAllBytes(file);

    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] damaged = whole.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, damaged);
      assertThat(cache.read(KEY)).as("bit %d", bit).isEmpty();
    }
  }

  @Test
  void anEntryUnderAnothersNameIsAbsent() throws IOException {
    DiskCache cache = new DiskCache(folder);
    String other = Hash.of("c");
    cache.write(KEY, arrays());
    Files.createDirectories(cache.file(other).getParent());
    Files.move(cache.file(KEY), cache.file(other));

    assertThat(cache.read(other)).isEmpty();
  }

  @Test
  void writersOfTheSameEntryAllSucceedAndLeaveOneFile() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        writers.add(
            pool.submit(
                () -> {
                  DiskCache cache = new DiskCache(folder);
                  cache.write(KEY, arrays());
                  assertSame(cache.read(KEY).orElseThrow());
                }));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
    } finally {
      pool.shutdownNow();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(1);
    }
  }

  @Test
  void keysTellListsOfPartsApart() {
    assertThat(Stream.of(Hash.of("ab", "c"), Hash.of("a", "bc"), Hash.of("abc"), Hash.of()))
        .doesNotHaveDuplicates();
  }
}
