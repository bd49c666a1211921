package io.lorweb;

import static io.lorweb.SquareModel.A;
import static io.lorweb.SquareModel.A2;
import static io.lorweb.SquareModel.B;
import static io.lorweb.SquareModel.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.analogy.Composer.Compatibility;
import io.lorweb.analogy.Layout;
import io.lorweb.error.InputException;
import io.lorweb.image.Size;
import io.lorweb.work.Progress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pictures larger than what is generated. */
class DraftTest {

  private static final Settings LARGE =
      Settings.defaults()
          .wording(w -> w.prompt("make it red").textLength(16))
          .sampling(s -> s.steps(2))
          .canvas(c -> c.size(new Size(96, 64)));

  private static LoRWeB lorweb;

  @BeforeAll
  static void load() {
    lorweb = LoRWeB.load(SquareModel.options());
  }

  @AfterAll
  static void close() {
    lorweb.close();
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void isGeneratedSmallAndEnlarged(Layout layout) {
    Analogy analogy = lorweb.analogy(A, A2);
    Result drafted = analogy.apply(B, LARGE.canvas(c -> c.layout(layout).draft(40)), Progress.NONE);
    assertThat(drafted.picture().size()).isEqualTo(new Size(96, 64));
    // 1,600 pixels in the shape of 3 to 2, in whole tokens.
    Size cell = new Size(48, 32);
    int cells = layout == Layout.GRID ? 2 : 1;
    assertThat(drafted.canvas().size())
        .isEqualTo(new Size(cells * cell.width(), cells * cell.height()));
    Result small =
        analogy.apply(B, LARGE.canvas(c -> c.layout(layout).size(new Size(48, 32))), Progress.NONE);
    assertThat(drafted.canvas()).isEqualTo(small.canvas());
    assertThat(drafted.mixture()).isEqualTo(small.mixture());
    // What was asked for is on record, not the draft's size.
    assertThat(drafted.run().settings().canvas().size()).contains(new Size(96, 64));
    assertThat(drafted.run().settings().canvas().draft()).hasValue(40);
  }

  @Test
  void theAreaOfTheCanvasMayDecideAsWell() {
    Settings settings = SETTINGS.canvas(c -> c.layout(Layout.QUERY).maxArea(128 * 128).draft(32));
    Result result = lorweb.analogy(A, A2).apply(B, settings, Progress.NONE);
    assertThat(result.picture().size()).isEqualTo(new Size(128, 128));
    assertThat(result.canvas().size()).isEqualTo(new Size(32, 32));
  }

  @Test
  void smallPicturesAreGeneratedAsTheyAre() {
    Analogy analogy = lorweb.analogy(A, A2);
    Result plain = analogy.apply(B, LARGE, Progress.NONE);
    assertThat(plain.canvas().size()).isNotEqualTo(plain.picture().size());
    Result enough = analogy.apply(B, LARGE.canvas(c -> c.draft(96)), Progress.NONE);
    assertThat(enough.picture()).isEqualTo(plain.picture());
    Result never = analogy.apply(B, LARGE.canvas(c -> c.draft(0)), Progress.NONE);
    assertThat(never.picture()).isEqualTo(plain.picture());
  }

  @Test
  void theReferencesBehaviourKnowsNoDraft() {
    Settings settings =
        SETTINGS.canvas(
            c -> c.maxArea(64 * 64).draft(16).compatibility(Compatibility.REFERENCE_OWN_SIZE));
    Result result = lorweb.analogy(A, A2).apply(B, settings, Progress.NONE);
    assertThat(result.canvas().size()).isEqualTo(new Size(64, 64));
    assertThat(result.run().settings().canvas().draft()).hasValue(0);
  }

  @Test
  void anEditByInstructionIsEnlargedToo() {
    Result result = lorweb.edit(B, LARGE.canvas(c -> c.draft(40)), Progress.NONE);
    assertThat(result.picture().size()).isEqualTo(new Size(96, 64));
    assertThat(result.canvas().size()).isEqualTo(new Size(48, 32));
  }

  @Test
  void refusesWrongSides() {
    assertThatThrownBy(() -> SETTINGS.canvas(c -> c.draft(-1)))
        .isInstanceOf(InputException.class)
        .hasMessage("draft -1 must lie in 0..8192 pixels");
  }
}
