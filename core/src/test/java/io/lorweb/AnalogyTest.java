package io.lorweb;

import static io.lorweb.SquareModel.A;
import static io.lorweb.SquareModel.A2;
import static io.lorweb.SquareModel.B;
import static io.lorweb.SquareModel.OTHER_B;
import static io.lorweb.SquareModel.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lorweb.adapt.Application;
import io.lorweb.adapt.OrdinaryLora.Dialect;
import io.lorweb.analogy.Demonstration;
import io.lorweb.analogy.Layout;
import io.lorweb.analogy.Subject;
import io.lorweb.basis.Mixture;
import io.lorweb.error.InputException;
import io.lorweb.image.Picture;
import io.lorweb.image.Size;
import io.lorweb.work.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnalogyTest {

  private static LoRWeB lorweb;

  @TempDir Path folder;

  @BeforeAll
  static void load() {
    lorweb = LoRWeB.load(SquareModel.options());
  }

  @AfterAll
  static void close() {
    lorweb.close();
  }

  private static Picture apply(Analogy analogy, Picture b, Settings settings) {
    return analogy.apply(b, settings, Progress.NONE).picture();
  }

  // Saving

  @ParameterizedTest
  @EnumSource(Layout.class)
  void aSavedAnalogyDoesTheSameToTheSameAndToAnotherPicture(Layout layout) {
    Settings settings = SETTINGS.canvas(c -> c.layout(layout));
    Path file = folder.resolve("edit.safetensors");
    Analogy fresh = lorweb.analogy(A, A2);
    fresh.route(B, settings).save(file);

    Analogy opened = lorweb.open(file);
    // The layout is the saved one without being asked for.
    assertThat(apply(opened, B, SETTINGS)).isEqualTo(apply(fresh, B, settings));
    assertThat(opened.route(OTHER_B, SETTINGS).mixture())
        .isEqualTo(fresh.route(OTHER_B, settings).mixture())
        .isNotEqualTo(fresh.route(B, settings).mixture());
    assertThat(apply(opened, OTHER_B, SETTINGS))
        .isEqualTo(apply(fresh, OTHER_B, settings))
        .isNotEqualTo(apply(fresh, B, settings));
  }

  @Test
  void anAnalogySavedWithoutPicturesWorksWithTheQueryLayoutOnly() {
    Path file = folder.resolve("edit.safetensors");
    lorweb.analogy(A, A2).route(B, SETTINGS.canvas(c -> c.layout(Layout.QUERY))).save(file);
    Analogy opened = lorweb.open(file);
    assertThatThrownBy(() -> apply(opened, B, SETTINGS.canvas(c -> c.layout(Layout.GRID))))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "this saved analogy does not contain a and a': it works only with setting 'layout' query");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ca'-ca", "caa'b", "ca'-ca+cb"})
  void otherQueryModesCannotRouteAnotherPictureFromAFile(String mode) {
    Path file = folder.resolve("edit.safetensors");
    Path adapter = SquareModel.withMode(folder.resolve("adapter.safetensors"), mode);
    try (LoRWeB other = LoRWeB.load(SquareModel.base().parts(p -> p.adapter(adapter)))) {
      Analogy fresh = other.analogy(A, A2);
      fresh.route(B, SETTINGS).save(file);
      Analogy opened = other.open(file);
      assertThat(apply(opened, B, SETTINGS)).isEqualTo(apply(fresh, B, SETTINGS));
      assertThatThrownBy(() -> opened.route(OTHER_B, SETTINGS))
          .isInstanceOf(InputException.class)
          .hasMessage(
              "the saved coefficients belong to another b, and the file holds nothing to route a new"
                  + " one by: give a and a' instead of the saved analogy");
      assertThatThrownBy(() -> lorweb.open(file))
          .isInstanceOf(InputException.class)
          .hasMessage(
              file + " was made with another adapter than " + lorweb.adapter().get().file());
    }
  }

  @Test
  void opensOnlySavedAnalogies() {
    assertThatThrownBy(() -> lorweb.open(SquareModel.ADAPTER))
        .isInstanceOf(InputException.class)
        .hasMessage(SquareModel.ADAPTER + " is not a saved analogy");
  }

  // Strength and pairs

  @Test
  void strengthZeroIsTheBaseModel() {
    Settings query = SETTINGS.canvas(c -> c.layout(Layout.QUERY));
    Analogy analogy = lorweb.analogy(A, A2);
    Picture none = apply(analogy, B, query.mixing(m -> m.strength(0)));
    assertThat(none).isNotEqualTo(apply(analogy, B, query));
    try (LoRWeB base = LoRWeB.load(SquareModel.base().baseOnly())) {
      assertThat(none).isEqualTo(base.edit(B, SETTINGS, Progress.NONE).picture());
      assertThatThrownBy(() -> base.analogy(A, A2))
          .isInstanceOf(InputException.class)
          .hasMessageEndingWith(
              "has no LoRWeB adapter of its own: give one with setting 'adapter'");
    }
    try (LoRWeB merged =
        LoRWeB.load(SquareModel.options().machine(m -> m.application(Application.MERGED)))) {
      assertThat(apply(merged.analogy(A, A2), B, query.mixing(m -> m.strength(0)))).isEqualTo(none);
    }
  }

  @Test
  void severalPairsAreAveraged() {
    Demonstration there = new Demonstration(A, A2);
    Demonstration back = new Demonstration(A2, A);
    Mixture first = lorweb.analogy(List.of(there)).route(B, SETTINGS).mixture();
    Mixture second = lorweb.analogy(List.of(back)).route(B, SETTINGS).mixture();
    Mixture both = lorweb.analogy(List.of(there, back)).route(B, SETTINGS).mixture();
    assertThat(first).isNotEqualTo(second);
    for (int i = 0; i < both.coefficients().length; i++) {
      assertThat(both.coefficients()[i])
          .isCloseTo((first.coefficients()[i] + second.coefficients()[i]) / 2, within(1e-6f));
    }
    assertThatThrownBy(() -> lorweb.analogy(List.of())).isInstanceOf(InputException.class);
  }

  @Test
  void anExportedEditIsTheEdit() {
    Settings query = SETTINGS.canvas(c -> c.layout(Layout.QUERY)).mixing(m -> m.strength(0.5));
    Analogy analogy = lorweb.analogy(A, A2);
    for (Dialect dialect : Dialect.values()) {
      Path file = folder.resolve(dialect + ".safetensors");
      analogy.route(B, query).export(file, dialect);
      try (LoRWeB other = LoRWeB.load(SquareModel.base().baseOnly().lora(file, 1))) {
        assertClose(other.edit(B, SETTINGS, Progress.NONE).picture(), apply(analogy, B, query), 1);
      }
    }
  }

  @Test
  void ordinaryLorasWorkBesideEveryApplication() {
    Path file = folder.resolve("lora.safetensors");
    Analogy analogy = lorweb.analogy(A, A2);
    analogy.route(OTHER_B, SETTINGS).export(file, Dialect.DIFFUSERS);
    LoadOptions options = SquareModel.options().lora(file, 0.5);
    Picture folded;
    try (LoRWeB other = LoRWeB.load(options)) {
      folded = apply(other.analogy(A, A2), B, SETTINGS);
      assertThat(folded).isNotEqualTo(apply(analogy, B, SETTINGS));
    }
    try (LoRWeB other = LoRWeB.load(options.machine(m -> m.application(Application.MERGED)))) {
      assertClose(apply(other.analogy(A, A2), B, SETTINGS), folded, 1);
    }
  }

  private static void assertClose(Picture actual, Picture expected, int bound) {
    assertThat(actual.size()).isEqualTo(expected.size());
    byte[] one = actual.toBytes();
    byte[] other = expected.toBytes();
    for (int i = 0; i < one.length; i++) {
      assertThat(Math.abs((one[i] & 255) - (other[i] & 255))).isLessThanOrEqualTo(bound);
    }
  }

  // Internal queries

  @Test
  void internalQueriesAreAppliedButNeitherRoutedNorScaled() {
    Path file = SquareModel.internal(folder.resolve("internal.safetensors"));
    try (LoRWeB internal = LoRWeB.load(SquareModel.base().parts(p -> p.adapter(file)))) {
      Analogy analogy = internal.analogy(A, A2);
      Result result = analogy.apply(B, SETTINGS, Progress.NONE);
      assertThat(result.mixture()).isEmpty();
      assertThat(result.picture())
          .isNotEqualTo(apply(lorweb.analogy(A, A2), B, SETTINGS.mixing(m -> m.strength(0))));
      assertThatThrownBy(() -> analogy.route(B, SETTINGS))
          .isInstanceOf(InputException.class)
          .hasMessage(
              file
                  + " routes by each layer's own input at every call, so an analogy cannot be"
                  + " folded, saved or exported");
      assertThatThrownBy(
              () -> analogy.apply(B, SETTINGS.mixing(m -> m.strength(0.5)), Progress.NONE))
          .isInstanceOf(InputException.class)
          .hasMessageEndingWith("so its strength cannot be set");
    }
  }

  // Running

  @Test
  void endsBetweenTwoStepsWhenAskedTo() {
    List<Long> steps = new ArrayList<>();
    Progress impatient =
        new Progress() {
          @Override
          public void after(Step step) {
            assertThat(step.phase()).isEqualTo(Progress.SAMPLE);
            assertThat(step.of()).isEqualTo(5);
            assertThat(step.preview().orElseThrow().get().size()).isEqualTo(new Size(32, 32));
            steps.add(step.done());
          }

          @Override
          public boolean cancelled() {
            return steps.size() == 2;
          }
        };
    assertThatThrownBy(
            () -> lorweb.analogy(A, A2).apply(B, SETTINGS.sampling(s -> s.steps(5)), impatient))
        .isInstanceOf(CancellationException.class);
    assertThat(steps).containsExactly(1L, 2L);
  }

  @Test
  void twoThreadsDoNotDisturbEachOther() throws Exception {
    Analogy there = lorweb.analogy(A, A2);
    Analogy back = lorweb.analogy(A2, A);
    Picture expectedThere = apply(there, B, SETTINGS);
    Picture expectedBack = apply(back, OTHER_B, SETTINGS.sampling(s -> s.seed(3)));
    assertThat(expectedThere).isNotEqualTo(expectedBack);

    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      CountDownLatch together = new CountDownLatch(2);
      // New analogies, so that encoding and routing are concurrent as well.
      Future<List<Picture>> one =
          threads.submit(() -> often(lorweb.analogy(A, A2), B, SETTINGS, together));
      Future<List<Picture>> other =
          threads.submit(
              () ->
                  often(
                      lorweb.analogy(A2, A), OTHER_B, SETTINGS.sampling(s -> s.seed(3)), together));
      assertThat(one.get()).containsOnly(expectedThere);
      assertThat(other.get()).containsOnly(expectedBack);
    } finally {
      threads.shutdown();
    }
  }

  private static List<Picture> often(
      Analogy analogy, Picture b, Settings settings, CountDownLatch together)
      throws InterruptedException {
    together.countDown();
    together.await();
    List<Picture> pictures = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      pictures.add(apply(analogy, b, settings));
    }
    return pictures;
  }

  @Test
  void givenLatentsReplaceTheSeed() {
    Analogy analogy = lorweb.analogy(A, A2);
    float[] latents = new float[16 * 64];
    Subject given = Subject.of(B).from(latents);
    Picture one = analogy.apply(given, SETTINGS.sampling(s -> s.seed(1)), Progress.NONE).picture();
    assertThat(analogy.apply(given, SETTINGS.sampling(s -> s.seed(2)), Progress.NONE).picture())
        .isEqualTo(one);
    assertThat(apply(analogy, B, SETTINGS.sampling(s -> s.seed(1)))).isNotEqualTo(one);
    Subject few = Subject.of(B).from(new float[64]);
    assertThatThrownBy(() -> analogy.apply(few, SETTINGS, Progress.NONE))
        .isInstanceOf(InputException.class)
        .hasMessage("the given latents hold 64 numbers but this canvas needs [1, 16, 64]");
  }

  @Test
  void leavesNothingButTheFileBehind() throws Exception {
    lorweb.analogy(A, A2).route(B, SETTINGS).save(folder.resolve("new/edit.safetensors"));
    try (var files = Files.list(folder.resolve("new"))) {
      assertThat(files).hasSize(1);
    }
  }
}
