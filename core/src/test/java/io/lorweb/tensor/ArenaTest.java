package io.lorweb.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class ArenaTest {

  @Test
  void ownsBeyondTheScopeAndFreesAtItsEnd() {
    Tensor owned;
    try (Arena arena = new Arena()) {
      try (Scope scope = new Scope()) {
        owned = arena.own(Tensors.of(new float[] {1, 2, 3}, 3));
      }
      assertThat(Tensors.floats(owned)).containsExactly(1, 2, 3);
    }
    assertThat(owned.isNull()).isTrue();
  }

  @Test
  void freesOneBeforeTheOthers() {
    try (Arena arena = new Arena();
        Scope scope = new Scope()) {
      Tensor first;
      Tensor second;
      Tensor foreign = Tensors.of(new float[] {3}, 1);
      try (Scope inner = new Scope()) {
        first = arena.own(Tensors.of(new float[] {1}, 1));
        second = arena.own(Tensors.of(new float[] {2}, 1));
      }
      arena.free(first);
      arena.free(foreign);
      assertThat(first.isNull()).isTrue();
      assertThat(Tensors.floats(second)).containsExactly(2);
      assertThat(Tensors.floats(foreign)).as("what it does not own").containsExactly(3);
    }
  }

  @Test
  void refusesToOwnAfterItsEnd() {
    Arena arena = new Arena();
    arena.close();
    arena.close();
    try (Scope scope = new Scope()) {
      Tensor late = Tensors.of(new float[] {1}, 1);
      assertThatThrownBy(() -> arena.own(late))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the model has been closed");
    }
  }

  @Test
  void servesSeveralThreads() throws Exception {
    List<Tensor> all = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (Arena arena = new Arena()) {
      List<Future<List<Tensor>>> results = new ArrayList<>();
      for (int thread = 0; thread < 2; thread++) {
        int offset = thread * 1000;
        results.add(threads.submit(() -> fill(arena, offset)));
      }
      for (int thread = 0; thread < 2; thread++) {
        List<Tensor> own = results.get(thread).get();
        for (int i = 0; i < own.size(); i++) {
          if (i % 2 == 1) {
            assertThat(own.get(i).item_float()).isEqualTo(thread * 1000f + i);
          }
        }
        all.addAll(own);
      }
    } finally {
      threads.shutdown();
    }
    assertThat(all).hasSize(2000).allMatch(tensor -> tensor.isNull());
  }

  /** A thousand tensors, of which every second one is freed at once. */
  private static List<Tensor> fill(Arena arena, int offset) {
    List<Tensor> own = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      try (Scope scope = new Scope()) {
        own.add(arena.own(Tensors.of(new float[] {offset + i}, 1)));
      }
      if (i % 2 == 0) {
        arena.free(own.get(i));
      }
    }
    return own;
  }
}
