package io.lorweb.analogy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.analogy.Composer.Compatibility;
import io.lorweb.error.InputException;
import io.lorweb.image.Canvas;
import io.lorweb.image.Picture;
import io.lorweb.image.Resampling;
import io.lorweb.image.Size;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pictures the flow model sees, at what size, and what of its output is b'. */
class ComposerTest {

  private static final int RED = 0xFF0000;
  private static final int GREEN = 0x00FF00;
  private static final int BLUE = 0x0000FF;

  private static final Picture A = Picture.filled(32, 32, RED);
  private static final Picture A2 = Picture.filled(32, 32, GREEN);
  private static final Picture B = Picture.filled(32, 32, BLUE);

  /** Green in the middle, red left and right of it. */
  private static final Picture WIDE =
      Canvas.of(Picture.filled(96, 32, RED))
          .paste(Picture.filled(32, 32, GREEN), 32, 0)
          .toPicture();

  private static Composer composer(Layout layout, int modelCell, int maxSize) {
    return new Composer(
        layout,
        new CanvasSize(
            Optional.empty(),
            OptionalLong.empty(),
            maxSize == 0 ? OptionalInt.empty() : OptionalInt.of(maxSize),
            OptionalInt.of(modelCell)),
        Compatibility.NONE,
        16);
  }

  private static Composer reference(Compatibility compatibility, OptionalLong area) {
    return new Composer(
        Layout.GRID,
        new CanvasSize(Optional.empty(), area, OptionalInt.empty(), OptionalInt.empty()),
        compatibility,
        16);
  }

  @Test
  void aGridOfSquaresIsTheReferencesCompositeAtTheCanvassSize() {
    Scene scene = composer(Layout.GRID, 64, 0).compose(A, A2, B);
    Picture composite = Composite.reference(A, A2, B, OptionalInt.empty());
    assertThat(scene.output()).isEqualTo(new Size(128, 128));
    assertThat(scene.composite()).isEqualTo(composite);
    assertThat(scene.context()).containsExactly(composite.resize(128, 128, Resampling.LANCZOS));
    assertThat(scene.known()).isEqualTo(new Composite.Known(A, A2, B));
    assertThat(composer(Layout.GRID, 64, 48).compose(A, A2, B).composite().size())
        .isEqualTo(new Size(48, 48));
  }

  @Test
  void oneOblongPictureIsEnoughToCropAllToCellsOfBsShape() {
    Composer composer = composer(Layout.GRID, 32, 0);
    // A square b: of the wide picture only the middle is left, wherever it stands.
    assertThat(composer.compose(WIDE, A2, B).known().a()).isEqualTo(A2);
    assertThat(composer.compose(A, WIDE, B).known().a2()).isEqualTo(A2);
    Scene wide = composer.compose(A, A2, WIDE);
    assertThat(wide.output()).isEqualTo(new Size(96, 32));
    assertThat(wide.composite().size()).isEqualTo(wide.output());
    assertThat(wide.known().a()).isEqualTo(Picture.filled(48, 16, RED));
    assertThat(wide.context()).containsExactly(wide.composite());
  }

  @Test
  void aLimitedCompositeShrinksItsCellsButNotTheOutput() {
    Scene half = composer(Layout.GRID, 64, 96).compose(A, A2, WIDE);
    assertThat(half.output()).isEqualTo(new Size(192, 64));
    assertThat(half.composite().size()).isEqualTo(new Size(96, 32));
    assertThat(half.context().get(0).size()).isEqualTo(half.output());
    assertThat(composer(Layout.GRID, 64, 1000).compose(A, A2, WIDE).composite().size())
        .as("never enlarged")
        .isEqualTo(new Size(192, 64));
    assertThat(composer(Layout.GRID, 64, 2).compose(A, A2, WIDE).composite().size())
        .as("at least a pixel each")
        .isEqualTo(new Size(2, 2));
  }

  @Test
  void separateShowsBThenA2ThenAAndQueryBAlone() {
    Picture a = Picture.filled(16, 16, RED);
    Picture a2 = Picture.filled(16, 16, GREEN);
    Picture b = Picture.filled(16, 16, BLUE);
    Scene separate = composer(Layout.SEPARATE, 16, 0).compose(A, A2, B);
    assertThat(separate.context()).containsExactly(b, a2, a);
    assertThat(separate.output()).isEqualTo(new Size(16, 16));
    assertThat(separate.known()).isEqualTo(new Composite.Known(A, A2, B));
    assertThat(separate.composite()).isEqualTo(Composite.reference(A, A2, B, OptionalInt.empty()));
    Scene query = composer(Layout.QUERY, 16, 0).compose(A, A2, B);
    assertThat(query.context()).containsExactly(b);
    assertThat(query.composite()).isEqualTo(separate.composite());
    // Cropped about the centre, not stretched.
    assertThat(composer(Layout.SEPARATE, 16, 0).compose(WIDE, A2, B).context().get(2))
        .isEqualTo(a2);
  }

  @Test
  void withoutAGridOblongPicturesMeetInACompositeOfBsShape() {
    Composer composer = composer(Layout.QUERY, 32, 0);
    Picture green = Composite.cells(A2, A2, B, 32, 32);
    assertThat(composer.compose(WIDE, A2, B).composite()).isEqualTo(green);
    assertThat(composer.compose(A2, WIDE, B).composite()).isEqualTo(green);
    assertThat(composer.compose(A, A2, WIDE).composite())
        .isEqualTo(Composite.cells(A, A2, WIDE, 96, 32));
  }

  @Test
  void onlyAGridsBottomRightQuarterIsB2() {
    Picture generated = Composite.reference(A, A2, B, OptionalInt.empty());
    for (Layout layout : Layout.values()) {
      Scene scene = composer(layout, 32, 0).compose(A, A2, B);
      assertThat(scene.layout()).isEqualTo(layout);
      assertThat(scene.cut(generated)).isEqualTo(layout == Layout.GRID ? B : generated);
    }
  }

  @Test
  void theReferenceStretchesTheContextAndPaintsAMegapixel() {
    Picture landscape = Picture.filled(72, 40, RED);
    Scene scene =
        reference(Compatibility.REFERENCE, OptionalLong.empty()).compose(landscape, A2, B);
    assertThat(scene.composite().size()).isEqualTo(new Size(144, 80));
    // 1.8 lies between 1392 / 752 = 1.851 and 1328 / 800 = 1.66.
    assertThat(scene.context().get(0).size()).isEqualTo(new Size(1392, 752));
    // sqrt(2^20 * 1.8) = 1373.8 and sqrt(2^20 / 1.8) = 763.2, down to multiples of 16.
    assertThat(scene.output()).isEqualTo(new Size(1360, 752));
    assertThat(scene.known()).isEqualTo(Composite.referenceQuarters(scene.composite()));
    assertThat(scene.layout()).isEqualTo(Layout.GRID);

    Scene own =
        reference(Compatibility.REFERENCE_OWN_SIZE, OptionalLong.of(10_000))
            .compose(landscape, A2, B);
    assertThat(own.context().get(0).size()).isEqualTo(new Size(144, 80));
    assertThat(own.output()).isEqualTo(new Size(128, 64));
  }

  @Test
  void onePictureAloneIsItsOwnContext() {
    Scene scene = composer(Layout.GRID, 64, 0).alone(WIDE);
    assertThat(scene.output()).isEqualTo(new Size(96, 32));
    assertThat(scene.context()).containsExactly(WIDE);
    assertThat(scene.layout()).as("all of the output is b'").isEqualTo(Layout.QUERY);
    assertThat(scene.known()).isEqualTo(new Composite.Known(WIDE, WIDE, WIDE));

    Scene theirs =
        reference(Compatibility.REFERENCE_OWN_SIZE, OptionalLong.of(1 << 14))
            .alone(Picture.filled(40, 40, BLUE));
    assertThat(theirs.context()).containsExactly(B);
    assertThat(theirs.output()).isEqualTo(new Size(128, 128));
    assertThat(theirs.layout()).isEqualTo(Layout.QUERY);
    assertThat(reference(Compatibility.REFERENCE, OptionalLong.empty()).alone(B).context().get(0))
        .isEqualTo(Picture.filled(1024, 1024, BLUE));
  }

  @Test
  void aCellIsAGridsQuarterOrTheWholeCanvas() {
    Size wide = new Size(96, 32);
    assertThat(composer(Layout.GRID, 64, 0).cell(wide)).isEqualTo(new Size(96, 32));
    assertThat(composer(Layout.QUERY, 64, 0).cell(wide)).isEqualTo(new Size(96, 32));
    CanvasSize area =
        new CanvasSize(
            Optional.empty(), OptionalLong.of(64 * 64), OptionalInt.empty(), OptionalInt.empty());
    Size square = new Size(100, 100);
    assertThat(new Composer(Layout.GRID, area, Compatibility.NONE, 16).cell(square))
        .isEqualTo(new Size(32, 32));
    assertThat(new Composer(Layout.QUERY, area, Compatibility.NONE, 16).cell(square))
        .isEqualTo(new Size(64, 64));
    Composer fixed = composer(Layout.GRID, 64, 20).withCell(new Size(48, 16));
    assertThat(fixed.cell(wide)).isEqualTo(new Size(48, 16));
    assertThat(fixed.compose(A, A2, WIDE).output()).isEqualTo(new Size(96, 32));
    assertThat(fixed)
        .isEqualTo(
            new Composer(
                Layout.GRID,
                new CanvasSize(
                    Optional.of(new Size(48, 16)),
                    OptionalLong.empty(),
                    OptionalInt.of(20),
                    OptionalInt.of(64)),
                Compatibility.NONE,
                16));
  }

  @ParameterizedTest
  @ValueSource(strings = {"grid", "separate", "query", "GRID"})
  void layoutsAreReadByTheirLabels(String text) {
    assertThat(Layout.parse(text).label()).isEqualTo(text.toLowerCase(Locale.ROOT));
  }

  @Test
  void anUnknownLayoutNamesAllChoices() {
    assertThatThrownBy(() -> Layout.parse("row"))
        .isInstanceOf(InputException.class)
        .hasMessage("layout 'row' is unknown: use grid, separate or query");
  }
}
