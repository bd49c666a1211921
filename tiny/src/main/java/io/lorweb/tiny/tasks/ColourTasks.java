package io.lorweb.tiny.tasks;

import java.util.List;
import java.util.function.Consumer;

/** Edits that keep what is bright and what is dark: hue, invert, gray, tint, swap. */
final class ColourTasks {

  private static final double STRONG = 0.75;
  private static final double FOG = 0.55;
  private static final double SOFT = 0.4;

  private ColourTasks() {}

  static List<EditTask> fixed() {
    return List.of(
        EditTask.of(
            "hue",
            "hue60",
            "shift hues by 60 degrees",
            "move colours one step",
            Edit.recolour(Recolour.hue(60))),
        EditTask.of(
            "hue",
            "hue120",
            "shift hues by 120 degrees",
            "rotate colours a third",
            Edit.recolour(Recolour.hue(120))),
        EditTask.of(
            "hue",
            "hue180",
            "use opposite hues",
            "shift hues by 180 degrees",
            Edit.recolour(Recolour.hue(180))),
        EditTask.of(
            "hue",
            "hue240",
            "shift hues by 240 degrees",
            "rotate colours two thirds",
            Edit.recolour(Recolour.hue(240))),
        EditTask.of(
            "invert",
            "invert",
            "make a negative",
            "invert all colours",
            Edit.recolour(Recolour.each(v -> 1 - v))),
        EditTask.of(
            "gray",
            "gray",
            "make it black and white",
            "remove the colour",
            Edit.recolour(Recolour.saturation(0))),
        EditTask.of(
            "tint",
            "tintred",
            "tint it red",
            "red light",
            Edit.recolour(Recolour.light(Colour.RED.rgb(), STRONG))),
        EditTask.of(
            "tint",
            "tintgreen",
            "tint it green",
            "green light",
            Edit.recolour(Recolour.light(Colour.GREEN.rgb(), STRONG))),
        EditTask.of(
            "tint",
            "tintblue",
            "tint it blue",
            "blue light",
            Edit.recolour(Recolour.light(Colour.BLUE.rgb(), STRONG))),
        EditTask.of(
            "swap",
            "swaprb",
            "swap red and blue",
            "exchange red with blue",
            Edit.recolour(Recolour.channels(2, 1, 0))),
        EditTask.of(
            "swap",
            "swaprg",
            "swap red and green",
            "exchange red with green",
            Edit.recolour(Recolour.channels(1, 0, 2))));
  }

  static void variants(Consumer<EditTask> out) {
    for (int degrees = 20; degrees <= 340; degrees += 10) {
      if (degrees % 60 != 0 || degrees == 300) {
        out.accept(
            EditTask.of(
                "hue",
                "hue:" + degrees,
                "shift hues by " + degrees + " degrees",
                "turn the colours by " + degrees,
                Edit.recolour(Recolour.hue(degrees))));
      }
    }
    for (Colour colour : Colour.values()) {
      if (colour.grey()) {
        continue;
      }
      String word = colour.word();
      out.accept(
          EditTask.of(
              "tint",
              "tint:" + word + ":soft",
              "a touch of " + word,
              "tint it slightly " + word,
              Edit.recolour(Recolour.light(colour.rgb(), SOFT))));
      if (colour != Colour.RED && colour != Colour.GREEN && colour != Colour.BLUE) {
        out.accept(
            EditTask.of(
                "tint",
                "tint:" + word + ":strong",
                "tint it " + word,
                word + " light",
                Edit.recolour(Recolour.light(colour.rgb(), STRONG))));
      }
      out.accept(
          EditTask.of(
              "tint",
              "fog:" + word,
              word + " fog",
              "hide it in " + word + " mist",
              Edit.recolour(Recolour.fog(colour.rgb(), FOG))));
    }
    String[] names = {"red", "green", "blue"};
    out.accept(
        EditTask.of(
            "swap",
            "channels:rbg",
            "swap green and blue",
            "exchange green with blue",
            Edit.recolour(Recolour.channels(0, 2, 1))));
    out.accept(
        EditTask.of(
            "swap",
            "channels:gbr",
            "cycle channels forward",
            "green becomes red",
            Edit.recolour(Recolour.channels(1, 2, 0))));
    out.accept(
        EditTask.of(
            "swap",
            "channels:brg",
            "cycle channels backward",
            "blue becomes red",
            Edit.recolour(Recolour.channels(2, 0, 1))));
    for (int c = 0; c < 3; c++) {
      int channel = c;
      out.accept(
          EditTask.of(
              "swap",
              "without:" + names[c],
              "remove the " + names[c] + " channel",
              "no " + names[c] + " light",
              Edit.recolour((rgb, x, y) -> rgb[channel] = 0)));
      out.accept(
          EditTask.of(
              "invert",
              "negative:" + names[c],
              "negative of " + names[c] + " only",
              "invert the " + names[c] + " channel",
              Edit.recolour((rgb, x, y) -> rgb[channel] = 1 - rgb[channel])));
    }
  }
}
