package io.lorweb.analogy;

import io.lorweb.image.Picture;
import io.lorweb.image.Resampling;
import io.lorweb.image.Size;
import io.lorweb.image.Sizing;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Lays an analogy out.
 *
 * <p>Square pictures are composed exactly as the reference does. For others every cell is cropped
 * about its centre to the shape of b and resized on its own, and context and output have one size;
 * with {@link Compatibility} the reference's behaviour is kept instead (docs/spec/LORWEB.md section
 * 11, items 10, 18 and 20).
 *
 * @param layout how a, a' and b enter the flow model
 * @param size what decides the canvas
 * @param compatibility how far the reference's behaviour for non-square pictures is kept
 * @param multiple pixels that one token covers, twice the VAE's factor
 */
public record Composer(Layout layout, CanvasSize size, Compatibility compatibility, int multiple) {

  /** How far the reference's behaviour is kept. */
  public enum Compatibility {
    /** Our own: nothing stretched, one size for context and output. */
    NONE,
    /** Cells of a's size, context stretched to the nearest preferred Kontext size. */
    REFERENCE,
    /** As REFERENCE, but the context keeps the composite's own size floored to whole tokens. */
    REFERENCE_OWN_SIZE
  }

  /**
   * The size of b' for a b of {@code shape}, but for the reference's behaviour, which has sizes of
   * its own.
   */
  public Size cell(Size shape) {
    int cells = layout == Layout.GRID ? 2 : 1;
    Size canvas = size.canvas(shape, multiple, cells);
    return new Size(canvas.width() / cells, canvas.height() / cells);
  }

  /**
   * The size of all that is generated for a b of {@code shape}; about that where b is stretched.
   */
  public Size canvas(Size shape) {
    return compatibility == Compatibility.NONE
        ? size.canvas(shape, multiple, layout == Layout.GRID ? 2 : 1)
        : referenceOutput(shape);
  }

  /** The same layout with cells of one size, whatever else decided it. */
  public Composer withCell(Size cell) {
    CanvasSize only =
        new CanvasSize(Optional.of(cell), OptionalLong.empty(), size.maxSize(), size.modelCell());
    return new Composer(layout, only, compatibility, multiple);
  }

  /** The analogy a : a' :: b : ?. */
  public Scene compose(Picture a, Picture a2, Picture b) {
    if (layout == Layout.GRID) {
      return compatibility == Compatibility.NONE ? grid(a, a2, b) : reference(a, a2, b);
    }
    Size canvas = size.canvas(b.size(), multiple, 1);
    Picture seen = fit(b, canvas);
    List<Picture> context =
        layout == Layout.QUERY ? List.of(seen) : List.of(seen, fit(a2, canvas), fit(a, canvas));
    return new Scene(context, canvas, new Composite.Known(a, a2, b), plain(a, a2, b), layout);
  }

  /** One picture alone, for editing by instruction (plain Kontext). */
  public Scene alone(Picture b) {
    Composite.Known known = new Composite.Known(b, b, b);
    if (compatibility == Compatibility.NONE) {
      Size canvas = size.canvas(b.size(), multiple, 1);
      return new Scene(List.of(fit(b, canvas)), canvas, known, b, Layout.QUERY);
    }
    Size output = referenceOutput(b.size());
    return new Scene(List.of(stretched(b)), output, known, b, Layout.QUERY);
  }

  private Scene grid(Picture a, Picture a2, Picture b) {
    Size canvas = size.canvas(b.size(), multiple, 2);
    Picture composite;
    if (square(a) && square(a2) && square(b)) {
      composite = Composite.reference(a, a2, b, size.maxSize());
    } else {
      Size cell = cellSize(canvas);
      composite = Composite.cells(a, a2, b, cell.width(), cell.height());
    }
    Picture context = composite.resize(canvas.width(), canvas.height(), Resampling.LANCZOS);
    return new Scene(
        List.of(context), canvas, Composite.quarters(composite), composite, Layout.GRID);
  }

  /** The canvas's quarter, made smaller when the composite's long edge is limited. */
  private Size cellSize(Size canvas) {
    double scale = 1;
    if (size.maxSize().isPresent()) {
      scale =
          Math.min(
              1, (double) size.maxSize().getAsInt() / Math.max(canvas.width(), canvas.height()));
    }
    return new Size(
        Math.max(1, (int) (canvas.width() * scale) / 2),
        Math.max(1, (int) (canvas.height() * scale) / 2));
  }

  private Scene reference(Picture a, Picture a2, Picture b) {
    Picture composite = Composite.reference(a, a2, b, size.maxSize());
    return new Scene(
        List.of(stretched(composite)),
        referenceOutput(composite.size()),
        Composite.referenceQuarters(composite),
        composite,
        Layout.GRID);
  }

  /** About a megapixel, or the given area, whatever the context's size. */
  private Size referenceOutput(Size shape) {
    long area = size.maxArea().orElse(Sizing.DEFAULT_MAX_AREA);
    return Sizing.output(shape, area, multiple);
  }

  /** Stretched to the nearest preferred Kontext size, or to its own size in whole tokens. */
  private Picture stretched(Picture picture) {
    Size context =
        compatibility == Compatibility.REFERENCE
            ? Sizing.context(picture.size(), multiple)
            : Sizing.floor(picture.size(), multiple);
    return picture.resize(context.width(), context.height(), Resampling.LANCZOS);
  }

  /** The composite as the whole-picture query modes see it when the flow model sees none. */
  private static Picture plain(Picture a, Picture a2, Picture b) {
    return square(a) && square(a2) && square(b)
        ? Composite.reference(a, a2, b, OptionalInt.empty())
        : Composite.cells(a, a2, b, b.width(), b.height());
  }

  private static boolean square(Picture picture) {
    return picture.width() == picture.height();
  }

  /** Cropped about the centre to the canvas's shape, then resized as Kontext resizes (Lanczos). */
  private static Picture fit(Picture picture, Size canvas) {
    Picture shaped = Composite.shaped(picture, canvas.width(), canvas.height());
    return shaped.resize(canvas.width(), canvas.height(), Resampling.LANCZOS);
  }
}
