package io.lorweb.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.layer.Attention;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who computes alone, and what follows for products inside operators. */
@ExtendWith(TwoThreads.class)
class TurnTest {

  @Test
  void anOperatorThatDividesItsWorkMultipliesInOneThread() {
    AtomicInteger inside = new AtomicInteger();
    int outside = Turn.divided(openblas_nolapack::blas_get_num_threads);

    Turn.take(() -> Turn.divided(() -> inside.addAndGet(openblas_nolapack.blas_get_num_threads())));

    assertThat(outside).as("somebody else may be computing").isEqualTo(2);
    assertThat(inside).hasValue(1);
    assertThat(openblas_nolapack.blas_get_num_threads()).isEqualTo(2);
  }

  /** Its parts are the same, whoever computes them, and so are then their products' sums. */
  @Test
  void attentionOfTwoThreadsHasTheBitsOfOne() {
    try (Scope scope = new Scope()) {
      Tensor q = torch.randn(1, 512, 4, 64);
      Tensor k = torch.randn(1, 512, 4, 64);
      Tensor v = torch.randn(1, 512, 4, 64);

      Tensor two = Turn.take(() -> Attention.full(q, k, v));
      Engine.threads(1);
      Tensor one = Attention.full(q, k, v);

      assertThat(torch.equal(one, two)).isTrue();
    }
  }

  @Test
  void wideComputationsFollowOneAnother() throws InterruptedException {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(
          new Thread(
              () ->
                  Turn.take(
                      () -> {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        Thread.yield();
                        return Turn.take(inside::decrementAndGet); // once more by the same thread
                      })));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(most).hasValue(1);
  }

  @Test
  void narrowOnesDoNotWait() throws InterruptedException {
    Engine.threads(1);
    CountDownLatch both = new CountDownLatch(2);
    Thread other = new Thread(() -> Turn.take(() -> met(both)));
    other.start();

    assertThat(Turn.take(() -> met(both))).as("both are inside at once").isTrue();
    other.join();
  }

  private static boolean met(CountDownLatch both) {
    both.countDown();
    try {
      return both.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
