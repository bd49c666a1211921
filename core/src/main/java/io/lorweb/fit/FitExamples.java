package io.lorweb.fit;

import io.lorweb.analogy.Composer;
import io.lorweb.analogy.Composite;
import io.lorweb.analogy.Layout;
import io.lorweb.analogy.Scene;
import io.lorweb.image.Picture;
import io.lorweb.image.Size;
import java.util.ArrayList;
import java.util.List;

/** Questions whose answers a demonstration gives. All of one demonstration are of one size. */
public final class FitExamples {

  private final List<FitExample> questions;
  private final int alike;

  /**
   * @param alike so many in a row ask for the same: who answers the first answers all
   */
  FitExamples(List<FitExample> questions, int alike) {
    this.questions = List.copyOf(questions);
    this.alike = alike;
  }

  /**
   * From one pair: what a {@link Augmentation} makes of it demonstrates it, and is demonstrated by
   * it. Not every symmetry leaves every edit what it is; {@link Fitting} finds out which do.
   */
  public static FitExamples ofPair(Composer composer, Picture a, Picture a2) {
    Cells cells = Cells.of(composer, a);
    Picture before = cells.fit(a);
    Picture after = cells.fit(a2);
    List<FitExample> questions = new ArrayList<>();
    for (Augmentation symmetry : Augmentation.all(before.width() == before.height())) {
      Picture otherBefore = symmetry.of(before);
      Picture otherAfter = symmetry.of(after);
      questions.add(cells.question(before, after, otherBefore, otherAfter));
      questions.add(cells.question(otherBefore, otherAfter, before, after));
    }
    return new FitExamples(questions, 2);
  }

  /**
   * From several pairs of the same edit: each demonstrates every other.
   *
   * @param before a of every pair, at least two
   * @param after a' of every pair
   */
  public static FitExamples ofPairs(Composer composer, List<Picture> before, List<Picture> after) {
    Cells cells = Cells.of(composer, before.get(0));
    List<Picture> fromAll = before.stream().map(cells::fit).toList();
    List<Picture> toAll = after.stream().map(cells::fit).toList();
    List<FitExample> questions = new ArrayList<>();
    for (int i = 0; i < fromAll.size(); i++) {
      for (int j = 0; j < fromAll.size(); j++) {
        if (i != j) {
          questions.add(cells.question(fromAll.get(i), toAll.get(i), fromAll.get(j), toAll.get(j)));
        }
      }
    }
    return new FitExamples(questions, 1);
  }

  List<FitExample> questions() {
    return questions;
  }

  /** How many questions in a row stand or fall together. */
  int alike() {
    return alike;
  }

  /**
   * Cells of one size.
   *
   * @param composer lays out the analogies
   * @param size of a cell in pixels
   */
  private record Cells(Composer composer, Size size) {

    static Cells of(Composer composer, Picture first) {
      Scene scene = composer.compose(first, first, first);
      Size output = scene.output();
      return new Cells(
          composer,
          scene.layout() == Layout.GRID
              ? new Size(output.width() / 2, output.height() / 2)
              : output);
    }

    Picture fit(Picture picture) {
      return Composite.cell(picture, size.width(), size.height());
    }

    FitExample question(Picture a, Picture a2, Picture b, Picture b2) {
      return new FitExample(composer.compose(a, a2, b), b2);
    }
  }
}
