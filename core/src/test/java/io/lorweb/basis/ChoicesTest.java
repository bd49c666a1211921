package io.lorweb.basis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

  private static BasisConfig config(Routing routing) {
    BasisConfig paper = BasisConfig.PAPER;
    return new BasisConfig(
        6, 2, 12, routing, paper.query(), true, true, paper.pooling(), "", paper.layout());
  }
}
