package io.lorweb.tiny.tasks;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Words stamped on the picture: text. */
final class StampTasks {

  private StampTasks() {}

  static List<EditTask> fixed() {
    return List.of(
        stamp("stampok", "OK", Colour.GREEN, true),
        stamp("stampno", "NO", Colour.RED, true),
        stamp("stampnew", "NEW", Colour.BLUE, true));
  }

  static void variants(Consumer<EditTask> out) {
    for (String word : new String[] {"YES", "GO", "HI", "TOP", "SALE", "STOP"}) {
      String lower = word.toLowerCase(Locale.ROOT);
      for (Colour colour :
          new Colour[] {
            Colour.RED, Colour.GREEN, Colour.BLUE, Colour.PURPLE, Colour.ORANGE, Colour.BLACK
          }) {
        out.accept(stamp("stamp:" + lower + ":" + colour.word() + ":bottom", word, colour, true));
        out.accept(stamp("stamp:" + lower + ":" + colour.word() + ":top", word, colour, false));
      }
    }
  }

  private static EditTask stamp(String name, String word, Colour colour, boolean bottom) {
    String lower = word.toLowerCase(Locale.ROOT);
    String where = name.startsWith("stamp:") ? (bottom ? " below" : " above") : "";
    String ink = name.startsWith("stamp:") ? colour.word() + " " : "";
    return EditTask.of(
        "text",
        name,
        "stamp " + ink + lower + " on it" + where,
        "put a " + ink + lower + " stamp" + where,
        stamp(word, colour, bottom ? 49 : 15));
  }

  /** The word in a box of white paper, leaning. */
  private static Edit stamp(String word, Colour colour, double middle) {
    double height = 12;
    double width = Letters.width(word, height);
    double left = 32 - width / 2;
    double top = middle - height / 2;
    Shape paper =
        Shape.box(left - 3, top - 3, left + width + 3, top + height + 3)
            .grown(1.5)
            .turned(-8, 32, middle);
    Shape letters = Letters.word(word, left, top, height, 2.4).turned(-8, 32, middle);
    return picture ->
        picture
            .painted(paper, 0xFFFFFF, 0.92)
            .painted(paper.edge(1.8), colour.rgb(), 1)
            .painted(letters, colour.rgb(), 1);
  }
}
