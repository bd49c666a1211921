package io.lorweb.train.data;

import io.lorweb.analogy.CanvasSize;
import io.lorweb.analogy.Composer;
import io.lorweb.analogy.Composite;
import io.lorweb.analogy.Layout;
import io.lorweb.analogy.Scene;
import io.lorweb.analogy.TrainingBox;
import io.lorweb.error.InputException;
import io.lorweb.image.Buckets;
import io.lorweb.image.Canvas;
import io.lorweb.image.Picture;
import io.lorweb.image.Size;
import io.lorweb.train.recipe.DataSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How the pictures of a data set become what the flow model sees.
 *
 * @param layout how analogies enter the flow model
 * @param multiple pixels that one token covers; sides of cells are multiples of it
 * @param reference whether grids are resized and cropped as a whole
 * @param whole square root of the area of a whole composite in pixels; a picture has half of it
 */
record Framing(Layout layout, int multiple, boolean reference, int whole) {

  /** The framing of one copy of {@code data}. */
  static Framing of(DataSource data, int resolution, Layout layout, int multiple) {
    boolean reference = data.reference() && layout == Layout.GRID;
    if (reference && Buckets.DIVISIBILITY % multiple != 0) {
      throw InputException.of(
          "the reference's buckets are multiples of %d pixels but one token of this model covers"
              + " %d; leave out compat_reference",
          Buckets.DIVISIBILITY, multiple);
    }
    int whole = data.extent() == DataSource.Extent.CELL ? 2 * resolution : resolution;
    return new Framing(layout, multiple, reference, whole);
  }

  /**
   * Size of the target picture for a b' of {@code answer}.
   *
   * @throws InputException when it is too small or too narrow
   */
  Size bucket(Size answer) {
    if (reference) {
      return Buckets.fit(answer, whole).bucket();
    }
    Size cell = Buckets.fit(answer, whole / 2, multiple).bucket();
    return layout == Layout.GRID ? new Size(2 * cell.width(), 2 * cell.height()) : cell;
  }

  /** The example, with a target of the size {@code bucket}. */
  Example example(
      String id, AnalogyPictures shown, Size bucket, String caption, boolean recurring) {
    if (layout != Layout.GRID) {
      return apart(id, shown, bucket, caption, recurring);
    }
    return reference
        ? box(id, shown, caption, recurring)
        : grid(id, shown, bucket, caption, recurring);
  }

  /** One picture by itself: cut to the shape of {@code cell} and resized to it. */
  Picture alone(Picture picture, Size cell) {
    return Composite.cell(picture, cell.width(), cell.height());
  }

  /** Laid out by the code that lays inference out. */
  private Example apart(
      String id, AnalogyPictures shown, Size bucket, String caption, boolean recurring) {
    CanvasSize size =
        new CanvasSize(
            Optional.of(bucket), OptionalLong.empty(), OptionalInt.empty(), OptionalInt.empty());
    Composer composer = new Composer(layout, size, Composer.Compatibility.NONE, multiple);
    Scene scene = composer.compose(shown.a(), shown.a2(), shown.b());
    Picture target = composer.alone(shown.b2()).context().get(0);
    return new Example(
        id, target, scene.context(), scene.known(), scene.composite(), caption, recurring);
  }

  /** Each cell on its own, so that paired cells lose the same part. */
  private static Example grid(
      String id, AnalogyPictures shown, Size bucket, String caption, boolean recurring) {
    int width = bucket.width() / 2;
    int height = bucket.height() / 2;
    Picture a = shown.a();
    Picture a2 = shown.a2();
    Picture b = shown.b();
    Picture context = Composite.cells(a, a2, b, width, height);
    Picture target =
        Canvas.of(context)
            .paste(Composite.cell(shown.b2(), width, height), width, height)
            .toPicture();
    Composite.Known known;
    Picture composite;
    if (square(a) && square(a2) && square(b)) {
      // As at inference, where square pictures are composed at the size of a.
      composite = Composite.reference(a, a2, b, OptionalInt.empty());
      known = Composite.quarters(composite);
    } else {
      // At their own resolution: the encoder wants 224 pixels, more than small cells have.
      known =
          new Composite.Known(
              Composite.shaped(a, width, height),
              Composite.shaped(a2, width, height),
              Composite.shaped(b, width, height));
      composite = Composite.cells(a, a2, b, known.b().width(), known.b().height());
    }
    return new Example(id, target, List.of(context), known, composite, caption, recurring);
  }

  private static boolean square(Picture picture) {
    return picture.width() == picture.height();
  }

  private Example box(String id, AnalogyPictures shown, String caption, boolean recurring) {
    TrainingBox box = TrainingBox.of(shown.strip(), shown.b2(), whole);
    return new Example(
        id,
        box.target(),
        List.of(box.context()),
        referenceTraining(box.context()),
        box.context(),
        caption,
        recurring);
  }

  /**
   * a, a' and b as the reference cuts them in training: at half the height on both axes, ending
   * where the picture ends (docs/spec/LORWEB.md section 3.3).
   */
  private static Composite.Known referenceTraining(Picture composite) {
    int side = composite.height() / 2;
    int rest = composite.width() - side;
    if (rest < 1) {
      throw InputException.of(
          "a composite of %s is too narrow for the reference's cut; use pictures less than twice as"
              + " high as wide, or leave out compat_reference",
          composite.size());
    }
    int left = Math.min(side, composite.width());
    return new Composite.Known(
        composite.crop(0, 0, left, side),
        composite.crop(side, 0, rest, side),
        composite.crop(0, side, left, composite.height() - side));
  }
}
