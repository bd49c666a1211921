package io.lorweb.tiny.tasks;

import java.util.List;
import java.util.function.Consumer;

/** Edits of the whole square: border, vign, lines, mask. */
final class FrameTasks {

  private static final Shape SQUARE = Shape.box(0, 0, 64, 64);

  private FrameTasks() {}

  static List<EditTask> fixed() {
    return List.of(
        border("borderred", Colour.RED),
        border("borderblack", Colour.BLACK),
        border("borderblue", Colour.BLUE),
        border("bordergreen", Colour.GREEN),
        EditTask.of(
            "border",
            "dashed",
            "dashed border",
            "put a dashed frame around it",
            Edit.paint(dashes(), Colour.BLACK)),
        EditTask.of("border", "gold", "gold picture frame", "hang it in a golden frame", gold()),
        EditTask.of(
            "vign", "vignette", "darken the corners", "add a vignette", vignette(Colour.BLACK)),
        EditTask.of(
            "lines",
            "scan",
            "add scan lines",
            "old television lines",
            lines(rows(4, 1.6), Colour.BLACK, 0.6)),
        EditTask.of(
            "lines",
            "grid",
            "draw a grid over it",
            "put it behind a grid",
            lines(rows(8, 1.2).or(columns(8, 1.2)), Colour.BLACK, 0.75)),
        EditTask.of(
            "lines",
            "diag",
            "hatch it diagonally",
            "diagonal lines over it",
            lines(slanted(8, 2, 1), Colour.BLACK, 0.6)),
        EditTask.of(
            "mask",
            "circle",
            "crop to a circle",
            "show it through a hole",
            outside(Shape.disc(32, 32, 25), Colour.BLACK)));
  }

  static void variants(Consumer<EditTask> out) {
    for (Colour colour : Colour.values()) {
      if (colour == Colour.WHITE) {
        continue;
      }
      String word = colour.word();
      out.accept(
          EditTask.of(
              "border",
              "border:" + word + ":thin",
              "thin " + word + " border",
              "narrow " + word + " frame",
              Edit.paint(frame(2.5), colour)));
      out.accept(
          EditTask.of(
              "border",
              "border:" + word + ":thick",
              "thick " + word + " border",
              "wide " + word + " frame",
              Edit.paint(frame(9), colour)));
      boolean fixed =
          colour == Colour.RED
              || colour == Colour.BLACK
              || colour == Colour.BLUE
              || colour == Colour.GREEN;
      if (!fixed) {
        out.accept(
            EditTask.of(
                "border",
                "border:" + word + ":medium",
                word + " border",
                "frame it in " + word,
                Edit.paint(frame(5), colour)));
      }
      if (colour != Colour.BLACK) {
        out.accept(
            EditTask.of(
                "border",
                "dashed:" + word,
                "dashed " + word + " border",
                word + " dashes around it",
                Edit.paint(dashes(), colour)));
        out.accept(
            EditTask.of(
                "vign",
                "vignette:" + word,
                word + " corners",
                "fade the corners to " + word,
                vignette(colour)));
      }
      out.accept(
          EditTask.of(
              "border",
              "double:" + word,
              "double " + word + " border",
              "two " + word + " frames",
              Edit.paint(frame(2).or(frame(6.5).and(frame(4.5).outside())), colour)));
      out.accept(
          EditTask.of(
              "border",
              "round:" + word,
              "round " + word + " frame",
              word + " frame with round corners",
              Edit.paint(Shape.box(14, 14, 50, 50).grown(10).outside(), colour)));
      out.accept(
          EditTask.of(
              "border",
              "corners:" + word,
              word + " corner marks",
              "mark the corners in " + word,
              Edit.paint(corners(), colour)));
    }
    for (Colour colour :
        new Colour[] {
          Colour.BLACK,
          Colour.WHITE,
          Colour.RED,
          Colour.BLUE,
          Colour.GREEN,
          Colour.MAGENTA,
          Colour.ORANGE
        }) {
      String word = colour.word();
      for (int gap : new int[] {6, 10}) {
        String much = gap == 6 ? "narrow " : "wide ";
        double width = gap / 3.0;
        out.accept(
            EditTask.of(
                "lines",
                "rows:" + word + ":" + gap,
                much + word + " horizontal lines",
                much + word + " rows over it",
                lines(rows(gap, width), colour, 0.8)));
        out.accept(
            EditTask.of(
                "lines",
                "columns:" + word + ":" + gap,
                much + word + " vertical lines",
                much + word + " bars over it",
                lines(columns(gap, width), colour, 0.8)));
        out.accept(
            EditTask.of(
                "lines",
                "hatch:" + word + ":" + gap,
                much + word + " hatching",
                much + word + " lines falling left",
                lines(slanted(gap, width, -1), colour, 0.8)));
        out.accept(
            EditTask.of(
                "lines",
                "mesh:" + word + ":" + gap,
                much + word + " mesh",
                much + word + " grid over it",
                lines(rows(gap, 1.2).or(columns(gap, 1.2)), colour, 0.85)));
      }
    }
    Shape[] shapes = {
      Shape.box(10, 10, 54, 54),
      Shape.regular(32, 32, 4, 31),
      Shape.regular(32, 32, 6, 29),
      Shape.heart(32, 34, 28),
      Shape.star(32, 34, 5, 32, 15)
    };
    String[] names = {"square", "diamond", "hexagon", "heart", "star"};
    for (int i = 0; i < shapes.length; i++) {
      for (Colour colour : new Colour[] {Colour.BLACK, Colour.NAVY, Colour.TEAL, Colour.PINK}) {
        String word = colour.word();
        out.accept(
            EditTask.of(
                "mask",
                "mask:" + names[i] + ":" + word,
                "crop to a " + names[i] + " on " + word,
                names[i] + " window in " + word,
                outside(shapes[i], colour)));
      }
    }
  }

  private static EditTask border(String name, Colour colour) {
    return EditTask.of(
        "border",
        name,
        colour.word() + " border",
        "frame it in " + colour.word(),
        Edit.paint(frame(5), colour));
  }

  private static Shape frame(double width) {
    return Shape.box(width, width, 64 - width, 64 - width).outside();
  }

  /** A frame with gaps: dashes of 5 with gaps of 4, seven on a side. */
  private static Shape dashes() {
    Shape dash = (x, y) -> Math.min(wave(x, 9, 5), 1e3);
    Shape side = (x, y) -> Math.min(wave(y, 9, 5), 1e3);
    Shape across = Shape.box(0, 2, 64, 6).or(Shape.box(0, 58, 64, 62)).and(dash);
    Shape down = Shape.box(2, 0, 6, 64).or(Shape.box(58, 0, 62, 64)).and(side);
    return across.or(down);
  }

  private static Shape corners() {
    Shape arms = Shape.box(16, -1, 48, 65).or(Shape.box(-1, 16, 65, 48)).outside();
    return SQUARE.grown(-2).and(SQUARE.grown(-6).outside()).and(arms);
  }

  /** Distance to stripes of {@code width}, {@code gap} apart, the middle one at 32. */
  private static double wave(double x, double gap, double width) {
    double from = x - 32 + gap / 2;
    double within = from - gap * Math.floor(from / gap);
    return Math.abs(within - gap / 2) - width / 2;
  }

  private static Shape rows(double gap, double width) {
    return (x, y) -> wave(y + gap / 2, gap, width);
  }

  private static Shape columns(double gap, double width) {
    return (x, y) -> wave(x + gap / 2, gap, width);
  }

  private static Shape slanted(double gap, double width, int slope) {
    return (x, y) -> wave((x - 32 + slope * (y - 32)) / Math.sqrt(2) + 32, gap, width);
  }

  private static Edit lines(Shape shape, Colour colour, double opacity) {
    return picture -> picture.painted(shape, colour.rgb(), opacity);
  }

  private static Edit outside(Shape shape, Colour colour) {
    return picture -> picture.painted(shape.outside(), colour);
  }

  /** Light outside, dark grooves, a bright inner edge. */
  private static Edit gold() {
    return picture ->
        picture
            .painted(frame(7.5), 0x7A5410, 1)
            .painted(frame(6.5), 0xE3B53A, 1)
            .painted(frame(3.5), 0x9A6C14, 1)
            .painted(frame(2.5), 0xF2D06B, 1);
  }

  private static Edit vignette(Colour colour) {
    return picture ->
        picture.recoloured(
            (rgb, x, y) -> {
              double r = Math.hypot(x - 32, y - 32) / 32;
              double part = Math.max(0, Math.min(1, (r - 0.55) / 0.65));
              double dark = part * part * (3 - 2 * part);
              for (int c = 0; c < 3; c++) {
                float edge = Colour.sample(colour.rgb(), c);
                rgb[c] += (float) dark * (edge - rgb[c]);
              }
            });
  }
}
