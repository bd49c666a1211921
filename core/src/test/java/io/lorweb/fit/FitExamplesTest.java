package io.lorweb.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.analogy.CanvasSize;
import io.lorweb.analogy.Composer;
import io.lorweb.analogy.Composer.Compatibility;
import io.lorweb.analogy.Composite;
import io.lorweb.analogy.Layout;
import io.lorweb.image.Canvas;
import io.lorweb.image.Picture;
import io.lorweb.image.Size;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FitExamplesTest {

  private static final Picture RED = Picture.filled(40, 40, 0xFF0000);
  private static final Picture GREEN = Picture.filled(40, 40, 0x00FF00);

  private static Composer composer(Layout layout, Compatibility compatibility, Size cell) {
    return new Composer(
        layout,
        new CanvasSize(
            Optional.of(cell), OptionalLong.empty(), OptionalInt.empty(), OptionalInt.empty()),
        compatibility,
        16);
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void asksWhatTheDemonstrationAnswers(Layout layout) {
    Composer composer = composer(layout, Compatibility.NONE, new Size(32, 32));
    List<FitExample> questions = FitExamples.ofPair(composer, RED, GREEN).questions();
    assertThat(questions).hasSize(2 * 12);
    // In every second one the demonstration is as it was given, in the others it is the answer.
    Picture after = Picture.filled(32, 32, 0x00FF00);
    assertThat(questions.get(0).scene().known().a2()).isEqualTo(after);
    assertThat(questions.get(1).answer()).isEqualTo(after);
    // The first of the orders exchanges green and blue.
    assertThat(questions.get(2 * 7).answer()).isEqualTo(Picture.filled(32, 32, 0x0000FF));
    int side = layout == Layout.GRID ? 64 : 32;
    assertThat(questions)
        .allMatch(question -> question.scene().output().equals(new Size(side, side)))
        .allMatch(question -> question.target().size().equals(new Size(side, side)));
  }

  @Test
  void aGridsTargetShowsTheAnswerBelowOnTheRight() {
    Composer composer = composer(Layout.GRID, Compatibility.NONE, new Size(32, 32));
    // A corner shows whether the answer is moved or stretched.
    Picture cornered =
        Canvas.of(Picture.filled(32, 32, 0x00FF00))
            .paste(Picture.filled(20, 24, 0x0000FF), 0, 0)
            .toPicture();
    Picture before = Picture.filled(32, 32, 0xFF0000);
    FitExample question = FitExamples.ofPair(composer, before, cornered).questions().get(1);
    assertThat(question.answer()).isEqualTo(cornered);
    Picture target = question.target();
    assertThat(Composite.bottomRight(target)).isEqualTo(question.answer());
    Picture context = question.scene().context().get(0);
    assertThat(Composite.quarters(target)).isEqualTo(Composite.quarters(context));
    assertThat(Composite.bottomRight(context)).isNotEqualTo(question.answer());
  }

  @Test
  void aReferencesGridKeepsTheSizeOfItsContext() {
    Composer composer = composer(Layout.GRID, Compatibility.REFERENCE, new Size(32, 32));
    FitExample question = FitExamples.ofPair(composer, RED, GREEN).questions().get(0);
    assertThat(question.target().size()).isEqualTo(question.scene().context().get(0).size());
  }

  @Test
  void severalPairsAskEachOther() {
    Composer composer = composer(Layout.SEPARATE, Compatibility.NONE, new Size(32, 32));
    Picture blue = Picture.filled(64, 64, 0x0000FF);
    Picture white = Picture.filled(64, 64, 0xFFFFFF);
    List<FitExample> questions =
        FitExamples.ofPairs(composer, List.of(RED, blue), List.of(GREEN, white)).questions();
    assertThat(questions).hasSize(2);
    assertThat(questions.get(0).scene().known().b()).isEqualTo(Picture.filled(32, 32, 0x0000FF));
    assertThat(questions.get(0).answer()).isEqualTo(Picture.filled(32, 32, 0xFFFFFF));
    assertThat(questions.get(1).scene().known().a2()).isEqualTo(Picture.filled(32, 32, 0xFFFFFF));
    assertThat(questions.get(1).answer()).isEqualTo(Picture.filled(32, 32, 0x00FF00));
  }

  @Test
  void picturesOfAnyShapeAreCutToTheCell() {
    Composer composer = composer(Layout.SEPARATE, Compatibility.NONE, new Size(48, 32));
    FitExamples practice =
        FitExamples.ofPair(composer, Picture.filled(90, 31, 0xFF0000), Picture.filled(20, 70, 0));
    assertThat(practice.questions())
        .hasSize(2 * 8)
        .allMatch(question -> question.answer().size().equals(new Size(48, 32)));
  }
}
