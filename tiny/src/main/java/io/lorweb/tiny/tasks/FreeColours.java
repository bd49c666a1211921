package io.lorweb.tiny.tasks;

import java.util.List;
import java.util.Map;

/** Free tasks that change colours in place: hue, swap, tone, duo, quant, tint, invert. */
final class FreeColours {

  static final Map<String, List<FreeTasks.Kind>> KINDS =
      Map.of(
          "hue", List.of(FreeColours::hue),
          "swap", List.of(FreeColours::mixing),
          "tone", List.of(FreeColours::curve, FreeColours::curves),
          "duo", List.of(FreeColours::ramp),
          "quant", List.of(FreeColours::ink, FreeColours::levels),
          "tint", List.of(FreeColours::light, FreeColours::fog),
          "invert", List.of(FreeColours::negative));

  private FreeColours() {}

  private static Edit hue(Dice dice) {
    Edit turn = Edit.recolour(Recolour.hue(dice.number(15, 345)));
    return dice.chance(0.5)
        ? turn
        : turn.then(Edit.recolour(Recolour.saturation(dice.between(0.3, 2.5))));
  }

  /** Every channel a mixture of all three. */
  private static Edit mixing(Dice dice) {
    double[][] from = new double[3][3];
    for (double[] row : from) {
      double sum = 0;
      for (int c = 0; c < 3; c++) {
        row[c] = Math.pow(dice.between(0, 1), 2);
        sum += row[c];
      }
      for (int c = 0; c < 3; c++) {
        row[c] /= sum;
      }
    }
    return Edit.recolour(
        (rgb, x, y) -> {
          float[] old = rgb.clone();
          for (int c = 0; c < 3; c++) {
            rgb[c] = (float) (from[c][0] * old[0] + from[c][1] * old[1] + from[c][2] * old[2]);
          }
        });
  }

  private static Edit curve(Dice dice) {
    double[] points = points(dice);
    return Edit.recolour(Recolour.each(v -> onCurve(points, v)));
  }

  private static Edit curves(Dice dice) {
    double[][] points = {points(dice), points(dice), points(dice)};
    return Edit.recolour(
        (rgb, x, y) -> {
          for (int c = 0; c < 3; c++) {
            rgb[c] = (float) onCurve(points[c], rgb[c]);
          }
        });
  }

  /** What 0, 1/3, 2/3 and 1 become. */
  private static double[] points(Dice dice) {
    double[] points = new double[4];
    for (int i = 0; i < 4; i++) {
      points[i] = dice.between(0, 1);
    }
    return points;
  }

  private static double onCurve(double[] points, double value) {
    double place = Math.max(0, Math.min(1, value)) * 3;
    int below = Math.min(2, (int) place);
    return points[below] + (place - below) * (points[below + 1] - points[below]);
  }

  private static Edit ramp(Dice dice) {
    return Edit.recolour(Recolour.ramp(dice.colour(), dice.colour()));
  }

  private static Edit ink(Dice dice) {
    return Edit.recolour(Recolour.threshold(dice.between(0.3, 0.8))).then(ramp(dice));
  }

  private static Edit levels(Dice dice) {
    int steps = 1 + dice.below(4);
    return Edit.recolour(Recolour.each(v -> (double) Math.round(v * steps) / steps));
  }

  private static Edit light(Dice dice) {
    return Edit.recolour(Recolour.light(dice.colour(), dice.between(0.3, 1)));
  }

  private static Edit fog(Dice dice) {
    return Edit.recolour(Recolour.fog(dice.colour(), dice.between(0.25, 0.75)));
  }

  /** Some channels, wholly or in part. */
  private static Edit negative(Dice dice) {
    int channels = 1 + dice.below(7);
    double strength = dice.between(0.6, 1);
    return Edit.recolour(
        (rgb, x, y) -> {
          for (int c = 0; c < 3; c++) {
            if ((channels >> c & 1) == 1) {
              rgb[c] += (float) (strength * (1 - 2 * rgb[c]));
            }
          }
        });
  }
}
