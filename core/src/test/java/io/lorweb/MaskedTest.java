package io.lorweb;

import static io.lorweb.SquareModel.A;
import static io.lorweb.SquareModel.A2;
import static io.lorweb.SquareModel.B;
import static io.lorweb.SquareModel.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.analogy.Composer.Compatibility;
import io.lorweb.analogy.Layout;
import io.lorweb.analogy.Subject;
import io.lorweb.error.InputException;
import io.lorweb.image.Canvas;
import io.lorweb.image.Mask;
import io.lorweb.image.Picture;
import io.lorweb.image.Resampling;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Edits that stay inside a mask. */
class MaskedTest {

  /** Not of the canvas's shape: a rim of it is cropped away, and the rest resized. */
  private static final Picture WIDE = B.resize(90, 71, Resampling.BICUBIC);

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

  private static Picture made(Picture b, Mask mask, Settings settings) {
    return analogy.apply(Subject.of(b).within(mask), settings, Progress.NONE).picture();
  }

  private static Mask all(Picture b, int colour) {
    return Mask.of(Picture.filled(b.width(), b.height(), colour));
  }

  /** White in the lower right quarter. */
  private static Mask corner(Picture b) {
    int left = b.width() / 2;
    int top = b.height() / 2;
    Picture white = Picture.filled(b.width() - left, b.height() - top, 0xFFFFFF);
    return Mask.of(new Canvas(b.width(), b.height()).paste(white, left, top).toPicture());
  }

  private static Settings in(Layout layout) {
    return SETTINGS.canvas(c -> c.layout(layout));
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void aMaskOfNothingGivesBAndOfEverythingThePlainRun(Layout layout) {
    Picture plain = analogy.apply(B, in(layout)).picture();
    Picture resized = plain.resize(B.width(), B.height(), Resampling.LANCZOS);

    assertThat(made(B, all(B, 0), in(layout))).isEqualTo(B).isNotEqualTo(resized);
    assertThat(made(B, all(B, 0xFFFFFF), in(layout))).isEqualTo(resized);
    assertThat(made(WIDE, all(WIDE, 0), in(layout))).isEqualTo(WIDE);
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void onlyWhatIsInsideChanges(Layout layout) {
    for (Picture b : List.of(B, WIDE)) {
      Picture made = made(b, corner(b), in(layout));

      assertThat(made.size()).isEqualTo(b.size());
      int changed = 0;
      for (int y = 0; y < b.height(); y++) {
        for (int x = 0; x < b.width(); x++) {
          if (x < b.width() / 2 || y < b.height() / 2) {
            assertThat(made.pixel(x, y)).isEqualTo(b.pixel(x, y));
          } else {
            changed += made.pixel(x, y) == b.pixel(x, y) ? 0 : 1;
          }
        }
      }
      assertThat(changed).isGreaterThan(b.width() * b.height() / 8);
    }
  }

  @Test
  void anEditByInstructionStaysInsideToo() {
    Picture made = lorweb.edit(Subject.of(B).within(corner(B)), SETTINGS, Progress.NONE).picture();

    assertThat(made.crop(0, 0, B.width() / 2, B.height()))
        .isEqualTo(B.crop(0, 0, B.width() / 2, B.height()));
    assertThat(made).isNotEqualTo(B);
  }

  @Test
  void theFeatherIsAsWideAsItIsAskedFor() {
    Picture hard = made(B, corner(B), SETTINGS.canvas(c -> c.feather(0)));
    Picture soft = made(B, corner(B), SETTINGS.canvas(c -> c.feather(30)));

    long apartHard = 0;
    long apartSoft = 0;
    for (int y = B.height() / 2; y < B.height(); y++) {
      int x = B.width() / 2;
      apartHard += Math.abs((hard.pixel(x, y) & 255) - (B.pixel(x, y) & 255));
      apartSoft += Math.abs((soft.pixel(x, y) & 255) - (B.pixel(x, y) & 255));
    }
    assertThat(apartSoft).isLessThan(apartHard / 8);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRunIsRepeatedWithItsMask(boolean embedded) {
    Result result = analogy.apply(Subject.of(B).within(corner(B)), SETTINGS, Progress.NONE);
    Path file = folder.resolve("b2.png");
    result.write(file, embedded ? Detail.EMBED : Detail.HASHES);

    RunRecord read =
        embedded
            ? RunRecord.read(file, List.of(), Optional.empty())
            : RunRecord.read(file, List.of(B, A, A2), Optional.of(corner(B)), Optional.empty());
    assertThat(read.subject().mask()).contains(corner(B));
    assertThat(analogy.apply(read.subject(), read.settings(), Progress.NONE).picture())
        .isEqualTo(result.picture());
    if (!embedded) {
      assertThatThrownBy(() -> RunRecord.read(file, List.of(B, A, A2), Optional.empty()))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("the mask (setting 'mask')");
    }
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() {
    assertThatThrownBy(() -> Subject.of(B).within(corner(WIDE)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("give a mask of b's size");
    assertThatThrownBy(() -> analogy.apply(B, SETTINGS.canvas(c -> c.feather(3))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("setting 'feather' is the seam of a mask");
    Settings reference = SETTINGS.canvas(c -> c.compatibility(Compatibility.REFERENCE));
    assertThatThrownBy(() -> made(B, corner(B), reference))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("leave out setting 'compat'");
    assertThatThrownBy(() -> SETTINGS.canvas(c -> c.feather(513)))
        .isInstanceOf(InputException.class)
        .hasMessage("feather 513 must lie in 0..512 pixels");
  }
}
