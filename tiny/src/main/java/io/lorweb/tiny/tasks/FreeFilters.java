package io.lorweb.tiny.tasks;

import java.util.List;
import java.util.Map;

/** Free tasks that look at neighbours: blur, motion, pixel, edge, noise, halftone. */
final class FreeFilters {

  static final Map<String, List<FreeTasks.Kind>> KINDS =
      Map.of(
          "blur", List.of(FreeFilters::blur),
          "motion", List.of(FreeFilters::motion),
          "pixel", List.of(FreeFilters::pixel),
          "edge", List.of(FreeFilters::edges, FreeFilters::emboss),
          "noise", List.of(FreeFilters::noise),
          "halftone", List.of(FreeFilters::halftone));

  private FreeFilters() {}

  private static Edit blur(Dice dice) {
    return FilterTasks.filter(Filter.gauss(dice.between(0.7, 6)));
  }

  private static Edit motion(Dice dice) {
    boolean across = dice.chance(0.5);
    return FilterTasks.filter(Filter.motion(dice.between(6, 26), across ? 1 : 0, across ? 0 : 1));
  }

  private static Edit pixel(Dice dice) {
    return FilterTasks.filter(Filter.blocks(dice.number(2.5, 18)));
  }

  private static Edit edges(Dice dice) {
    return FilterTasks.edges(dice.colour(), dice.colour());
  }

  private static Edit emboss(Dice dice) {
    int way = dice.below(8);
    way = way < 4 ? way : way + 1;
    return FilterTasks.emboss(way % 3 - 1, way / 3 - 1);
  }

  private static Edit noise(Dice dice) {
    return FilterTasks.noise(dice.between(0.15, 0.45), dice.chance(0.5));
  }

  private static Edit halftone(Dice dice) {
    return FilterTasks.halftone(dice.between(3, 8), dice.colour(), dice.colour());
  }
}
