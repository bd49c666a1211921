package io.lorweb.analogy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import io.lorweb.image.Canvas;
import io.lorweb.image.Picture;
import io.lorweb.image.Size;
import java.util.List;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The reference's composites are compared with its pictures by ImageGridParityTest. */
class CompositeTest {

  private static final int RED = 0xFF0000;
  private static final int GREEN = 0x00FF00;
  private static final int BLUE = 0x0000FF;

  @Test
  void placesTheCells() {
    Picture composite =
        Composite.reference(
            Picture.filled(4, 3, RED),
            Picture.filled(8, 8, GREEN),
            Picture.filled(1, 1, BLUE),
            OptionalInt.empty());
    assertThat(composite.size()).isEqualTo(new Size(8, 6));
    assertThat(Composite.quarters(composite))
        .isEqualTo(
            new Composite.Known(
                Picture.filled(4, 3, RED),
                Picture.filled(4, 3, GREEN),
                Picture.filled(4, 3, BLUE)));
    assertThat(Composite.bottomRight(composite)).isEqualTo(Picture.filled(4, 3, BLUE));
  }

  @Test
  void shrinksOnlyWhatIsTooLarge() {
    Picture a = Picture.filled(30, 20, RED);
    assertThat(Composite.reference(a, a, a, OptionalInt.of(60)).size()).isEqualTo(new Size(60, 40));
    assertThat(Composite.reference(a, a, a, OptionalInt.of(50)).size()).isEqualTo(new Size(50, 33));
    Picture tall = Picture.filled(20, 30, RED);
    assertThat(Composite.reference(tall, a, a, OptionalInt.of(50)).size())
        .isEqualTo(new Size(33, 50));
    Picture thin = Picture.filled(300, 1, RED);
    assertThat(Composite.reference(thin, thin, thin, OptionalInt.of(300)).size())
        .isEqualTo(new Size(300, 1));
    assertThatThrownBy(() -> Composite.reference(thin, thin, thin, OptionalInt.of(10)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "a composite of 600 x 2 cannot shrink to 10 pixels; give a larger maximum size");
  }

  @Test
  void cropsCellsAboutTheirCentreInsteadOfStretching() {
    // Green in the middle, red left and right, where a square cell does not reach.
    Picture wide =
        new Canvas(30, 10)
            .paste(Picture.filled(30, 10, RED), 0, 0)
            .paste(Picture.filled(10, 10, GREEN), 10, 0)
            .toPicture();
    assertThat(Composite.cell(wide, 16, 16)).isEqualTo(Picture.filled(16, 16, GREEN));
    assertThat(Composite.cell(wide, 30, 10)).isEqualTo(wide);
    assertThat(Composite.cell(Picture.filled(1, 500, BLUE), 64, 1))
        .isEqualTo(Picture.filled(64, 1, BLUE));
    Picture composite = Composite.cells(wide, wide, wide, 8, 12);
    assertThat(composite).isEqualTo(Picture.filled(16, 24, GREEN));
  }

  @Test
  void shapesToThePixelNearest() {
    Picture square = Picture.filled(10, 10, RED);
    assertThat(Composite.shaped(square, 32, 16).size()).isEqualTo(new Size(10, 5));
    assertThat(Composite.shaped(square, 16, 48).size()).isEqualTo(new Size(3, 10));
    assertThat(Composite.shaped(Picture.filled(30, 8, RED), 32, 16).size())
        .isEqualTo(new Size(16, 8));
    assertThat(Composite.shaped(square, 1, 100).size()).isEqualTo(new Size(1, 10));
    assertThat(Composite.shaped(square, 20, 20)).isEqualTo(square);
  }

  @Test
  void refusesToCutWhatHasNoFourCells() {
    for (Picture thin : new Picture[] {Picture.filled(1, 4, RED), Picture.filled(4, 1, RED)}) {
      List<ThrowingCallable> cuts =
          List.of(
              () -> Composite.quarters(thin),
              () -> Composite.bottomRight(thin),
              () -> Composite.referenceQuarters(thin));
      for (ThrowingCallable cut : cuts) {
        assertThatThrownBy(cut)
            .isInstanceOf(InputException.class)
            .hasMessageEndingWith(" has no four cells; it needs at least 2 x 2 pixels");
      }
    }
    assertThat(Composite.bottomRight(Picture.filled(2, 2, RED)).size()).isEqualTo(new Size(1, 1));
  }

  @Test
  void cutsOddSizesBelowTheMiddle() {
    Composite.Known known = Composite.quarters(Picture.filled(7, 5, RED));
    assertThat(known.a().size()).isEqualTo(new Size(3, 2));
    assertThat(known.a2().size()).isEqualTo(new Size(4, 2));
    assertThat(known.b().size()).isEqualTo(new Size(3, 3));
    assertThat(Composite.bottomRight(Picture.filled(7, 5, RED)).size()).isEqualTo(new Size(4, 3));
  }

  @Test
  void reproducesTheReferencesCutOfOblongComposites() {
    Picture landscape =
        new Canvas(12, 8)
            .paste(Picture.filled(12, 4, RED), 0, 0)
            .paste(Picture.filled(12, 4, BLUE), 0, 4)
            .toPicture();
    Composite.Known known = Composite.referenceQuarters(landscape);
    assertThat(known.a().size()).isEqualTo(new Size(6, 6));
    assertThat(known.a().pixel(0, 5)).as("a reaches into b").isEqualTo(BLUE);
    assertThat(known.b().size()).isEqualTo(new Size(6, 2));
    Picture portrait = Picture.filled(6, 10, RED);
    assertThat(Composite.referenceQuarters(portrait).b().size()).isEqualTo(new Size(3, 7));
    assertThatThrownBy(() -> Composite.referenceQuarters(Picture.filled(20, 10, RED)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("too wide for the reference's cut");
  }

  @Test
  void squareCompositesAreCutAlike() {
    Picture square = Picture.filled(8, 8, GREEN);
    assertThat(Composite.referenceQuarters(square)).isEqualTo(Composite.quarters(square));
  }

  @Test
  void trainingContextHidesTheAnswer() {
    Picture strip =
        new Canvas(192, 64)
            .paste(Picture.filled(64, 64, RED), 0, 0)
            .paste(Picture.filled(64, 64, GREEN), 64, 0)
            .paste(Picture.filled(64, 64, BLUE), 128, 0)
            .toPicture();
    TrainingBox box = TrainingBox.of(strip, Picture.filled(64, 64, 0xFFFFFF), 64);
    assertThat(box.target().size()).isEqualTo(new Size(64, 64));
    assertThat(box.target().pixel(60, 60)).isEqualTo(0xFFFFFF);
    assertThat(box.context().pixel(60, 60)).isEqualTo(BLUE);
    assertThat(Composite.quarters(box.context())).isEqualTo(Composite.quarters(box.target()));
  }
}
