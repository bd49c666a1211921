package io.lorweb;

import static io.lorweb.SquareModel.A;
import static io.lorweb.SquareModel.A2;
import static io.lorweb.SquareModel.B;
import static io.lorweb.SquareModel.OTHER_B;
import static io.lorweb.SquareModel.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lorweb.analogy.Demonstration;
import io.lorweb.analogy.Layout;
import io.lorweb.basis.Mixture;
import io.lorweb.error.InputException;
import io.lorweb.image.Picture;
import io.lorweb.work.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mixing coefficients fitted to the demonstration. */
class FitTest {

  private static final Settings FITTED = SETTINGS.mixing(m -> m.fit(3));

  /** Of each test: fits are remembered by what is loaded. */
  private LoRWeB lorweb;

  private LoRWeB other;

  @TempDir Path folder;

  @BeforeEach
  void load() {
    lorweb = LoRWeB.load(SquareModel.options());
    other = LoRWeB.load(SquareModel.options());
  }

  @AfterEach
  void close() {
    lorweb.close();
    other.close();
  }

  private static Mixture mixture(Analogy analogy, Picture b, Settings settings) {
    return analogy.route(b, settings).mixture();
  }

  private static void assertClose(Mixture actual, Mixture expected) {
    for (int i = 0; i < expected.coefficients().length; i++) {
      assertThat(actual.coefficients()[i]).isCloseTo(expected.coefficients()[i], within(1e-5f));
    }
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void changesTheCoefficientsOfEveryPictureAlike(Layout layout) {
    Settings plain = SETTINGS.canvas(c -> c.layout(layout));
    Settings fitted = FITTED.canvas(c -> c.layout(layout));
    Analogy analogy = lorweb.analogy(A, A2);
    Mixture there = mixture(analogy, B, fitted);
    assertThat(there).isNotEqualTo(mixture(analogy, B, plain));
    Mixture change = there.plus(mixture(analogy, B, plain).scaled(-1));
    Mixture otherChange =
        mixture(analogy, OTHER_B, fitted).plus(mixture(analogy, OTHER_B, plain).scaled(-1));
    assertClose(otherChange, change);
    // Every Linear takes part.
    for (int linear = 0; linear < change.paths().size(); linear++) {
      assertThat(change.of(linear)).isNotEqualTo(new float[change.size()]);
    }
  }

  @Test
  void sameDemonstrationSameCoefficients() {
    assertThat(
            mixture(
                lorweb.analogy(A, A2),
                B,
                FITTED.sampling(s -> s.seed(1)).mixing(m -> m.strength(0.5))))
        .isEqualTo(mixture(other.analogy(A, A2), B, FITTED.sampling(s -> s.seed(2))))
        .isNotEqualTo(mixture(lorweb.analogy(A, A2), B, FITTED.mixing(m -> m.fit(2))))
        .isNotEqualTo(
            mixture(lorweb.analogy(A, A2), B, FITTED.wording(w -> w.prompt("make it blue"))));
  }

  @Test
  void oneFitServesEveryStrengthSeedAndNumberOfSteps() {
    List<String> phases = new ArrayList<>();
    Progress counting = step -> phases.add(step.phase());
    Analogy analogy = lorweb.analogy(A, A2);
    analogy.apply(B, FITTED, counting);
    assertThat(phases.stream().filter(Progress.FIT::equals)).hasSize(3);
    phases.clear();

    analogy.apply(B, FITTED.mixing(m -> m.strength(-1)), counting);
    analogy.apply(B, FITTED.sampling(s -> s.steps(1).seed(9).guidance(4)), counting);
    lorweb.mixed(List.of(new Weighted(analogy, 0.5))).apply(OTHER_B, FITTED, counting);

    assertThat(phases).isNotEmpty().doesNotContain(Progress.FIT);
    analogy.apply(B, FITTED.mixing(m -> m.fit(2)), counting);
    assertThat(phases).contains(Progress.FIT);
  }

  @Test
  void severalPairsAreFittedTogether() {
    Analogy both = lorweb.analogy(List.of(new Demonstration(A, A2), new Demonstration(OTHER_B, B)));
    assertThat(mixture(both, B, FITTED)).isNotEqualTo(mixture(both, B, SETTINGS));
  }

  @Test
  void zeroStepsFitNothing() {
    assertThat(mixture(lorweb.analogy(A, A2), B, SETTINGS.mixing(m -> m.fit(0))))
        .isEqualTo(mixture(lorweb.analogy(A, A2), B, SETTINGS));
  }

  @Test
  void isHeardAndEndsWhenAskedTo() {
    List<Long> steps = new ArrayList<>();
    Progress impatient =
        new Progress() {
          @Override
          public void after(Step step) {
            assertThat(step).isEqualTo(new Step(Progress.FIT, steps.size() + 1, 3));
            steps.add(step.done());
          }

          @Override
          public boolean cancelled() {
            return steps.size() == 2;
          }
        };
    Analogy analogy = lorweb.analogy(A, A2);
    assertThatThrownBy(() -> analogy.apply(B, FITTED, impatient))
        .isInstanceOf(CancellationException.class)
        .hasMessage("cancelled before step 3 of the fit");
    assertThat(steps).containsExactly(1L, 2L);
    // What was broken off has left nothing behind.
    assertThat(mixture(analogy, B, FITTED)).isEqualTo(mixture(other.analogy(A, A2), B, FITTED));
  }

  /** A fit under way in another thread until it is let go, by interrupt or by a word. */
  private final class Held implements AutoCloseable {
    final Analogy analogy = lorweb.analogy(A, A2);
    final ExecutorService thread = Executors.newSingleThreadExecutor();
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch on = new CountDownLatch(1);
    volatile boolean cancelled;
    final Future<Mixture> fit;

    Held() throws InterruptedException {
      Progress holding =
          new Progress() {
            @Override
            public void after(Step step) {
              begun.countDown();
              try {
                on.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            }

            @Override
            public boolean cancelled() {
              return cancelled;
            }
          };
      fit = thread.submit(() -> analogy.route(B, FITTED, holding).mixture());
      begun.await();
    }

    @Override
    public void close() {
      on.countDown();
      thread.shutdown();
    }
  }

  @Test
  void whoeverWaitsForAFitCanBeInterrupted() throws Exception {
    try (Held held = new Held()) {
      ExecutorService second = Executors.newSingleThreadExecutor();
      CountDownLatch started = new CountDownLatch(1);
      Future<Mixture> waiting =
          second.submit(
              () -> {
                started.countDown();
                return held.analogy.route(OTHER_B, FITTED).mixture();
              });
      started.await();
      second.shutdownNow();
      assertThatThrownBy(waiting::get).hasCauseInstanceOf(CancellationException.class);
      assertThat(held.fit).isNotDone();
      held.on.countDown();
      assertThat(held.fit.get()).isEqualTo(mixture(other.analogy(A, A2), B, FITTED));
    }
  }

  @Test
  void whoeverWaitsForAFitCanBeToldToStop() throws Exception {
    try (Held held = new Held()) {
      Progress impatient =
          new Progress() {
            private int asked;

            @Override
            public void after(Step step) {
              throw new AssertionError("it has nothing to do");
            }

            @Override
            public boolean cancelled() {
              return asked++ == 3;
            }
          };
      assertThatThrownBy(() -> held.analogy.route(OTHER_B, FITTED, impatient))
          .isInstanceOf(CancellationException.class)
          .hasMessage("cancelled while another run was fitting the same analogy");
      assertThat(held.fit).isNotDone();
    }
  }

  @Test
  void whoeverWaitsForACancelledFitFitsItself() throws Exception {
    try (Held held = new Held()) {
      ExecutorService second = Executors.newSingleThreadExecutor();
      CountDownLatch asked = new CountDownLatch(1);
      List<Long> steps = new ArrayList<>();
      Progress own =
          new Progress() {
            @Override
            public void after(Step step) {
              steps.add(step.done());
            }

            @Override
            public boolean cancelled() {
              asked.countDown();
              return false;
            }
          };
      Future<Mixture> waiting = second.submit(() -> held.analogy.route(B, FITTED, own).mixture());
      second.shutdown();
      asked.await();
      held.cancelled = true;
      held.on.countDown();
      assertThatThrownBy(held.fit::get)
          .hasCauseInstanceOf(CancellationException.class)
          .hasMessageEndingWith("cancelled before step 2 of the fit");
      assertThat(waiting.get()).isEqualTo(mixture(other.analogy(A, A2), B, FITTED));
      assertThat(steps).containsExactly(1L, 2L, 3L);
    }
  }

  @Test
  void aSavedAnalogyStaysFittedForEveryPicture() {
    Path file = folder.resolve("edit.safetensors");
    Analogy fresh = lorweb.analogy(A, A2);
    fresh.route(B, FITTED).save(file);
    Analogy opened = lorweb.open(file);
    assertThat(mixture(opened, B, SETTINGS)).isEqualTo(mixture(fresh, B, FITTED));
    assertThat(mixture(opened, OTHER_B, SETTINGS)).isEqualTo(mixture(fresh, OTHER_B, FITTED));
    assertThatThrownBy(() -> opened.route(B, FITTED))
        .isInstanceOf(InputException.class)
        .hasMessage("a saved analogy cannot be fitted again: setting 'fit' needs a and a'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ca'-ca", "caa'b", "ca'-ca+cb"})
  void otherQueryModesAreFittedAndSavedAsWell(String mode) {
    Path file = folder.resolve("edit.safetensors");
    Path adapter = SquareModel.withMode(folder.resolve("adapter.safetensors"), mode);
    try (LoRWeB other = LoRWeB.load(SquareModel.base().parts(p -> p.adapter(adapter)))) {
      Analogy fresh = other.analogy(A, A2);
      fresh.route(B, FITTED).save(file);
      assertThat(mixture(fresh, B, FITTED)).isNotEqualTo(mixture(fresh, B, SETTINGS));
      assertThat(mixture(other.open(file), B, SETTINGS)).isEqualTo(mixture(fresh, B, FITTED));
    }
  }

  @Test
  void internalQueriesCannotBeFitted() {
    Path file = SquareModel.internal(folder.resolve("internal.safetensors"));
    try (LoRWeB internal = LoRWeB.load(SquareModel.base().parts(p -> p.adapter(file)))) {
      assertThatThrownBy(() -> internal.analogy(A, A2).apply(B, FITTED, Progress.NONE))
          .isInstanceOf(InputException.class)
          .hasMessageEndingWith("so it cannot be fitted");
    }
  }

  @Test
  void refusesWrongSteps() {
    assertThatThrownBy(() -> SETTINGS.mixing(m -> m.fit(-1)))
        .isInstanceOf(InputException.class)
        .hasMessage("fit -1 must lie in 0..1000 steps");
    assertThatThrownBy(() -> SETTINGS.mixing(m -> m.fit(1001))).isInstanceOf(InputException.class);
  }
}
