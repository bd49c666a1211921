package io.lorweb.tiny.tasks;

import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Things put on the picture: over. */
final class OverlayTasks {

  /** Where a mark may sit, with the words for it. */
  private enum Spot {
    TOP_LEFT(14, 14, "top left"),
    TOP_RIGHT(50, 14, "top right"),
    BOTTOM_LEFT(14, 50, "bottom left"),
    BOTTOM_RIGHT(50, 50, "bottom right"),
    MIDDLE(32, 32, "in the middle");

    private final double x;
    private final double y;
    private final String words;

    Spot(double x, double y, String words) {
      this.x = x;
      this.y = y;
      this.words = words;
    }

    private String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** A mark about a place. */
  private enum Mark {
    DOT((x, y) -> Shape.disc(x, y, 8)),
    RING((x, y) -> Shape.disc(x, y, 7.5).edge(4)),
    SQUARE((x, y) -> Shape.box(x - 7.5, y - 7.5, x + 7.5, y + 7.5)),
    TRIANGLE((x, y) -> Shape.regular(x, y + 2, 3, 10.5)),
    DIAMOND((x, y) -> Shape.regular(x, y, 4, 10)),
    HEART((x, y) -> Shape.heart(x, y, 9.5)),
    CROSS(
        (x, y) ->
            Shape.line(x - 6, y - 6, x + 6, y + 6, 4.5)
                .or(Shape.line(x - 6, y + 6, x + 6, y - 6, 4.5))),
    PLUS(
        (x, y) ->
            Shape.box(x - 8, y - 2.6, x + 8, y + 2.6)
                .or(Shape.box(x - 2.6, y - 8, x + 2.6, y + 8)));

    private final BiFunction<Double, Double, Shape> shape;

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    Mark(BiFunction<Double, Double, Shape> shape) {
      this.shape = shape;
    }
  }

  private OverlayTasks() {}

  static List<EditTask> fixed() {
    return List.of(
        EditTask.of(
            "over", "hat", "add a top hat", "put a hat on it", hat(Colour.BLACK, Colour.RED)),
        EditTask.of(
            "over", "shades", "add sunglasses", "let it wear dark glasses", shades(Colour.BLACK)),
        EditTask.of(
            "over",
            "star",
            "add a yellow star",
            "yellow star in the corner",
            star(Colour.YELLOW, Spot.TOP_RIGHT)),
        EditTask.of(
            "over",
            "badge",
            "add a red badge",
            "red check mark badge",
            badge(Colour.RED, Spot.BOTTOM_RIGHT)),
        EditTask.of(
            "over",
            "strike",
            "strike it out",
            "red line through it",
            Edit.paint(Shape.line(6, 58, 58, 6, 6), Colour.RED)));
  }

  static void variants(Consumer<EditTask> out) {
    Colour[] colours = {
      Colour.RED,
      Colour.ORANGE,
      Colour.YELLOW,
      Colour.GREEN,
      Colour.TEAL,
      Colour.BLUE,
      Colour.NAVY,
      Colour.PURPLE,
      Colour.MAGENTA,
      Colour.PINK,
      Colour.BROWN,
      Colour.BLACK
    };
    for (Colour colour : colours) {
      String word = colour.word();
      for (Mark mark : Mark.values()) {
        for (Spot spot : Spot.values()) {
          String thing = word + " " + mark.word();
          out.accept(
              EditTask.of(
                  "over",
                  mark.word() + ":" + word + ":" + spot.id(),
                  "add a " + thing + " " + spot.words,
                  thing + " " + spot.words,
                  Edit.paint(mark.shape.apply(spot.x, spot.y), colour)));
        }
      }
      for (Spot spot : Spot.values()) {
        boolean known = colour == Colour.YELLOW && spot == Spot.TOP_RIGHT;
        if (!known) {
          out.accept(
              EditTask.of(
                  "over",
                  "star:" + word + ":" + spot.id(),
                  "add a " + word + " star " + spot.words,
                  word + " star " + spot.words,
                  star(colour, spot)));
        }
        if (colour != Colour.RED || spot != Spot.BOTTOM_RIGHT) {
          out.accept(
              EditTask.of(
                  "over",
                  "badge:" + word + ":" + spot.id(),
                  word + " badge " + spot.words,
                  word + " check mark " + spot.words,
                  badge(colour, spot)));
        }
      }
      if (colour != Colour.BLACK) {
        out.accept(
            EditTask.of(
                "over",
                "hat:" + word,
                "add a " + word + " hat",
                "put a " + word + " hat on it",
                hat(colour, Colour.BLACK)));
        out.accept(
            EditTask.of(
                "over",
                "shades:" + word,
                "add " + word + " glasses",
                "let it wear " + word + " glasses",
                shades(colour)));
      }
      out.accept(
          EditTask.of(
              "over",
              "bar:" + word + ":top",
              word + " bar on top",
              "cover the top in " + word,
              Edit.paint(Shape.box(-1, -1, 65, 11), colour)));
      out.accept(
          EditTask.of(
              "over",
              "bar:" + word + ":bottom",
              word + " bar at the bottom",
              "cover the bottom in " + word,
              Edit.paint(Shape.box(-1, 53, 65, 65), colour)));
      out.accept(
          EditTask.of(
              "over",
              "bar:" + word + ":left",
              word + " bar on the left",
              "cover the left in " + word,
              Edit.paint(Shape.box(-1, -1, 11, 65), colour)));
      out.accept(
          EditTask.of(
              "over",
              "bar:" + word + ":right",
              word + " bar on the right",
              "cover the right in " + word,
              Edit.paint(Shape.box(53, -1, 65, 65), colour)));
      if (colour != Colour.RED) {
        out.accept(
            EditTask.of(
                "over",
                "strike:" + word,
                "strike it out in " + word,
                word + " line through it",
                Edit.paint(Shape.line(6, 58, 58, 6, 6), colour)));
      }
      out.accept(
          EditTask.of(
              "over",
              "cancel:" + word,
              "big " + word + " cross over it",
              "cross it out in " + word,
              Edit.paint(Shape.line(8, 8, 56, 56, 5).or(Shape.line(8, 56, 56, 8, 5)), colour)));
      out.accept(
          EditTask.of(
              "over",
              "forbid:" + word,
              word + " forbidden sign over it",
              "forbid it in " + word,
              Edit.paint(
                  Shape.disc(32, 32, 26).edge(5).or(Shape.line(14, 14, 50, 50, 5)), colour)));
      out.accept(
          EditTask.of(
              "over",
              "target:" + word,
              word + " target over it",
              word + " rings around the middle",
              Edit.paint(
                  Shape.disc(32, 32, 14).edge(3).or(Shape.disc(32, 32, 24).edge(3)), colour)));
    }
  }

  /** A top hat on the upper edge of what is drawn, as wide as it is. */
  private static Edit hat(Colour felt, Colour band) {
    return picture -> {
      Box box = picture.box();
      double half = Math.max(9, Math.min(17, 0.34 * box.width()));
      double brim = Math.max(17, box.top() + 0.16 * box.height());
      double x = box.middleX();
      double top = Math.max(1, brim - 1.15 * half);
      return picture
          .painted(Shape.box(x - 0.66 * half, top, x + 0.66 * half, brim), felt)
          .painted(Shape.box(x - 0.66 * half, brim - 5, x + 0.66 * half, brim - 1.5), band)
          .painted(Shape.line(x - half, brim, x + half, brim, 3.4), felt);
    };
  }

  /** Where eyes would be in a face that fills the box. */
  private static Edit shades(Colour colour) {
    return picture -> {
      Box box = picture.box();
      double lens = Math.max(5, Math.min(8.5, 0.15 * box.width()));
      double apart = 1.35 * lens;
      double x = box.middleX();
      double y = box.top() + 0.4 * box.height();
      Shape lenses = Shape.disc(x - apart, y, lens).or(Shape.disc(x + apart, y, lens));
      Shape bridge =
          Shape.line(x - 2.3 * lens, y - 0.3 * lens, x + 2.3 * lens, y - 0.3 * lens, 2.4);
      Shape shine =
          Shape.line(x - apart - 0.4 * lens, y + 0.1 * lens, x - apart, y - 0.4 * lens, 1.3)
              .or(
                  Shape.line(
                      x + apart - 0.4 * lens, y + 0.1 * lens, x + apart, y - 0.4 * lens, 1.3));
      return picture.painted(lenses.or(bridge), colour).painted(shine, Colour.WHITE);
    };
  }

  private static Edit star(Colour colour, Spot spot) {
    Shape star = Shape.star(spot.x, spot.y, 5, 12, 5.2);
    return picture -> picture.painted(star.grown(1.2), 0x5A3B00, 1).painted(star, colour);
  }

  /** A disc with a white rim and a white check mark. */
  private static Edit badge(Colour colour, Spot spot) {
    Shape check =
        Shape.line(spot.x - 4.5, spot.y + 0.5, spot.x - 1.2, spot.y + 3.8, 2.6)
            .or(Shape.line(spot.x - 1.2, spot.y + 3.8, spot.x + 4.8, spot.y - 3.4, 2.6));
    return picture ->
        picture
            .painted(Shape.disc(spot.x, spot.y, 11.5), Colour.WHITE)
            .painted(Shape.disc(spot.x, spot.y, 10), colour)
            .painted(check, Colour.WHITE);
  }
}
