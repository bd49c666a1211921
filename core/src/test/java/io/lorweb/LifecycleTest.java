package io.lorweb;

import static io.lorweb.SquareModel.A;
import static io.lorweb.SquareModel.A2;
import static io.lorweb.SquareModel.B;
import static io.lorweb.SquareModel.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.adapt.OrdinaryLora.Dialect;
import io.lorweb.analogy.Demonstration;
import io.lorweb.image.PictureReader;
import io.lorweb.image.Size;
import io.lorweb.work.Progress;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loading, using and closing, also in the wrong order. */
class LifecycleTest {

  private static final int ROUNDS = 200;

  /** Far more steps than any round waits for. */
  private static final Settings LONG = SETTINGS.sampling(s -> s.steps(1000));

  private static ExecutorService threads;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    threads = Executors.newCachedThreadPool();
  }

  @AfterAll
  static void end() {
    threads.shutdownNow();
  }

  /** Whoever closes while others run, ends them; nobody ever touches what has been freed. */
  @Test
  void closingEndsWhatRuns() throws Exception {
    AtomicInteger cancelled = new AtomicInteger();
    for (int round = 0; round < ROUNDS; round++) {
      LoRWeB lorweb = LoRWeB.load(SquareModel.options());
      Analogy analogy = lorweb.analogy(A, A2);
      // Every other round closes as soon as one run has made a step, else at any time.
      CountDownLatch under = new CountDownLatch(round % 2);
      Progress progress = step -> under.countDown();
      // A fit begins with much that has no steps.
      Settings second = round % 20 == 0 ? LONG.mixing(m -> m.fit(1000)) : LONG;
      List<Callable<Result>> runs =
          List.of(
              () -> analogy.apply(B, LONG, progress),
              () -> analogy.apply(B, second, progress),
              () -> lorweb.edit(B, LONG, progress));
      List<Future<Result>> running = new ArrayList<>();
      runs.forEach(run -> running.add(threads.submit(run)));
      under.await();
      lorweb.close();
      for (Future<Result> run : running) {
        Throwable cause = failure(run);
        // Those that were late have been told so.
        assertThat(cause).isInstanceOfAny(CancellationException.class, IllegalStateException.class);
        cancelled.addAndGet(cause.getMessage().startsWith("cancelled") ? 1 : 0);
      }
    }
    assertThat(cancelled.get()).isGreaterThanOrEqualTo(ROUNDS / 2);
  }

  private static Throwable failure(Future<Result> run) throws InterruptedException {
    try {
      run.get();
      return null;
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  @Test
  void isClosedForGood() {
    LoRWeB lorweb = LoRWeB.load(SquareModel.options());
    Analogy analogy = lorweb.analogy(A, A2);
    RoutedAnalogy routed = analogy.route(B, SETTINGS);
    Path file = folder.resolve("edit.safetensors");
    routed.save(file);
    lorweb.close();
    assertThatCode(lorweb::close).doesNotThrowAnyException();
    List<ThrowingCallable> uses =
        List.of(
            () -> analogy.apply(B),
            () -> analogy.route(B, SETTINGS),
            () -> routed.apply(),
            () -> routed.save(file),
            () -> routed.export(file, Dialect.KOHYA),
            () -> lorweb.edit(B, SETTINGS),
            () -> lorweb.analogy(A, A2),
            () -> lorweb.open(file),
            () -> lorweb.warmUp());
    for (ThrowingCallable use : uses) {
      assertThatThrownBy(use)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("this LoRWeB has been closed");
    }
  }

  /** It would wait for itself for ever. */
  @Test
  void aRunCannotCloseWhatItRunsOn() {
    try (LoRWeB lorweb = LoRWeB.load(SquareModel.options())) {
      assertThatThrownBy(() -> lorweb.edit(B, SETTINGS, step -> lorweb.close()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("a run cannot close what it runs on");
      assertThat(lorweb.edit(B, SETTINGS).picture().size()).isEqualTo(new Size(64, 64));
    }
  }

  @Test
  void warmingUpChangesNothing() {
    try (LoRWeB warm = LoRWeB.load(SquareModel.options());
        LoRWeB cold = LoRWeB.load(SquareModel.options())) {
      warm.warmUp();
      warm.warmUp();
      assertThat(warm.analogy(A, A2).apply(B, SETTINGS).picture())
          .isEqualTo(cold.analogy(A, A2).apply(B, SETTINGS, Progress.NONE).picture());
    }
  }

  @Test
  void missingArgumentsAreNamed() {
    try (LoRWeB lorweb = LoRWeB.load(SquareModel.options())) {
      Analogy analogy = lorweb.analogy(A, A2);
      assertNamed(() -> LoRWeB.load(null), "options");
      assertNamed(() -> lorweb.analogy(null, A2), "a");
      assertNamed(() -> lorweb.analogy(A, null), "a2");
      assertNamed(() -> lorweb.analogy(null), "demonstrations");
      assertNamed(() -> new Demonstration(A, null), "a2");
      assertNamed(() -> lorweb.open(null), "saved");
      assertNamed(() -> analogy.apply(null, SETTINGS), "b");
      assertNamed(() -> analogy.route(null, SETTINGS), "b");
      assertNamed(() -> analogy.estimate(null, SETTINGS), "b");
      assertNamed(() -> analogy.apply(B, null), "settings");
      assertNamed(() -> analogy.route(B, SETTINGS, null), "progress");
      assertNamed(() -> lorweb.edit(null, SETTINGS), "picture");
      assertNamed(() -> lorweb.mixed(null), "analogies");
      RoutedAnalogy routed = analogy.route(B, SETTINGS);
      assertNamed(() -> routed.with(null), "given");
      assertNamed(() -> routed.with(routed.mixture(), null), "origin");
      assertNamed(() -> routed.save(null), "file");
      Result result = routed.apply();
      assertNamed(() -> result.write((Path) null), "file");
      assertNamed(() -> result.write((OutputStream) null), "stream");
      assertNamed(() -> result.toPng(null), "detail");
    }
  }

  @Test
  void missingSettingsAreNamedWhereTheyAreMade() {
    Settings settings = Settings.defaults();
    assertNamed(() -> settings.wording(null), "change");
    assertNamed(() -> settings.canvas(c -> c.compatibility(null)), "compatibility");
    assertNamed(() -> new Settings(settings.wording(), null, null, null), "sampling");
    LoadOptions options = LoadOptions.defaults();
    assertNamed(() -> options.parts(p -> p.model(null)), "model");
    assertNamed(() -> options.machine(m -> m.device(null)), "device");
    assertNamed(() -> options.lora(null, 1), "file");
    assertNamed(() -> options.within(null), "other");
    assertNamed(() -> PictureReader.read(null), "file");
    assertNamed(() -> PictureReader.read(null, "name"), "bytes");
    assertNamed(() -> PictureReader.read(new byte[9], null), "name");
  }

  private static void assertNamed(ThrowingCallable call, String name) {
    assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessage(name);
  }

  @Test
  void anAnalogySaysWhatItIs() {
    Path file = folder.resolve("edit.safetensors");
    try (LoRWeB lorweb = LoRWeB.load(SquareModel.options())) {
      Analogy analogy = lorweb.analogy(A, A2);
      analogy.route(B, SETTINGS).save(file);
      assertThat(analogy).hasToString("Analogy of 1 pair, first a of " + A.size());
      assertThat(lorweb.open(file)).hasToString("Analogy saved in " + file);
    }
  }
}
