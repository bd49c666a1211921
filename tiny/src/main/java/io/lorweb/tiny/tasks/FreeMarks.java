package io.lorweb.tiny.tasks;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Free tasks that add something: bg, bgpat, border, lines, over, outline, shadow. */
final class FreeMarks {

  static final Map<String, List<FreeTasks.Kind>> KINDS =
      Map.of(
          "bg", List.of(FreeMarks::ground),
          "bgpat", List.of(FreeMarks::stripes, FreeMarks::checks, FreeMarks::gradient),
          "border", List.of(FreeMarks::frame, FreeMarks::sides),
          "lines", List.of(FreeMarks::lines),
          "over", List.of(FreeMarks::figure, FreeMarks::stroke),
          "outline", List.of(FreeMarks::outline),
          "shadow", List.of(FreeMarks::shadow));

  private FreeMarks() {}

  private static Edit ground(Dice dice) {
    int colour = dice.colour();
    return GroundTasks.ground((rgb, x, y) -> GroundTasks.mix(rgb, colour, colour, 0));
  }

  private static Edit stripes(Dice dice) {
    double angle = dice.between(0, Math.PI);
    double width = dice.between(4, 16);
    int one = dice.colour();
    int other = dice.colour();
    return GroundTasks.ground(
        (rgb, x, y) ->
            GroundTasks.mix(
                rgb, one, other, Math.floorMod((int) Math.floor(along(x, y, angle) / width), 2)));
  }

  private static Edit checks(Dice dice) {
    double side = dice.between(4, 16);
    int one = dice.colour();
    int other = dice.colour();
    return GroundTasks.ground(GroundTasks.check(side, one, other));
  }

  private static Edit gradient(Dice dice) {
    double angle = dice.between(0, 2 * Math.PI);
    int from = dice.colour();
    int to = dice.colour();
    return GroundTasks.ground(
        (rgb, x, y) ->
            GroundTasks.mix(
                rgb, from, to, Math.max(0, Math.min(1, 0.5 + along(x, y, angle) / 70))));
  }

  /** Place along a line through the middle. */
  private static double along(double x, double y, double angle) {
    return (x - 32) * Math.cos(angle) + (y - 32) * Math.sin(angle);
  }

  private static Edit frame(Dice dice) {
    double width = dice.between(2, 12);
    double round = dice.chance(0.4) ? dice.between(3, 20) : 0;
    double inset = width + round;
    return paint(
        dice,
        Shape.box(inset, inset, 64 - inset, 64 - inset).grown(round).outside(),
        opacity(dice));
  }

  /** Bars along some of the four sides. */
  private static Edit sides(Dice dice) {
    double width = dice.between(3, 16);
    Shape[] bars = {
      Shape.box(-9, -9, width, 73),
      Shape.box(64 - width, -9, 73, 73),
      Shape.box(-9, -9, 73, width),
      Shape.box(-9, 64 - width, 73, 73)
    };
    int which = 1 + dice.below(15);
    Shape some =
        IntStream.range(0, bars.length)
            .filter(i -> (which >> i & 1) == 1)
            .mapToObj(i -> bars[i])
            .reduce(Shape::or)
            .orElseThrow();
    return paint(dice, some, opacity(dice));
  }

  private static Edit lines(Dice dice) {
    double angle = dice.between(0, Math.PI);
    double gap = dice.between(5, 16);
    double width = gap * dice.between(0.15, 0.5);
    Shape shape =
        (x, y) -> {
          double place = along(x, y, angle) + 10 * gap;
          return Math.abs(place % gap - gap / 2) - width / 2;
        };
    return paint(dice, shape, dice.between(0.5, 1));
  }

  /** Something of any size, anywhere. */
  private static Edit figure(Dice dice) {
    double r = dice.between(6, 20);
    double x = dice.between(8, 56);
    double y = dice.between(8, 56);
    Shape shape =
        switch (dice.below(6)) {
          case 0 -> Shape.disc(x, y, r);
          case 1 -> Shape.heart(x, y, r);
          case 2 -> Shape.star(x, y, 4 + dice.below(5), r, r * dice.between(0.35, 0.7));
          case 3 -> Shape.regular(x, y, 3 + dice.below(4), r);
          case 4 -> Shape.disc(x, y, r).edge(dice.between(2, 6));
          default -> {
            double wide = r * dice.between(0.3, 1);
            yield Shape.box(x - r, y - wide, x + r, y + wide);
          }
        };
    return paint(dice, shape.turned(dice.between(0, 360), x, y), opacity(dice));
  }

  private static Edit stroke(Dice dice) {
    return paint(
        dice,
        Shape.line(
            dice.between(4, 60),
            dice.between(4, 60),
            dice.between(4, 60),
            dice.between(4, 60),
            dice.between(3, 9)),
        opacity(dice));
  }

  private static double opacity(Dice dice) {
    return dice.chance(0.7) ? 1 : dice.between(0.4, 0.9);
  }

  private static Edit paint(Dice dice, Shape shape, double opacity) {
    int colour = dice.colour();
    return picture -> picture.painted(shape, colour, opacity);
  }

  private static Edit outline(Dice dice) {
    return OutlineTasks.outline(dice.colour(), dice.between(1.2, 5));
  }

  private static Edit shadow(Dice dice) {
    double angle = dice.between(0, 2 * Math.PI);
    double far = dice.between(3, 10);
    return OutlineTasks.shadow(
        far * Math.cos(angle),
        far * Math.sin(angle),
        dice.between(0.5, 3),
        dice.between(0.4, 0.9),
        dice.colour());
  }
}
