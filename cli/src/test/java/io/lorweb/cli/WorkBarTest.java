package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.work.Progress.Step;
import org.junit.jupiter.api.Test;

class WorkBarTest {

  @Test
  void aPhaseThatHasJustBegunHasNoRate() {
    try (WorkBar bar = new WorkBar("eval", WorkBar.Display.LINES, line -> {})) {
      Step first = new Step("one", 1, 14);
      bar.after(first);
      assertThat(bar.line("one", first)).matches("one: 1 of 14, .* a second, .* s left");

      Step second = new Step("two", 1, 14);
      bar.after(second);
      assertThat(bar.line("two", second)).isEqualTo("two: 1 of 14");
      assertThat(bar.line("two", new Step("two", 2, 14))).contains("2 of 14, ", " s left");
    }
  }
}
