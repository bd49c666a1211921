package io.lorweb.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.GradMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Parts of something large, side by side. */
@ExtendWith(TwoThreads.class)
class LanesTest {

  @Test
  void eachPartIsDoneOnceByOneThreadOfTheEngineAndWithoutGradients() {
    ConcurrentLinkedQueue<Integer> done = new ConcurrentLinkedQueue<>();
    ConcurrentLinkedQueue<String> where = new ConcurrentLinkedQueue<>();

    Lanes.each(
        100,
        part -> {
          done.add(part);
          where.add(
              Thread.currentThread().getName()
                  + " "
                  + Engine.currentThreads()
                  + " "
                  + GradMode.is_enabled());
        });

    assertThat(done).containsExactlyInAnyOrderElementsOf(IntStream.range(0, 100).boxed().toList());
    assertThat(where).containsOnly("lorweb-lane 1 false");
  }

  @Test
  void othersKeepTheirNumberOfThreads() throws Exception {
    Lanes.each(4, part -> {});

    FutureTask<Integer> other = new FutureTask<>(Engine::currentThreads);
    new Thread(other).start();

    assertThat(List.of(Engine.currentThreads(), other.get())).containsOnly(2);
  }

  @Test
  void withOneThreadThereIsNoOtherLane() {
    Engine.threads(1);
    ConcurrentLinkedQueue<Thread> where = new ConcurrentLinkedQueue<>();

    Lanes.each(3, part -> where.add(Thread.currentThread()));

    assertThat(where).hasSize(3).containsOnly(Thread.currentThread());
  }

  @Test
  void whatGoesWrongInALaneIsThrownAndEndsTheOthers() {
    CountDownLatch failing = new CountDownLatch(1);
    AtomicInteger done = new AtomicInteger();

    assertThatThrownBy(
            () ->
                Lanes.each(
                    10_000,
                    part -> {
                      if (part == 0) {
                        failing.countDown();
                        throw new IllegalStateException("no such row");
                      }
                      after(failing);
                      done.incrementAndGet();
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no such row");
    assertThat(done).hasValueLessThan(5_000);
  }

  /** A millisecond after {@code event}. */
  private static void after(CountDownLatch event) {
    try {
      event.await();
      Thread.sleep(1);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
