package io.lorweb;

import static io.lorweb.SquareModel.A;
import static io.lorweb.SquareModel.A2;
import static io.lorweb.SquareModel.B;
import static io.lorweb.SquareModel.OTHER_B;
import static io.lorweb.SquareModel.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.analogy.Layout;
import io.lorweb.basis.Mixture;
import io.lorweb.error.InputException;
import io.lorweb.image.Picture;
import io.lorweb.record.RunRecord;
import io.lorweb.record.RunRecord.Detail;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several analogies as one, and mixtures that are given. */
class MixingTest {

  private static LoRWeB lorweb;
  private static Analogy there;
  private static Analogy back;

  @TempDir Path folder;

  @BeforeAll
  static void load() {
    lorweb = LoRWeB.load(SquareModel.options());
    there = lorweb.analogy(A, A2);
    back = lorweb.analogy(A2, A);
  }

  @AfterAll
  static void close() {
    lorweb.close();
  }

  private static Analogy mixed(double first, double second) {
    return lorweb.mixed(List.of(new Weighted(there, first), new Weighted(back, second)));
  }

  private static Mixture mixture(Analogy analogy) {
    return analogy.route(B, SETTINGS).mixture();
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void theWholeWeightOnOneIsThatOneBitForBit(Layout layout) {
    Settings settings = SETTINGS.canvas(c -> c.layout(layout));
    Picture first = there.apply(B, settings).picture();
    Picture second = back.apply(B, settings).picture();

    assertThat(first).isNotEqualTo(second);
    assertThat(mixed(1, 0).apply(B, settings).picture()).isEqualTo(first);
    assertThat(mixed(0, 1).apply(B, settings).picture()).isEqualTo(second);
    assertThat(mixed(0, 1).apply(OTHER_B, settings).picture())
        .isEqualTo(back.apply(OTHER_B, settings).picture());
  }

  @Test
  void halfOfEachIsTheMean() {
    assertThat(mixture(mixed(0.5, 0.5)))
        .isEqualTo(Mixture.mean(List.of(mixture(there), mixture(back))))
        .isNotEqualTo(mixture(there));
  }

  @Test
  void aWeightIsAStrength() {
    Analogy half = lorweb.mixed(List.of(new Weighted(there, -0.5)));

    assertThat(mixture(half)).isEqualTo(mixture(there).scaled(-0.5));
    assertThat(half.apply(B, SETTINGS).picture())
        .isEqualTo(there.apply(B, SETTINGS.mixing(m -> m.strength(-0.5))).picture())
        .isNotEqualTo(there.apply(B, SETTINGS.mixing(m -> m.strength(0.5))).picture());
  }

  @Test
  void mixedAnalogiesAreMixedAgain() {
    Analogy twice = lorweb.mixed(List.of(new Weighted(mixed(1, -2), 2), new Weighted(back, 1)));

    assertThat(mixture(twice))
        .isEqualTo(
            Mixture.weighted(
                List.of(mixture(there), mixture(back), mixture(back)), List.of(2.0, -4.0, 1.0)));
    assertThat(twice)
        .hasToString(
            "2.0 x Analogy of 1 pair, first a of 48 x 48 + -4.0 x Analogy of 1 pair, first a of"
                + " 48 x 48 + 1.0 x Analogy of 1 pair, first a of 48 x 48");
  }

  @Test
  void otherModelsAndNothingAreNotMixed() {
    try (LoRWeB other = LoRWeB.load(SquareModel.options())) {
      List<Weighted> foreign = List.of(new Weighted(other.analogy(A, A2), 1));
      assertThatThrownBy(() -> lorweb.mixed(foreign))
          .isInstanceOf(InputException.class)
          .hasMessage("the analogies come from different models: load one for all");
    }
    assertThatThrownBy(() -> lorweb.mixed(List.of())).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> new Weighted(there, Double.NaN)).isInstanceOf(InputException.class);
    Path file = SquareModel.internal(folder.resolve("internal.safetensors"));
    try (LoRWeB internal = LoRWeB.load(SquareModel.base().parts(p -> p.adapter(file)))) {
      List<Weighted> one = List.of(new Weighted(internal.analogy(A, A2), 1));
      assertThatThrownBy(() -> internal.mixed(one))
          .isInstanceOf(InputException.class)
          .hasMessageEndingWith("so analogies cannot be mixed");
    }
  }

  @Test
  void aGivenMixtureIsApplied() {
    RoutedAnalogy routed = there.route(B, SETTINGS);
    Mixture wanted = mixture(back);

    Result result = routed.with(wanted).apply();

    assertThat(result.mixture()).contains(wanted);
    assertThat(result.picture()).isNotEqualTo(routed.apply().picture());
    assertThat(routed.with(routed.mixture()).apply().picture()).isEqualTo(routed.apply().picture());
    // The query layout shows the model neither a nor a': the coefficients are all there is.
    Settings query = SETTINGS.canvas(c -> c.layout(Layout.QUERY));
    assertThat(there.route(B, query).with(back.route(B, query).mixture()).apply().picture())
        .isEqualTo(back.apply(B, query).picture());
  }

  @Test
  void aMixtureOfAnotherAdapterIsNotApplied() {
    RoutedAnalogy routed = there.route(B, SETTINGS);
    Mixture foreign = new Mixture(List.of("blocks.0"), 1, new float[1]);
    Mixture endless = routed.mixture().scaled(1e300);

    assertThatThrownBy(() -> routed.with(foreign))
        .isInstanceOf(InputException.class)
        .hasMessage("the mixtures come from different adapters");
    assertThatThrownBy(() -> routed.with(endless))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith("but must be finite");
  }

  @Test
  void aGivenMixtureIsSavedForItsB() {
    Path file = folder.resolve("mean.analogy");
    RoutedAnalogy mean = mixed(0.5, 0.5).route(B, SETTINGS);
    mean.save(file);
    Analogy opened = lorweb.open(file);

    assertThat(opened.apply(B, SETTINGS).picture()).isEqualTo(mean.apply().picture());
    assertThatThrownBy(() -> opened.route(OTHER_B, SETTINGS))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("the saved coefficients belong to another b");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theFileOfAMixedAnalogyRepeatsIt(boolean embedded) {
    Path file = folder.resolve("b2.png");
    Result result = mixed(0.25, 0.75).apply(B, SETTINGS);
    result.write(file, embedded ? Detail.EMBED : Detail.HASHES);

    RunRecord read =
        RunRecord.read(file, embedded ? List.of() : List.of(B, A2, A), Optional.empty());

    assertThat(read.mixture().orElseThrow().origin()).startsWith("0.25 x Analogy of 1 pair");
    RoutedAnalogy again =
        lorweb
            .analogy(read.pairs())
            .route(read.b(), read.settings())
            .with(read.mixture().orElseThrow().mixture());
    assertThat(again.apply().picture()).isEqualTo(result.picture());
  }
}
