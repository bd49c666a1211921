package io.lorweb.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import io.lorweb.tensor.Scope;
import io.lorweb.weights.MappedFile;
import io.lorweb.weights.Plain;
import io.lorweb.weights.Resting;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a streamed model needs next is in memory before it is asked for. */
class ReadAheadTest {

  private static final long MIB = 1 << 20;

  @TempDir Path folder;

  interface LibC extends Library {
    int open(String path, int flags);

    int close(int file);

    int posix_fadvise(int file, long offset, long length, int advice);

    int mincore(Pointer address, NativeLong length, byte[] pages);
  }

  private static Resting weight(long bytes) {
    return new Plain(new long[] {1, bytes}, bytes, () -> null);
  }

  @Test
  void whatComesNextIsAskedForOnceInAPass() {
    try (ReadAhead ahead = new ReadAhead()) {
      List<Resting> all = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        all.add(weight(100 * MIB));
        assertThat(ahead.add(all.get(i))).isEqualTo(i);
      }
      assertThat(ahead.due(0)).containsExactly(all.get(1), all.get(2), all.get(3));
      assertThat(ahead.due(1)).containsExactly(all.get(4));
      assertThat(ahead.due(2)).isEmpty();
      assertThat(ahead.due(4)).isEmpty();
      assertThat(ahead.due(0)).as("the next pass").hasSize(3);
    }
  }

  @Test
  void pagesThatWereDroppedAreReadAgain() throws Exception {
    assumeTrue(Platform.isLinux());
    Path file = folder.resolve("weights");
    long length = 64 * MIB;
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] block = new byte[(int) MIB];
      block[0] = 1;
      for (int i = 0; i < length / MIB; i++) {
        out.write(block);
      }
      out.getFD().sync();
    }
    LibC c = Native.load("c", LibC.class);
    int descriptor = c.open(file.toString(), 0);
    try (Scope scope = new Scope();
        MappedFile mapped = new MappedFile(file, length);
        ReadAhead ahead = new ReadAhead()) {
      Tensor bytes = mapped.bytes(0, length);
      assertThat(c.posix_fadvise(descriptor, 0, 0, 4)).isZero();
      long before = resident(c, bytes);
      assumeTrue(before < length / 4096 / 2, "this file system keeps what it is asked to drop");
      int first = ahead.add(weight(MIB));
      ahead.add(new Plain(new long[] {length}, length, () -> mapped.bytes(0, length)));

      ahead.at(first);

      long end = System.nanoTime() + 20_000_000_000L;
      while (resident(c, bytes) < length / 4096 && System.nanoTime() < end) {
        Thread.sleep(10);
      }
      assertThat(resident(c, bytes)).isEqualTo(length / 4096);
    } finally {
      c.close(descriptor);
    }
  }

  /** Pages of 4 KiB that are in memory. */
  private static long resident(LibC c, Tensor bytes) {
    byte[] pages = new byte[Math.toIntExact(bytes.numel() / 4096)];
    Pointer address = new Pointer(bytes.data_ptr().address());
    assertThat(c.mincore(address, new NativeLong(bytes.numel()), pages)).isZero();
    long count = 0;
    for (byte page : pages) {
      count += page & 1;
    }
    return count;
  }
}
