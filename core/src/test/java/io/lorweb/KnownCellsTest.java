package io.lorweb;

import static io.lorweb.SquareModel.A;
import static io.lorweb.SquareModel.A2;
import static io.lorweb.SquareModel.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.analogy.Layout;
import io.lorweb.analogy.Subject;
import io.lorweb.error.InputException;
import io.lorweb.image.Mask;
import io.lorweb.image.Picture;
import io.lorweb.record.RunRecord;
import io.lorweb.record.RunRecord.Detail;
import io.lorweb.work.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole runs that compute what is known beforehand in some steps only. */
class KnownCellsTest {

  private static LoRWeB lorweb;
  private static Analogy analogy;

  @TempDir Path folder;

  @BeforeAll
  static void load() {
    lorweb = LoRWeB.load(SquareModel.options());
    analogy = lorweb.analogy(A, A2);
  }

  @AfterAll
  static void close() {
    lorweb.close();
  }

  private static Settings six(Layout layout) {
    return SquareModel.SETTINGS.sampling(s -> s.steps(6)).canvas(c -> c.layout(layout));
  }

  private static Settings known(Layout layout, int every) {
    return six(layout).sampling(s -> s.knownCells(every));
  }

  /** In the grid, cells that end as they are already differ from cells that are generated. */
  @ParameterizedTest
  @EnumSource(Layout.class)
  void inEveryStepItIsThePlainRunButForTheGridsOwnWay(Layout layout) {
    Picture plain = analogy.apply(B, six(layout)).picture();
    Picture every = analogy.apply(B, known(layout, 1)).picture();
    if (layout == Layout.GRID) {
      assertThat(every).isNotEqualTo(plain);
    } else {
      assertThat(every).isEqualTo(plain);
    }
    assertThat(analogy.apply(B, known(layout, 3)).picture()).isNotEqualTo(every);
    assertThat(analogy.apply(B, known(layout, 7)).picture())
        .isEqualTo(analogy.apply(B, known(layout, 1000)).picture());
  }

  @Test
  void theRunIsOnRecordAndRepeated() {
    Result first = analogy.apply(B, known(Layout.GRID, 3));
    Path file = folder.resolve("b2.png");
    RunRecord.of(first).write(file, first, Detail.EMBED);
    Settings read = RunRecord.read(file, List.of(), Optional.empty()).settings();
    assertThat(read.sampling().knownCells()).hasValue(3);
    assertThat(analogy.apply(B, read).picture()).isEqualTo(first.picture());
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void aMaskOfNothingGivesB(Layout layout) {
    Mask nothing = Mask.of(Picture.filled(B.width(), B.height(), 0));
    Result masked = analogy.apply(Subject.of(B).within(nothing), known(layout, 3), Progress.NONE);
    assertThat(masked.picture()).isEqualTo(B);
  }

  @Test
  void eachOfTwoPromptsRecallsItsOwn() {
    Settings away =
        known(Layout.QUERY, 1000).wording(w -> w.negativePrompt("something else").cfg(2));
    Settings same = away.wording(w -> w.negativePrompt("make it red"));
    Picture once = analogy.apply(B, known(Layout.QUERY, 1000)).picture();
    assertThat(analogy.apply(B, same).picture()).isEqualTo(once);
    assertThat(analogy.apply(B, away).picture()).isNotEqualTo(once);
  }

  /** Two full steps of six; the others compute text and b' only. */
  @Test
  void theEstimateKnowsWhatIsSavedAndKept() {
    Estimate plain = analogy.estimate(B.size(), six(Layout.GRID));
    Estimate some = analogy.estimate(B.size(), known(Layout.GRID, 3));
    Estimate every = analogy.estimate(B.size(), known(Layout.GRID, 1));
    assertThat(every.multiplyAdds()).isEqualTo(plain.multiplyAdds());
    assertThat(some.multiplyAdds())
        .isGreaterThan(plain.multiplyAdds() / 3)
        .isLessThan(plain.multiplyAdds() * 2 / 3);
    assertThat(some.memory()).isGreaterThanOrEqualTo(plain.memory());
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() {
    assertThatThrownBy(() -> known(Layout.GRID, 0))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("known_cells", "1..1000");
    assertThatThrownBy(() -> known(Layout.GRID, 2).sampling(s -> s.skippedSteps(List.of(2))))
        .hasMessageContainingAll("known_cells", "skipped_steps");
    assertThatThrownBy(() -> analogy.calibrate(List.of(B), known(Layout.GRID, 2), Progress.NONE))
        .hasMessageContainingAll("full runs", "known_cells");
  }
}
