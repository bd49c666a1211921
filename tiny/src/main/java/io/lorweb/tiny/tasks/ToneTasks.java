package io.lorweb.tiny.tasks;

import java.util.List;
import java.util.function.Consumer;

/** Edits of brightness, and of colour by brightness: duo, quant, tone, thermal. */
final class ToneTasks {

  private static final List<Colour> DARK =
      List.of(
          Colour.NAVY,
          Colour.MAROON,
          Colour.PURPLE,
          Colour.BROWN,
          Colour.TEAL,
          Colour.BLACK,
          Colour.MAGENTA,
          Colour.GREEN);
  private static final List<Colour> LIGHT =
      List.of(
          Colour.YELLOW,
          Colour.PINK,
          Colour.SKY,
          Colour.PEACH,
          Colour.CYAN,
          Colour.ORANGE,
          Colour.MINT,
          Colour.WHITE);

  /** Dark is cold, bright is hot. */
  private static final int[] HEAT = {0x000010, 0x1B0C9A, 0xB5179E, 0xF46D1B, 0xFFD93B, 0xFFFFF0};

  private ToneTasks() {}

  static List<EditTask> fixed() {
    return List.of(
        EditTask.of(
            "duo",
            "sepia",
            "make it sepia",
            "old brown photo",
            Edit.recolour(Recolour.ramp(0x2B1A0E, 0xFFEBC8))),
        EditTask.of(
            "duo",
            "cyanotype",
            "make a blueprint",
            "cyanotype print",
            Edit.recolour(Recolour.ramp(0x06245C, 0xEAF6FF))),
        EditTask.of(
            "duo",
            "duotone",
            "purple and yellow duotone",
            "print in purple and yellow",
            Edit.recolour(Recolour.ramp(0x4A148C, 0xFFE45C))),
        EditTask.of(
            "duo",
            "greenmono",
            "green monitor colours",
            "print in green",
            Edit.recolour(Recolour.ramp(0x002A08, 0x7CFF8E))),
        EditTask.of("quant", "poster", "make a poster", "use few flat colours", poster(3)),
        EditTask.of(
            "quant",
            "threshold",
            "pure black and white",
            "threshold the picture",
            Edit.recolour(Recolour.threshold(0.6))),
        EditTask.of(
            "tone",
            "darken",
            "make it darker",
            "turn down the light",
            Edit.recolour(Recolour.each(v -> 0.45 * v))),
        EditTask.of(
            "tone",
            "fade",
            "fade it out",
            "wash out the colours",
            Edit.recolour(Recolour.each(v -> 0.6 + 0.35 * v))),
        EditTask.of(
            "tone",
            "solarize",
            "solarize it",
            "invert the bright parts",
            Edit.recolour(Recolour.each(v -> v > 0.5 ? 1 - v : v))),
        EditTask.of(
            "thermal",
            "thermal",
            "thermal camera view",
            "show a heat map",
            Edit.recolour(Recolour.ramp(HEAT))));
  }

  static void variants(Consumer<EditTask> out) {
    for (Colour dark : DARK) {
      for (Colour light : LIGHT) {
        boolean known = dark == Colour.PURPLE && light == Colour.YELLOW;
        if (known || dark.grey() && light.grey() || dark.near(light, 1)) {
          continue;
        }
        String words = dark.word() + " and " + light.word();
        out.accept(
            EditTask.of(
                "duo",
                "duotone:" + dark.word() + ":" + light.word(),
                words + " duotone",
                "print in " + words,
                Edit.recolour(Recolour.ramp(dark.rgb(), light.rgb()))));
        out.accept(
            EditTask.of(
                "quant",
                "ink:" + dark.word() + ":" + light.word(),
                dark.word() + " ink on " + light.word() + " paper",
                "stencil in " + words,
                Edit.recolour(Recolour.threshold(0.6))
                    .then(Edit.recolour(Recolour.ramp(dark.rgb(), light.rgb())))));
      }
    }
    for (int levels : new int[] {2, 4, 5}) {
      out.accept(
          EditTask.of(
              "quant",
              "poster:" + levels,
              "poster of " + levels + " levels",
              "use " + levels + " shades per colour",
              poster(levels)));
    }
    for (double g : new double[] {0.4, 0.6, 1.7, 2.5}) {
      String how = (g < 1 ? "lighter" : "deeper") + (g < 0.5 || g > 2 ? ":much" : ":bit");
      String words = how.replace(":much", " much").replace(":bit", " a bit");
      words =
          words.substring(words.indexOf(' ') + 1) + " " + words.substring(0, words.indexOf(' '));
      out.accept(
          EditTask.of(
              "tone",
              "gamma:" + how,
              words + " midtones",
              "make midtones " + words,
              Edit.recolour(Recolour.each(v -> Math.pow(v, g)))));
    }
    for (int percent : new int[] {30, 60, 75}) {
      out.accept(
          EditTask.of(
              "tone",
              "dim:" + percent,
              "dim to " + percent + " percent",
              percent + " percent brightness",
              Edit.recolour(Recolour.each(v -> v * percent / 100))));
    }
    for (int percent : new int[] {15, 30, 50}) {
      out.accept(
          EditTask.of(
              "tone",
              "lift:" + percent,
              "lift the blacks by " + percent,
              "brighten by " + percent + " percent",
              Edit.recolour(Recolour.each(v -> v + (1 - v) * percent / 100))));
    }
    for (int percent : new int[] {40, 60, 170, 240}) {
      String what = percent < 100 ? "less contrast" : "more contrast";
      out.accept(
          EditTask.of(
              "tone",
              "contrast:" + percent,
              percent + " percent contrast",
              what + ", " + percent + " percent",
              Edit.recolour(Recolour.each(v -> 0.5 + (v - 0.5) * percent / 100))));
    }
    for (int percent : new int[] {35, 60, 180, 300}) {
      String what = percent < 100 ? "paler colours" : "richer colours";
      out.accept(
          EditTask.of(
              "tone",
              "saturation:" + percent,
              percent + " percent saturation",
              what + ", " + percent + " percent",
              Edit.recolour(Recolour.saturation(percent / 100.0))));
    }
    for (int percent : new int[] {30, 70}) {
      out.accept(
          EditTask.of(
              "tone",
              "solarize:" + percent,
              "solarize above " + percent + " percent",
              "invert parts above " + percent + " percent",
              Edit.recolour(Recolour.each(v -> v > percent / 100.0 ? 1 - v : v))));
    }
  }

  private static Edit poster(int levels) {
    return Edit.recolour(Recolour.each(v -> Math.round(v * (levels - 1)) / (levels - 1.0)));
  }
}
