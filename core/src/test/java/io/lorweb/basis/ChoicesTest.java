package io.lorweb.basis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Closed choices and what their refusals name. */
class ChoicesTest {

  @ParameterizedTest
  @EnumSource(QueryMode.class)
  void everyQueryModeIsReadByItsLabel(QueryMode mode) {
    assertThat(QueryMode.parse(mode.label())).isEqualTo(mode);
  }

  @Test
  void anUnknownQueryModeNamesAllChoices() {
    assertThatThrownBy(() -> QueryMode.parse("CAT-aa'b"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "query mode 'CAT-aa'b' is unknown; known are aa'bb', caa'bb', caa'b, caa', ca'-ca,"
                + " ca'-ca+cb, cat-aa'b, paa'b, paa'b3, cat-paa'b, cat-paa'b3");
  }

  @Test
  void unknownRoutingNamesAllChoices() {
    assertThatThrownBy(() -> Routing.Activation.parse("relu"))
        .isInstanceOf(InputException.class)
        .hasMessage("activation is 'relu' but must be softmax or tanh");
    assertThatThrownBy(() -> Routing.Reduction.parse("max"))
        .isInstanceOf(InputException.class)
        .hasMessage("mixing_coeffs_type is 'max' but must be mean or sum");
    assertThatThrownBy(() -> BasisConfig.Pooling.parse(""))
        .isInstanceOf(InputException.class)
        .hasMessage("pooling_type is '' but must be avg or max");
    assertThatThrownBy(() -> new Routing(0, Routing.Activation.TANH, Routing.Reduction.SUM))
        .isInstanceOf(InputException.class)
        .hasMessage("lora_heads is 0 but must be at least 1");
  }

  @Test
  void headsMustDivideTheKeys() {
    assertThatThrownBy(() -> config(new Routing(5, Routing.Activation.TANH, Routing.Reduction.SUM)))
        .isInstanceOf(InputException.class)
        .hasMessage("lora_keys_dim 12 is not divisible by lora_heads 5");
  }

  @ParameterizedTest
  @CsvSource({"0,1,2", "1,0,2", "1,1,0"})
  void sizesAreAtLeastOne(int count, int rank, int keys) {
    BasisConfig paper = BasisConfig.PAPER;
    assertThatThrownBy(
            () ->
                new BasisConfig(
                    count,
                    rank,
                    keys,
                    paper.routing(),
                    paper.query(),
                    true,
                    true,
                    paper.pooling(),
                    "",
                    paper.layout()))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith(" is 0 but must be at least 1");
  }

  @ParameterizedTest
  @EnumSource(QueryMode.class)
  void onlyTheFirstFourModesAreKnownToInternalQueries(QueryMode mode) {
    boolean known = List.of("aa'bb'", "caa'bb'", "caa'b", "caa'").contains(mode.label());
    assertThat(mode.internal()).isEqualTo(known);
    assertThat(mode.patches()).isEqualTo(mode.label().contains("paa'"));
    assertThat(mode.deep()).isEqualTo(mode.label().endsWith("b3"));
  }

  @Test
  void mixturesOfOneAdapterOnlyAreTakenTogether() {
    Mixture one = new Mixture(List.of("p"), 2, new float[] {1, 2});
    assertThat(one).isEqualTo(new Mixture(List.of("p"), 2, new float[] {1, 2}));
    assertThat(one).hasSameHashCodeAs(new Mixture(List.of("p"), 2, new float[] {1, 2}));
    for (Mixture other :
        List.of(
            new Mixture(List.of("q"), 2, new float[] {1, 2}),
            new Mixture(List.of("p", "q"), 1, new float[] {1, 2}),
            new Mixture(List.of("p"), 3, new float[] {1, 2, 3}))) {
      assertThat(one).isNotEqualTo(other);
      assertThatThrownBy(() -> one.plus(other)).isInstanceOf(InputException.class);
      assertThatThrownBy(() -> Mixture.mean(List.of(one, other)))
          .isInstanceOf(InputException.class);
    }
    assertThat(one).isNotEqualTo(new Mixture(List.of("p"), 2, new float[] {1, 3}));
    assertThatThrownBy(() -> new Mixture(List.of("p"), 2, new float[3]))
        .isInstanceOf(InputException.class);
  }

  private static BasisConfig config(Routing routing) {
    BasisConfig paper = BasisConfig.PAPER;
    return new BasisConfig(
        6, 2, 12, routing, paper.query(), true, true, paper.pooling(), "", paper.layout());
  }
}
