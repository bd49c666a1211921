package io.lorweb.tiny.tasks;

import java.util.List;
import java.util.function.Consumer;

/** Edits that follow the figure's outline: shadow, outline, glow. */
final class OutlineTasks {

  private static final double SOFTNESS = 1.2;
  private static final double STRENGTH = 0.55;

  private OutlineTasks() {}

  static List<EditTask> fixed() {
    return List.of(
        EditTask.of(
            "shadow",
            "shadow",
            "add a shadow",
            "drop shadow behind it",
            shadow(3.5, 3.5, SOFTNESS, STRENGTH, 0x000000)),
        EditTask.of(
            "outline", "outred", "red outline", "outline it in red", outline(Colour.RED.rgb(), 2)),
        EditTask.of(
            "outline",
            "outblue",
            "blue outline",
            "outline it in blue",
            outline(Colour.BLUE.rgb(), 2)),
        EditTask.of(
            "outline",
            "outblack",
            "black outline",
            "outline it in black",
            outline(Colour.BLACK.rgb(), 2)),
        EditTask.of("glow", "glow", "make it glow", "yellow glow around it", glow(Colour.YELLOW)));
  }

  static void variants(Consumer<EditTask> out) {
    for (Colour colour : Colour.values()) {
      if (colour == Colour.WHITE) {
        continue;
      }
      String word = colour.word();
      if (colour != Colour.RED && colour != Colour.BLUE && colour != Colour.BLACK) {
        out.accept(
            EditTask.of(
                "outline",
                "outline:" + word + ":thin",
                word + " outline",
                "outline it in " + word,
                outline(colour.rgb(), 2)));
      }
      out.accept(
          EditTask.of(
              "outline",
              "outline:" + word + ":thick",
              "thick " + word + " outline",
              "outline it thickly in " + word,
              outline(colour.rgb(), 3.8)));
      if (colour != Colour.YELLOW) {
        out.accept(
            EditTask.of(
                "glow", "glow:" + word, word + " glow", "make it glow " + word, glow(colour)));
      }
    }
    String[] ways = {"up", "down", "left", "right", "up-left", "up-right", "down-left"};
    for (String way : ways) {
      double dx = 4 * ((way.contains("right") ? 1 : 0) - (way.contains("left") ? 1 : 0));
      double dy = 4 * ((way.contains("down") ? 1 : 0) - (way.contains("up") ? 1 : 0));
      String words = way.replace('-', ' ');
      for (Colour colour :
          new Colour[] {
            Colour.BLACK, Colour.RED, Colour.BLUE, Colour.PURPLE, Colour.TEAL, Colour.ORANGE
          }) {
        String word = colour.word();
        out.accept(
            EditTask.of(
                "shadow",
                "shadow:" + way + ":" + word,
                word + " shadow, " + words,
                "cast a " + word + " shadow " + words,
                shadow(dx, dy, SOFTNESS, STRENGTH, colour.rgb())));
      }
    }
  }

  /**
   * A soft shadow.
   *
   * @param sigma of its edge
   * @param strength in [0, 1]
   */
  static Edit shadow(double dx, double dy, double sigma, double strength, int colour) {
    return picture -> {
      int size = picture.size();
      float[] soft = Filter.gauss(sigma).apply(picture.alpha(), size, 1);
      float[] cover = new float[soft.length];
      int left = (int) Math.round(dx * picture.unit());
      int up = (int) Math.round(dy * picture.unit());
      for (int p = 0; p < cover.length; p++) {
        int x = p % size - left;
        int y = p / size - up;
        if (x >= 0 && x < size && y >= 0 && y < size) {
          cover[p] = (float) strength * soft[y * size + x];
        }
      }
      return picture.underlaid(cover, colour);
    };
  }

  static Edit outline(int colour, double width) {
    return picture ->
        picture.underlaid(Filter.widest(width).apply(picture.alpha(), picture.size(), 1), colour);
  }

  private static Edit glow(Colour colour) {
    return picture -> {
      int size = picture.size();
      float[] wide = Filter.widest(2.5).apply(picture.alpha(), size, 1);
      float[] soft = Filter.gauss(3).apply(wide, size, 1);
      for (int p = 0; p < soft.length; p++) {
        soft[p] = Math.min(1, 1.35f * soft[p]);
      }
      return picture.underlaid(soft, colour.rgb());
    };
  }
}
