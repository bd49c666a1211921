package io.lorweb.tasks;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Edits that look at one colour at a time: hue, invert, gray, duo, quant, tint, tone, swap. */
final class ColourTasks {

  /** Shares of red, green and blue in brightness (ITU-R BT.601). */
  private static final float[] LUMA = {0.299f, 0.587f, 0.114f};

  private ColourTasks() {}

  static List<EditTask> fixed() {
    return List.of(
        EditTask.of("hue", "hue60", "shift hues by 60 degrees", "move colours one step", hue(60)),
        EditTask.of(
            "hue", "hue120", "shift hues by 120 degrees", "rotate colours a third", hue(120)),
        EditTask.of("hue", "hue180", "use opposite hues", "shift hues by 180 degrees", hue(180)),
        EditTask.of(
            "hue", "hue240", "shift hues by 240 degrees", "rotate colours two thirds", hue(240)),
        EditTask.of("invert", "invert", "make a negative", "invert all colours", invert()),
        EditTask.of("gray", "gray", "make it black and white", "remove the colour", gray()),
        EditTask.of("duo", "sepia", "make it sepia", "old brown photo", ramp(0x2B1A0E, 0xFFEBC8)),
        EditTask.of(
            "duo", "cyanotype", "make a blueprint", "cyanotype print", ramp(0x06245C, 0xEAF6FF)),
        EditTask.of(
            "duo",
            "duotone",
            "purple and yellow duotone",
            "print in purple and yellow",
            ramp(0x4A148C, 0xFFE45C)),
        EditTask.of(
            "duo",
            "greenmono",
            "green monitor colours",
            "print in green",
            ramp(0x002A08, 0x7CFF8E)),
        EditTask.of("quant", "poster", "make a poster", "use few flat colours", poster(3)),
        EditTask.of(
            "quant", "threshold", "pure black and white", "threshold the picture", threshold(0.6)),
        EditTask.of("tint", "tintred", "tint it red", "red light", tint(Colour.RED, STRONG)),
        EditTask.of(
            "tint", "tintgreen", "tint it green", "green light", tint(Colour.GREEN, STRONG)),
        EditTask.of("tint", "tintblue", "tint it blue", "blue light", tint(Colour.BLUE, STRONG)),
        EditTask.of("tone", "darken", "make it darker", "turn down the light", each(v -> 0.45 * v)),
        EditTask.of(
            "tone", "fade", "fade it out", "wash out the colours", each(v -> 0.6 + 0.35 * v)),
        EditTask.of(
            "tone",
            "solarize",
            "solarize it",
            "invert the bright parts",
            each(v -> v > 0.5 ? 1 - v : v)),
        EditTask.of("thermal", "thermal", "thermal camera view", "show a heat map", thermal()),
        EditTask.of(
            "swap", "swaprb", "swap red and blue", "exchange red with blue", channels(2, 1, 0)),
        EditTask.of(
            "swap", "swaprg", "swap red and green", "exchange red with green", channels(1, 0, 2)));
  }

  private static final double STRONG = 0.75;
  private static final double SOFT = 0.4;

  /** One value at a time, in [0, 1]. */
  @FunctionalInterface
  private interface Curve {
    double of(double value);
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
                hue(degrees)));
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
              tint(colour, SOFT)));
      if (colour != Colour.RED && colour != Colour.GREEN && colour != Colour.BLUE) {
        out.accept(
            EditTask.of(
                "tint",
                "tint:" + word + ":strong",
                "tint it " + word,
                word + " light",
                tint(colour, STRONG)));
      }
      out.accept(
          EditTask.of(
              "tint", "fog:" + word, word + " fog", "hide it in " + word + " mist", fog(colour)));
    }
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
                ramp(dark.rgb(), light.rgb())));
        out.accept(
            EditTask.of(
                "quant",
                "ink:" + dark.word() + ":" + light.word(),
                dark.word() + " ink on " + light.word() + " paper",
                "stencil in " + words,
                threshold(0.6).then(ramp(dark.rgb(), light.rgb()))));
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
              each(v -> Math.pow(v, g))));
    }
    for (int percent : new int[] {30, 60, 75}) {
      out.accept(
          EditTask.of(
              "tone",
              "dim:" + percent,
              "dim to " + percent + " percent",
              percent + " percent brightness",
              each(v -> v * percent / 100)));
    }
    for (int percent : new int[] {15, 30, 50}) {
      out.accept(
          EditTask.of(
              "tone",
              "lift:" + percent,
              "lift the blacks by " + percent,
              "brighten by " + percent + " percent",
              each(v -> v + (1 - v) * percent / 100)));
    }
    for (int percent : new int[] {40, 60, 170, 240}) {
      String what = percent < 100 ? "less contrast" : "more contrast";
      out.accept(
          EditTask.of(
              "tone",
              "contrast:" + percent,
              percent + " percent contrast",
              what + ", " + percent + " percent",
              each(v -> 0.5 + (v - 0.5) * percent / 100)));
    }
    for (int percent : new int[] {35, 60, 180, 300}) {
      String what = percent < 100 ? "paler colours" : "richer colours";
      out.accept(
          EditTask.of(
              "tone",
              "saturation:" + percent,
              percent + " percent saturation",
              what + ", " + percent + " percent",
              saturate(percent / 100.0)));
    }
    String[] names = {"red", "green", "blue"};
    out.accept(
        EditTask.of(
            "swap",
            "channels:rbg",
            "swap green and blue",
            "exchange green with blue",
            channels(0, 2, 1)));
    out.accept(
        EditTask.of(
            "swap",
            "channels:gbr",
            "cycle channels forward",
            "green becomes red",
            channels(1, 2, 0)));
    out.accept(
        EditTask.of(
            "swap",
            "channels:brg",
            "cycle channels backward",
            "blue becomes red",
            channels(2, 0, 1)));
    for (int c = 0; c < 3; c++) {
      int channel = c;
      out.accept(
          EditTask.of(
              "swap",
              "without:" + names[c],
              "remove the " + names[c] + " channel",
              "no " + names[c] + " light",
              picture -> picture.recoloured((rgb, x, y) -> rgb[channel] = 0)));
      out.accept(
          EditTask.of(
              "invert",
              "negative:" + names[c],
              "negative of " + names[c] + " only",
              "invert the " + names[c] + " channel",
              picture -> picture.recoloured((rgb, x, y) -> rgb[channel] = 1 - rgb[channel])));
    }
    for (int percent : new int[] {30, 70}) {
      out.accept(
          EditTask.of(
              "tone",
              "solarize:" + percent,
              "solarize above " + percent + " percent",
              "invert parts above " + percent + " percent",
              each(v -> v > percent / 100.0 ? 1 - v : v)));
    }
  }

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

  private static Edit each(Curve curve) {
    return picture ->
        picture.recoloured(
            (rgb, x, y) -> {
              for (int c = 0; c < 3; c++) {
                rgb[c] = (float) curve.of(rgb[c]);
              }
            });
  }

  static float luma(float[] rgb) {
    return LUMA[0] * rgb[0] + LUMA[1] * rgb[1] + LUMA[2] * rgb[2];
  }

  static Edit hue(double degrees) {
    return picture ->
        picture.recoloured(
            (rgb, x, y) -> {
              Hsv hsv = Hsv.of(rgb[0], rgb[1], rgb[2]);
              new Hsv((hsv.hue() + degrees) % 360, hsv.saturation(), hsv.value()).into(rgb);
            });
  }

  static Edit invert() {
    return each(v -> 1 - v);
  }

  static Edit gray() {
    return saturate(0);
  }

  private static Edit saturate(double factor) {
    return picture ->
        picture.recoloured(
            (rgb, x, y) -> {
              float grey = luma(rgb);
              for (int c = 0; c < 3; c++) {
                rgb[c] = (float) (grey + factor * (rgb[c] - grey));
              }
            });
  }

  /** Brightness becomes a mixture of two colours. */
  private static Edit ramp(int dark, int light) {
    return picture ->
        picture.recoloured(
            (rgb, x, y) -> {
              float grey = luma(rgb);
              for (int c = 0; c < 3; c++) {
                float from = (dark >> 16 - 8 * c & 255) / 255f;
                float to = (light >> 16 - 8 * c & 255) / 255f;
                rgb[c] = from + grey * (to - from);
              }
            });
  }

  private static Edit poster(int levels) {
    return each(v -> Math.round(v * (levels - 1)) / (levels - 1.0));
  }

  private static Edit threshold(double at) {
    return picture ->
        picture.recoloured(
            (rgb, x, y) -> {
              float white = luma(rgb) > at ? 1 : 0;
              rgb[0] = white;
              rgb[1] = white;
              rgb[2] = white;
            });
  }

  /** Light of that colour: white becomes the colour mixed with so much white. */
  private static Edit tint(Colour colour, double strength) {
    return picture ->
        picture.recoloured(
            (rgb, x, y) -> {
              for (int c = 0; c < 3; c++) {
                double light = (colour.rgb() >> 16 - 8 * c & 255) / 255.0;
                rgb[c] *= (float) (1 - strength + strength * light);
              }
            });
  }

  private static Edit fog(Colour colour) {
    return picture ->
        picture.recoloured(
            (rgb, x, y) -> {
              for (int c = 0; c < 3; c++) {
                rgb[c] = 0.45f * rgb[c] + 0.55f * (colour.rgb() >> 16 - 8 * c & 255) / 255;
              }
            });
  }

  private static Edit channels(int red, int green, int blue) {
    return picture ->
        picture.recoloured(
            (rgb, x, y) -> {
              float r = rgb[red];
              float g = rgb[green];
              float b = rgb[blue];
              rgb[0] = r;
              rgb[1] = g;
              rgb[2] = b;
            });
  }

  /** Dark is cold and blue, bright is hot: black, blue, magenta, orange, yellow, white. */
  private static Edit thermal() {
    int[] stops = {0x000010, 0x1B0C9A, 0xB5179E, 0xF46D1B, 0xFFD93B, 0xFFFFF0};
    return picture ->
        picture.recoloured(
            (rgb, x, y) -> {
              float place = luma(rgb) * (stops.length - 1);
              int below = Math.min(stops.length - 2, (int) place);
              float part = place - below;
              for (int c = 0; c < 3; c++) {
                int shift = 16 - 8 * c;
                float from = (stops[below] >> shift & 255) / 255f;
                float to = (stops[below + 1] >> shift & 255) / 255f;
                rgb[c] = from + part * (to - from);
              }
            });
  }

  static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
