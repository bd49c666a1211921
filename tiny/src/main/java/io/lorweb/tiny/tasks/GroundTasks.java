package io.lorweb.tiny.tasks;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Edits of what lies behind the figure: bg, bgpat. */
final class GroundTasks {

  private static final List<Colour> FIXED =
      List.of(
          Colour.RED,
          Colour.GREEN,
          Colour.BLUE,
          Colour.YELLOW,
          Colour.BLACK,
          Colour.PINK,
          Colour.PURPLE);

  private GroundTasks() {}

  static List<EditTask> fixed() {
    List<EditTask> solid =
        FIXED.stream().map(colour -> solid("bg" + colour.word(), colour)).toList();
    List<EditTask> patterns =
        List.of(
            EditTask.of(
                "bgpat",
                "bgcheck",
                "checkered background",
                "put it on a checkerboard",
                ground(check(8, Colour.GRAY, Colour.WHITE))),
            EditTask.of(
                "bgpat",
                "bgstripe",
                "striped background",
                "put it on stripes",
                ground(stripes(8, Colour.ORANGE, Colour.WHITE, 0))),
            EditTask.of(
                "bgpat",
                "bggrad",
                "gradient background",
                "sunset behind it",
                ground(gradient(Colour.BLUE, Colour.PINK, 0, 1))),
            EditTask.of(
                "bgpat",
                "bgdots",
                "dotted background",
                "put it on polka dots",
                ground(dots(Colour.TEAL, Colour.WHITE))));
    return Stream.concat(solid.stream(), patterns.stream()).toList();
  }

  static void variants(Consumer<EditTask> out) {
    for (Colour colour : Colour.values()) {
      if (!FIXED.contains(colour) && colour != Colour.WHITE) {
        out.accept(solid("bg:" + colour.word(), colour));
      }
    }
    for (Colour one : Colour.values()) {
      for (Colour other :
          new Colour[] {Colour.WHITE, Colour.YELLOW, Colour.NAVY, Colour.PINK, Colour.CYAN}) {
        if (one == other || one.near(other, 20)) {
          continue;
        }
        String names = one.word() + ":" + other.word();
        String words = one.word() + " and " + other.word();
        out.accept(
            EditTask.of(
                "bgpat",
                "check:" + names,
                words + " checkerboard background",
                words + " checks behind it",
                ground(check(8, one, other))));
        out.accept(
            EditTask.of(
                "bgpat",
                "stripes:" + names,
                words + " striped background",
                words + " stripes behind it",
                ground(stripes(8, one, other, 0))));
        out.accept(
            EditTask.of(
                "bgpat",
                "diagonals:" + names,
                words + " diagonal stripes behind",
                "diagonal background in " + words,
                ground(stripes(8, one, other, 1))));
        out.accept(
            EditTask.of(
                "bgpat",
                "gradient:" + names,
                "background from " + one.word() + " to " + other.word(),
                "blend " + words + " behind it",
                ground(gradient(one, other, 0, 1))));
        out.accept(
            EditTask.of(
                "bgpat",
                "sideways:" + names,
                "sideways gradient, " + words,
                one.word() + " left, " + other.word() + " right behind",
                ground(gradient(one, other, 1, 0))));
      }
    }
  }

  private static EditTask solid(String name, Colour colour) {
    return EditTask.of(
        "bg",
        name,
        colour.word() + " background",
        "put it on " + colour.word(),
        ground((rgb, x, y) -> fill(rgb, colour)));
  }

  static Edit ground(Recolour fill) {
    return picture -> picture.onGround(fill);
  }

  private static void fill(float[] rgb, Colour colour) {
    mix(rgb, colour.rgb(), colour.rgb(), 0);
  }

  /**
   * Sets a colour between two.
   *
   * @param from 0xRRGGBB at part 0
   * @param to 0xRRGGBB at part 1
   */
  static void mix(float[] rgb, int from, int to, double part) {
    for (int c = 0; c < 3; c++) {
      int shift = 16 - 8 * c;
      double a = from >> shift & 255;
      double b = to >> shift & 255;
      rgb[c] = (float) ((a + part * (b - a)) / 255);
    }
  }

  /** A checkerboard of two colours 0xRRGGBB. */
  static Recolour check(double side, int one, int other) {
    return (rgb, x, y) -> mix(rgb, one, other, ((int) (x / side) + (int) (y / side)) % 2);
  }

  private static Recolour check(double side, Colour one, Colour other) {
    return check(side, one.rgb(), other.rgb());
  }

  /** Vertical stripes, leaning by {@code slope}. */
  private static Recolour stripes(double width, Colour one, Colour other, double slope) {
    return (rgb, x, y) -> fill(rgb, (int) ((x + slope * y) / width) % 2 == 0 ? one : other);
  }

  private static Recolour gradient(Colour from, Colour to, double across, double down) {
    return (rgb, x, y) -> mix(rgb, from.rgb(), to.rgb(), (across * x + down * y) / 64);
  }

  private static Recolour dots(Colour dot, Colour paper) {
    return (rgb, x, y) -> {
      double dx = x % 8 - 4;
      double dy = y % 8 - 4;
      mix(rgb, paper.rgb(), dot.rgb(), Math.max(0, Math.min(1, 3 - Math.hypot(dx, dy))));
    };
  }
}
