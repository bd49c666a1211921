package io.lorweb.tiny.tasks;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Free tasks that move pixels: shift, scale, rot, flip, quad, warp, crop. */
final class FreePlaces {

  static final Map<String, List<FreeTasks.Kind>> KINDS =
      Map.of(
          "shift", List.of(FreePlaces::shift),
          "scale", List.of(FreePlaces::scale, FreePlaces::stretch),
          "rot", List.of(FreePlaces::turn),
          "flip", List.of(FreePlaces::flip),
          "quad", List.of(FreePlaces::quarters),
          "warp", List.of(FreePlaces::wave, FreePlaces::swirl, FreePlaces::bulge),
          "crop", List.of(FreePlaces::window));

  private FreePlaces() {}

  private static Edit shift(Dice dice) {
    return Edit.warp(Warp.shift(dice.between(-24, 24), dice.between(-24, 24)));
  }

  private static Edit scale(Dice dice) {
    return Edit.warp(Warp.scale(size(dice)));
  }

  private static Edit stretch(Dice dice) {
    double across = size(dice);
    double down = size(dice);
    return Edit.warp(Warp.stretch(across, down));
  }

  /** As often smaller as larger. */
  private static double size(Dice dice) {
    return Math.exp(dice.between(Math.log(0.4), Math.log(2.2)));
  }

  private static Edit turn(Dice dice) {
    return Edit.warp(Warp.turn(dice.number(15, 345)));
  }

  /** Along any axis through the middle. */
  private static Edit flip(Dice dice) {
    double axis = dice.between(0, Math.PI);
    double cos = Math.cos(2 * axis);
    double sin = Math.sin(2 * axis);
    return Edit.warp(
        at -> {
          double dx = at[0] - Warp.MIDDLE;
          double dy = at[1] - Warp.MIDDLE;
          at[0] = Warp.MIDDLE + cos * dx + sin * dy;
          at[1] = Warp.MIDDLE + sin * dx - cos * dy;
        });
  }

  /** The four quarters in another order. */
  private static Edit quarters(Dice dice) {
    List<Integer> order = Arrays.asList(0, 1, 2, 3);
    Collections.shuffle(order, dice.random());
    return Edit.move(
        at -> {
          int from = order.get((at[0] < Warp.MIDDLE ? 0 : 1) + (at[1] < Warp.MIDDLE ? 0 : 2));
          at[0] = at[0] % Warp.MIDDLE + Warp.MIDDLE * (from % 2);
          at[1] = at[1] % Warp.MIDDLE + Warp.MIDDLE * (from / 2);
        });
  }

  private static Edit wave(Dice dice) {
    return Edit.warp(Warp.wave(dice.between(1.5, 6), dice.between(8, 40), dice.chance(0.5)));
  }

  private static Edit swirl(Dice dice) {
    double degrees = dice.between(50, 160);
    return Edit.warp(Warp.swirl(dice.chance(0.5) ? degrees : -degrees));
  }

  private static Edit bulge(Dice dice) {
    return Edit.warp(
        Warp.bulge(dice.chance(0.5) ? dice.between(0.45, 0.75) : dice.between(1.35, 2.2)));
  }

  /** A part of the picture, larger. */
  private static Edit window(Dice dice) {
    double side = dice.between(24, 44);
    double left = dice.between(0, 64 - side);
    double top = dice.between(0, 64 - side);
    return Edit.warp(Warp.window(left, top, side));
  }
}
